/** Where one role keeps its chats, as the app needs it. `isKept` is false where the browser refuses: then it is memory. */
import type { ChatLog } from '../session/ports.ts';
import type { ChatStore } from './ports.ts';

export interface Storage<Record extends { readonly id: string }> {
  readonly isKept: boolean;
  readonly chats: ChatStore<Record>;
  /** The events of a chat that exists. Rejects with a StorageError. */
  openLog(chatId: string): Promise<ChatLog>;
}
