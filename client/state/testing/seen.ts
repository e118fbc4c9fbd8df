/** What a test reads off a chat's screen. */
import type { ChatView } from '../view.ts';

/** The texts that can be read there, in order. */
export function texts({ messages }: Pick<ChatView, 'messages'>): readonly string[] {
  return messages.flatMap((message) => (message.is === 'text' ? [message.text] : []));
}

/** How the other side seems to be; how the chat stands when that is not said. */
export function presence({ phase }: ChatView): string {
  return phase.is === 'open' ? phase.presence : phase.is;
}
