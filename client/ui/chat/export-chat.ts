/** Keeps a whole chat as a text file on this device. */
import type { ChatCommands, ChatView } from '../../state/view.ts';
import { downloadText } from '../download.ts';
import { TIME_LOCALE } from '../locale.ts';
import { t } from '../wording/t.ts';
import { toTranscript } from './transcript.ts';

/** Rejects when the chat cannot be read. */
export async function exportChat(
  commands: Pick<ChatCommands, 'readAll'>,
  { id }: ChatView,
  otherName: string,
): Promise<void> {
  const messages = await commands.readAll(id);
  const nowUnixMs = Date.now();
  const text = toTranscript(messages, { otherName, nowUnixMs, locale: TIME_LOCALE });
  downloadText(t('export.title', { name: otherName }), text);
}
