/** What to call the other person where a word is needed. Pure. */
import type { ChatView } from '../state/view.ts';
import { t } from './wording/t.ts';

export function toOtherName({ title, side }: Pick<ChatView, 'title' | 'side'>): string {
  if (title !== '') return title;
  return t(side === 'host' ? 'row.untitled' : 'chat.unnamedHost');
}
