/** What the message field is for at the moment. Pure. */
import type { MessageView, TextView } from '../../state/view.ts';

export type ComposerTask =
  | { readonly is: 'write' }
  /** The next message answers this one. */
  | { readonly is: 'reply'; readonly message: TextView }
  /** The field holds the text of this one. */
  | { readonly is: 'edit'; readonly message: TextView };

/** What a person set out to do, by the message's id, as the messages are now. */
export interface Intent {
  readonly is: 'reply' | 'edit';
  readonly messageId: string;
}

/** A message that was deleted or has disappeared can no longer be answered or edited. */
export function toTask(intent: Intent | null, messages: readonly MessageView[]): ComposerTask {
  if (intent === null) return WRITE;
  const message = messages.find(({ id }) => id === intent.messageId);
  return message?.is === 'text' ? { is: intent.is, message } : WRITE;
}

const WRITE = { is: 'write' } as const;
