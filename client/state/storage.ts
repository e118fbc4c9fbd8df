/** Where one role keeps its chats, as the app needs it. `isKept` is false where the browser refuses: then it is memory. */
import type { EventTarget } from '../protocol/event-body.ts';
import type { ChatLog } from '../session/ports.ts';
import type { ChatStore } from './ports.ts';

export interface Storage<Record extends { readonly id: string }> {
  readonly isKept: boolean;
  readonly chats: ChatStore<Record>;
  /** What was said in a chat that exists, by the side that this browser is. Rejects with a StorageError. */
  openLog(chatId: string, role: EventTarget['side']): Promise<ChatLog>;
}
