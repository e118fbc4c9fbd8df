/** An IndexedDB of its own for every test, in memory. Import before anything opens a database. */
import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { openChatDatabase, type ChatDatabase } from '../chat-database.ts';

export function resetIndexedDb(): void {
  globalThis.indexedDB = new IDBFactory();
}

/** What a browser does to a connection when its storage fails or is cleared. */
export function giveUp(database: IDBDatabase): void {
  // Its declaration asks for the class where it takes an instance.
  forceCloseDatabase(database as unknown as typeof IDBDatabase);
}

/** What a page finds that comes after all others are gone. */
export function openAgain(): Promise<ChatDatabase> {
  return openChatDatabase('guest-chats-host', () => undefined);
}

export function openFreshDatabase(): Promise<ChatDatabase> {
  resetIndexedDb();
  return openAgain();
}
