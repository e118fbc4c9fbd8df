/**
 * The IndexedDB databases: one for each role, so that both work in one browser profile (GC/1 section 2). Opening, schema,
 * strict transactions, deletion, and IndexedDB's errors as ours. Everything but an unlocked vault's key is sealed before
 * it comes here; what it says is not known here. The only file that imports idb.
 */
import { deleteDB, openDB, unwrap, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { StorageError } from '../state/storage-error.ts';

export type DatabaseName = 'guest-chats-host' | 'guest-chats-guest';

export interface ChatRow {
  /** The chat's data key, wrapped by the vault's: without it nothing of the chat can be opened. */
  readonly key: Uint8Array;
  /** Sealed by the data key. */
  readonly record: Uint8Array;
}

/** A key that script can use and never read, or, under the app lock, the key wrapped by a passphrase (`locked-key.ts`). */
export type VaultRow = CryptoKey | Uint8Array;

interface Schema extends DBSchema {
  /** One row. Its number is the vault key's: each new key has the next one, so that what an older one wrapped is noticed. */
  vault: { key: number; value: VaultRow };
  /** By chat id. */
  chats: { key: string; value: ChatRow };
  /** Lines by chat id and place in local order; sealed by the chat's data key. */
  lines: { key: [chatId: string, index: number]; value: Uint8Array };
  /** Own events that are not acknowledged, by chat id and number; sealed by the chat's data key. */
  outbox: { key: [chatId: string, seq: number]; value: Uint8Array };
  /** By chat id; sealed by the chat's data key. */
  counters: { key: string; value: Uint8Array };
}

type StoreName = 'vault' | 'chats' | 'lines' | 'outbox' | 'counters';
export type ReadTransaction = IDBPTransaction<Schema, StoreName[]>;
export type WriteTransaction = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

export interface Database {
  /** One transaction over all stores. Await nothing but its requests in `work`: it ends while anything else is awaited. */
  read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T>;
  /**
   * The strict transaction of GC/1 section 1: resolves on `complete`, with what `work` resolved to. When `work` throws, or the browser does, nothing of
   * it was stored.
   */
  writeStrictly<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T>;
  close(): void;
}

const STORES: StoreName[] = ['vault', 'chats', 'lines', 'outbox', 'counters'];
const VERSION = 2;

/**
 * Throws StorageError: `future-version` when a later version of the app was here, `unavailable` when an older one has the
 * database open and does not let go.
 * @param lost called once if the connection ends without `close`: another page upgrades or deletes the database, or the
 *   browser gave it up. Everything afterwards is `unavailable`.
 * @param version the schema's; later ones exist in tests only
 */
export async function openDatabase(name: DatabaseName, lost: () => void, version = VERSION): Promise<Database> {
  const database = await open(name, version).catch((error: unknown) => {
    // Where the page has no right to storage at all, opening throws at once.
    throw toStorageError(error);
  });
  database.addEventListener('versionchange', () => {
    database.close();
    lost();
  });
  database.addEventListener('close', lost);

  return {
    read: async (work) => {
      try {
        const transaction = database.transaction(STORES);
        const [result] = await Promise.all([work(transaction), transaction.done]);
        return result;
      } catch (error) {
        throw toStorageError(error);
      }
    },
    writeStrictly: async (work) => {
      try {
        return await write(database.transaction(STORES, 'readwrite', { durability: 'strict' }), work);
      } catch (error) {
        throw toStorageError(error);
      }
    },
    close: () => {
      database.close();
    },
  };
}

/**
 * Idempotent. Pages that have the database open lose it. Throws StorageError `unavailable` when one of them, of another
 * version of this app, does not let go; it is deleted all the same once that page is gone.
 */
export function deleteDatabase(name: DatabaseName): Promise<void> {
  return new Promise((resolve, reject) => {
    deleteDB(name, {
      blocked: () => {
        reject(new StorageError('unavailable'));
      },
    }).then(resolve, (error: unknown) => reject(toStorageError(error)));
  });
}

/** Puts many rows without a promise for each: what cannot be stored aborts the transaction, which says so. */
export function putRows(
  transaction: WriteTransaction,
  store: 'lines' | 'outbox',
  chatId: string,
  rows: readonly (readonly [number: number, value: Uint8Array])[],
): void {
  const objects = unwrap(transaction.objectStore(store));
  for (const [number, value] of rows) objects.put(value, [chatId, number]);
}

/** All of one chat in `lines` or `outbox`: an array sorts after every number. */
export function rowsOf(chatId: string): IDBKeyRange {
  return IDBKeyRange.bound([chatId], [chatId, []]);
}

/** Those before a place. */
export function rowsBefore(chatId: string, index: number): IDBKeyRange {
  return IDBKeyRange.bound([chatId], [chatId, index], false, true);
}

function open(name: DatabaseName, version: number): Promise<IDBPDatabase<Schema>> {
  return new Promise((resolve, reject) => {
    // Some browsers have none in private windows.
    if (typeof indexedDB === 'undefined') throw new StorageError('unavailable');
    const opening = openDB<Schema>(name, version, {
      upgrade: (database, oldVersion) => {
        // Nothing was released before version 2.
        if (oldVersion >= VERSION) return;
        for (const store of database.objectStoreNames) database.deleteObjectStore(store);
        for (const store of STORES) database.createObjectStore(store);
      },
      blocked: () => {
        reject(new StorageError('unavailable'));
        // It still opens as soon as the other page is gone, and would then be in the way itself.
        void opening.then(
          (late) => late.close(),
          () => undefined,
        );
      },
    });
    opening.then(resolve, reject);
  });
}

async function write<T>(
  transaction: WriteTransaction,
  work: (transaction: WriteTransaction) => Promise<T>,
): Promise<T> {
  try {
    const [result] = await Promise.all([work(transaction), transaction.done]);
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    await transaction.done.catch(() => undefined);
    throw error;
  }
}

/** Our own mistakes stay what they are. */
function toStorageError(error: unknown): Error {
  if (!(error instanceof DOMException))
    return error instanceof Error ? error : new Error('internal: thrown without an error');
  switch (error.name) {
    case 'QuotaExceededError':
      return new StorageError('quota');
    case 'VersionError':
      return new StorageError('future-version');
    default:
      return new StorageError('unavailable');
  }
}
