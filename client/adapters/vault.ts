/**
 * The keys of storage, in two steps: one key of the database, which script can use and never read, wraps one data key
 * for each chat. Deleting the wrapped key makes all the chat's bytes unreadable. Knows no record, no event and no passphrase.
 * Alone this stops export by script, not someone with the disk (GC/1 section 14); against that one there is `locked-key.ts`.
 */
import { StorageError } from '../state/storage-error.ts';
import type { Database, VaultRow } from './database.ts';
import { unwrapDataKey, wrapDataKey } from './data-key.ts';
import { browserRandom } from './random.ts';
import { rewrapAll } from './rewrap.ts';
import { createSealer, createSealerOf, generateSealingKey, SEALING_KEY_BYTES, type Sealer } from './sealer.ts';

export interface Vault {
  /** The number of the database's key, as the row has it that keeps the key. */
  keyId(): number;
  /** @returns a new chat's key, as it may be stored (60 bytes) while the database's key is this one, and as it is used */
  createDataKey(chatId: string): Promise<{ readonly wrapped: Uint8Array; readonly sealer: Sealer }>;
  /** Throws StorageError `corrupt` for a key of another chat or database. */
  openDataKey(chatId: string, wrapped: Uint8Array): Promise<Sealer>;
  /**
   * Puts a new key in the place of the database's and wraps all data keys with it, in one strict transaction: whatever
   * happens, it is the old one or the new one. Rejects with a StorageError, `unavailable` when another page has replaced
   * it; then nothing changed.
   * @param toRow how the new key, 32 bytes, is to be kept; it must not hold on to them
   */
  replaceKey(toRow: (key: Uint8Array) => Promise<VaultRow>): Promise<void>;
}

export interface StoredVaultKey {
  readonly id: number;
  readonly row: VaultRow;
}

const FIRST_KEY_ID = 1;

/** The vault of a database that is not under the app lock. Throws StorageError `corrupt` for one that is. */
export async function openVault(database: Database): Promise<Vault> {
  const { id, row } = await findVaultKey(database);
  if (row instanceof Uint8Array) throw new StorageError('corrupt');
  return createVault(database, id, row);
}

/** Draws the database's key on first use. */
export async function findVaultKey(database: Database): Promise<StoredVaultKey> {
  return (await storedKey(database)) ?? (await createKey(database));
}

export function createVault(database: Database, firstId: number, firstKey: CryptoKey): Vault {
  let id = firstId;
  // The newest first. With the others a row still opens that was read just before its key was wrapped anew.
  let sealers: readonly [Sealer, ...Sealer[]] = [createSealer(firstKey)];

  const unwrap = async (chatId: string, wrapped: Uint8Array): Promise<Uint8Array> => {
    for (const sealer of sealers) {
      const key = await unwrapDataKey(sealer, chatId, wrapped);
      if (key !== null) return key;
    }
    throw new StorageError('corrupt');
  };

  return {
    keyId: () => id,
    createDataKey: async (chatId) => {
      const key = browserRandom(SEALING_KEY_BYTES);
      const wrapped = await wrapDataKey(sealers[0], chatId, key);
      return { wrapped, sealer: await createSealerOf(key) };
    },
    openDataKey: async (chatId, wrapped) => createSealerOf(await unwrap(chatId, wrapped)),
    replaceKey: async (toRow) => {
      const key = browserRandom(SEALING_KEY_BYTES);
      const row = await toRow(key);
      const next = await createSealerOf(key);
      id = await rewrapAll(database, id, { row, wrap: next, unwrap: sealers[0] });
      sealers = [next, ...sealers];
    },
  };
}

function storedKey(database: Database): Promise<StoredVaultKey | null> {
  return database.read(async (transaction) => {
    const vault = transaction.objectStore('vault');
    const [[id], [row]] = await Promise.all([vault.getAllKeys(), vault.getAll()]);
    return id === undefined || row === undefined ? null : { id, row };
  });
}

async function createKey(database: Database): Promise<StoredVaultKey> {
  const key = await generateSealingKey();
  await database.writeStrictly(async (transaction) => {
    const vault = transaction.objectStore('vault');
    // Another page may have been faster; its key already wraps something.
    if ((await vault.count()) === 0) await vault.put(key, FIRST_KEY_ID);
  });
  const stored = await storedKey(database);
  if (stored === null) throw new StorageError('unavailable');
  return stored;
}
