/**
 * The keys of storage, in two steps: one key of the database, which script can use and never read, wraps one data key
 * for each chat. Deleting the wrapped key makes all the chat's bytes unreadable. Knows no record and no event.
 * This stops export by script, not someone with the disk (GC/1 section 14).
 */
import { encodeUtf8, lv, wipe } from '../protocol/bytes.ts';
import type { Database } from './database.ts';
import { browserRandom } from './random.ts';
import { createSealer, generateSealingKey, importSealingKey, SEALING_KEY_BYTES, type Sealer } from './sealer.ts';

export interface Vault {
  /** @returns a new chat's key, as it may be stored (60 bytes) and as it is used */
  createDataKey(chatId: string): Promise<{ readonly wrapped: Uint8Array; readonly sealer: Sealer }>;
  /** Throws StorageError `corrupt` for a key of another chat or database. */
  openDataKey(chatId: string, wrapped: Uint8Array): Promise<Sealer>;
}

const KEY_NAME = 'key';

/** Draws the database's key on first use. */
export async function openVault(database: Database): Promise<Vault> {
  const vaultKey = createSealer((await storedKey(database)) ?? (await createKey(database)));
  return {
    createDataKey: async (chatId) => {
      const key = browserRandom(SEALING_KEY_BYTES);
      const wrapped = await vaultKey.seal(key, dataKeyOf(chatId));
      return { wrapped, sealer: await toSealer(key) };
    },
    openDataKey: async (chatId, wrapped) => toSealer(await vaultKey.open(wrapped, dataKeyOf(chatId))),
  };
}

function storedKey(database: Database): Promise<CryptoKey | undefined> {
  return database.read((transaction) => transaction.objectStore('vault').get(KEY_NAME));
}

async function createKey(database: Database): Promise<CryptoKey> {
  let key = await generateSealingKey();
  await database.writeStrictly(async (transaction) => {
    // Another page may have been faster; its key already wraps something.
    const stored = await transaction.objectStore('vault').get(KEY_NAME);
    if (stored === undefined) await transaction.objectStore('vault').put(key, KEY_NAME);
    else key = stored;
  });
  return key;
}

async function toSealer(key: Uint8Array): Promise<Sealer> {
  const sealer = createSealer(await importSealingKey(key));
  wipe(key);
  return sealer;
}

function dataKeyOf(chatId: string): Uint8Array {
  return lv(encodeUtf8('data key'), encodeUtf8(chatId));
}
