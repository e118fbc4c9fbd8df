/** How much in a host's list waits to be looked at, for the title and the app's icon. Pure view of the chats. */
import type { ChatView } from '../../state/view.ts';
import { toKnocking } from './knock-watch.ts';

/** Unread messages, but of muted chats, and guests who wait to be let in. */
export function toCallCount(chats: readonly ChatView[]): number {
  return chats.reduce((sum, chat) => sum + (chat.isMuted ? 0 : chat.unreadCount) + toKnocking(chat).length, 0);
}
