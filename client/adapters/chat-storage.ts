/** One role's chats in IndexedDB, or in memory where this browser refuses to store. */
import type { ChatLog, Clock } from '../session/ports.ts';
import type { Storage } from '../state/storage.ts';
import { StorageError } from '../state/storage-error.ts';
import { openChatDatabase, type ChatDatabase } from './chat-database.ts';
import type { Codec } from './codec.ts';
import type { DatabaseName } from './database.ts';
import { createIndexedDbChatStore } from './indexeddb-chat-store.ts';
import { openIndexedDbLog } from './indexeddb-log.ts';
import { createMemoryChatStore } from './memory-chat-store.ts';
import { createMemoryLog } from './memory-log.ts';

export async function openChatStorage<Record extends { readonly id: string }>(
  name: DatabaseName,
  codec: Codec<Record>,
  clock: Clock,
): Promise<Storage<Record>> {
  try {
    // A connection that the browser ends shows at the next write, which is refused.
    return createKeptStorage(await openChatDatabase(name, () => undefined), codec, clock);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return createMemoryStorage(clock);
  }
}

export function createKeptStorage<Record extends { readonly id: string }>(
  database: ChatDatabase,
  codec: Codec<Record>,
  clock: Clock,
): Storage<Record> {
  return {
    isKept: true,
    chats: createIndexedDbChatStore(database, codec),
    openLog: (chatId, role) => openIndexedDbLog(database, chatId, { role, clock }),
  };
}

export function createMemoryStorage<Record extends { readonly id: string }>(clock: Clock): Storage<Record> {
  const logs = new Map<string, ChatLog>();
  return {
    isKept: false,
    chats: createMemoryChatStore<Record>(),
    openLog: (chatId, role) => {
      const log = logs.get(chatId) ?? createMemoryLog({ role, clock });
      logs.set(chatId, log);
      return Promise.resolve(log);
    },
  };
}
