/** Who let messages disappear from when on, in one sentence. */
import type { ReactNode } from 'react';
import type { MessageView } from '../../state/view.ts';
import { rich } from './rich.tsx';
import { t } from './t.ts';

type Timer = Extract<MessageView, { is: 'timer' }>;

/** The same without any elements in it. */
export function toTimerText({ author, seconds }: Timer, otherName: string): string {
  return author === 'me' ? t(`disappear.me.${seconds}`) : t(`disappear.other.${seconds}`, { name: otherName });
}

export function toTimerSentence({ author, seconds }: Timer, otherName: string): ReactNode {
  if (author === 'me') return t(`disappear.me.${seconds}`);
  return rich(`disappear.other.${seconds}`, { name: <bdi>{otherName}</bdi> });
}
