/**
 * Chats in IndexedDB that may be under a passphrase. With the app lock on, the database keeps its vault's key wrapped by
 * the passphrase only, and everything else is sealed under that key. Knows nothing of what is asked of the person, or when.
 */
import { wipe } from '../protocol/bytes.ts';
import type { Clock } from '../session/ports.ts';
import { StorageError } from '../state/storage-error.ts';
import type { LockableStorage, OpenedStorage, Unlocked } from '../state/storage-lock.ts';
import { createKeptStorage, createMemoryStorage } from './chat-storage.ts';
import type { Codec } from './codec.ts';
import { deleteDatabase, openDatabase, type Database, type DatabaseName, type VaultRow } from './database.ts';
import { decodeLockedKey, lockKey, unlockKey, type Argon2Cost, type DeriveKey } from './locked-key.ts';
import { importSealingKey } from './sealer.ts';
import { createVault, findVaultKey } from './vault.ts';

export interface LockableStorageWorld<Record> {
  readonly name: DatabaseName;
  readonly codec: Codec<Record>;
  readonly clock: Clock;
  readonly derive: DeriveKey;
  /** For new passphrases; what an older one was locked with stands beside it. */
  readonly cost: Argon2Cost;
}

export function createLockableStorage<Record extends { readonly id: string }>(
  world: LockableStorageWorld<Record>,
): LockableStorage<Record> {
  const { name, codec, clock, derive } = world;

  const toUnlocked = (database: Database, keyId: number, key: CryptoKey, firstRow: VaultRow): Unlocked<Record> => {
    const vault = createVault(database, keyId, key);
    let row = firstRow;
    return {
      storage: createKeptStorage({ ...database, vault }, codec, clock),
      lock: {
        isOn: () => row instanceof Uint8Array,
        change: async (current, next) => {
          if (!(await isPassphraseOf(row, current, derive))) return false;
          let nextRow = row;
          await vault.replaceKey(async (nextKey) => {
            nextRow = await (next === null ? importSealingKey(nextKey) : lockKey(nextKey, next, derive, world.cost));
            return nextRow;
          });
          row = nextRow;
          return true;
        },
      },
    };
  };

  const openKept = async (): Promise<OpenedStorage<Record>> => {
    // A connection that the browser ends shows at the next write, which is refused.
    const database = await openDatabase(name, () => undefined);
    const { id, row } = await findVaultKey(database);
    if (!(row instanceof Uint8Array)) return { is: 'kept', ...toUnlocked(database, id, row, row) };
    const why = whyUnreadable(row);
    if (why !== null) return { is: 'unreadable', why };
    return {
      is: 'locked',
      unlock: async (passphrase) => {
        const key = await unlockKey(row, passphrase, derive);
        if (key === null) return null;
        const imported = await importSealingKey(key);
        wipe(key);
        return toUnlocked(database, id, imported, row);
      },
    };
  };

  return {
    open: async () => {
      try {
        return await openKept();
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        return { is: 'memory', storage: createMemoryStorage<Record>(clock) };
      }
    },
    deleteAll: () => deleteDatabase(name),
  };
}

/** @param passphrase null stands for no lock */
async function isPassphraseOf(row: VaultRow, passphrase: Uint8Array | null, derive: DeriveKey): Promise<boolean> {
  if (!(row instanceof Uint8Array)) return passphrase === null;
  if (passphrase === null) return false;
  const key = await unlockKey(row, passphrase, derive);
  if (key !== null) wipe(key);
  return key !== null;
}

function whyUnreadable(row: Uint8Array): 'corrupt' | 'future-version' | null {
  try {
    decodeLockedKey(row);
    return null;
  } catch (error) {
    if (error instanceof StorageError && (error.code === 'corrupt' || error.code === 'future-version'))
      return error.code;
    throw error;
  }
}
