/**
 * A new key for the database: every chat's data key wrapped with it, and the old key gone, in one strict transaction.
 * A transaction ends while anything but its own requests is awaited, so all is wrapped before it and compared within it.
 */
import { equalBytes, wipe } from '../protocol/bytes.ts';
import { StorageError } from '../state/storage-error.ts';
import type { ChatRow, Database, ReadTransaction, VaultRow, WriteTransaction } from './database.ts';
import { unwrapDataKey, wrapDataKey } from './data-key.ts';
import type { Sealer } from './sealer.ts';

interface NewKey {
  /** The new key as it is kept. */
  readonly row: VaultRow;
  readonly wrap: Sealer;
  /** The old key. */
  readonly unwrap: Sealer;
}

/** A chat's data key, as the old key has wrapped it and as the new one has. */
interface Wrapping {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** Rejects as `Vault.replaceKey` does. @param oldId the old key's number @returns the new key's */
export async function rewrapAll(database: Database, oldId: number, newKey: NewKey): Promise<number> {
  const wrappings = new Map<string, Wrapping>();
  for (;;) {
    for (const { chatId, row } of await database.read(listChats)) {
      if (!isWrapped(wrappings, chatId, row)) wrappings.set(chatId, await rewrap(newKey, chatId, row.key));
    }
    const isStored = await database.writeStrictly((transaction) => store(transaction, oldId, newKey.row, wrappings));
    if (isStored) return oldId + 1;
  }
}

/** A key that does not open now will not open later: it stays what it is. */
async function rewrap({ wrap, unwrap }: NewKey, chatId: string, before: Uint8Array): Promise<Wrapping> {
  const key = await unwrapDataKey(unwrap, chatId, before);
  if (key === null) return { before, after: before };
  const after = await wrapDataKey(wrap, chatId, key);
  wipe(key);
  return { before, after };
}

/** False when a chat has come since, and nothing was stored. */
async function store(
  transaction: WriteTransaction,
  oldId: number,
  row: VaultRow,
  wrappings: ReadonlyMap<string, Wrapping>,
): Promise<boolean> {
  const vault = transaction.objectStore('vault');
  if ((await vault.getKey(oldId)) === undefined) throw new StorageError('unavailable');
  const chats = await listChats(transaction);
  if (!chats.every((chat) => isWrapped(wrappings, chat.chatId, chat.row))) return false;
  for (const chat of chats) {
    const key = wrappings.get(chat.chatId)?.after ?? chat.row.key;
    await transaction.objectStore('chats').put({ ...chat.row, key }, chat.chatId);
  }
  await vault.clear();
  await vault.put(row, oldId + 1);
  return true;
}

async function listChats(
  transaction: ReadTransaction | WriteTransaction,
): Promise<readonly { readonly chatId: string; readonly row: ChatRow }[]> {
  const store = transaction.objectStore('chats');
  const [ids, rows] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return rows.map((row, place) => ({ chatId: ids[place] ?? '', row }));
}

function isWrapped(wrappings: ReadonlyMap<string, Wrapping>, chatId: string, row: ChatRow): boolean {
  const before = wrappings.get(chatId)?.before;
  return before !== undefined && equalBytes(before, row.key);
}
