/**
 * A vault's key under a passphrase: what the app lock stores instead of a key that script can use. Knows neither where it
 * is stored nor how Argon2id is run.
 */
import { concatBytes, encodeUtf8, lv, u64 } from '../protocol/bytes.ts';
import { StorageError } from '../state/storage-error.ts';
import { versioned } from './codec.ts';
import { browserRandom } from './random.ts';
import { bytes, integer, struct } from './record-fields.ts';
import { createSealerOf, SEALED_KEY_BYTES } from './sealer.ts';

/** The parameters m, t and p of RFC 9106, section 3.1. */
export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** The second recommended option of RFC 9106, section 4, with one lane, as there is one thread: 64 MiB, about a second. */
export const ARGON2_COST: Argon2Cost = { memoryKib: 65_536, passes: 3, lanes: 1 };

/** Far beyond any that will be chosen, and still possible in a browser. */
const MAX_COST: Argon2Cost = { memoryKib: 1_048_576, passes: 64, lanes: 16 };

/**
 * Argon2id. Rejects with a StorageError `unavailable` when it could not be done.
 * @param passphrase as `preparePassword` gives it; the caller wipes it
 * @param salt 16 bytes @returns 32 bytes
 */
export type DeriveKey = (passphrase: Uint8Array, salt: Uint8Array, cost: Argon2Cost) => Promise<Uint8Array>;

interface LockedKey {
  readonly salt: Uint8Array;
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly wrapped: Uint8Array;
}

const SALT_BYTES = 16;

const LOCKED_KEY = versioned<LockedKey>(
  1,
  struct({
    salt: bytes(SALT_BYTES),
    memoryKib: integer,
    passes: integer,
    lanes: integer,
    wrapped: bytes(SEALED_KEY_BYTES),
  }),
);

/** Salt and parameters go with the key, so that later versions may choose others. @param key 32 bytes */
export async function lockKey(
  key: Uint8Array,
  passphrase: Uint8Array,
  derive: DeriveKey,
  cost: Argon2Cost,
): Promise<Uint8Array> {
  const salt = browserRandom(SALT_BYTES);
  const sealer = await createSealerOf(await derive(passphrase, salt, cost));
  return LOCKED_KEY.encode({ ...cost, salt, wrapped: await sealer.seal(key, placeOf(salt, cost)) });
}

/**
 * Throws StorageError: `corrupt` for what `lockKey` cannot have returned, `future-version`, and what `derive` throws.
 * @returns the key, 32 bytes; null for another passphrase
 */
export async function unlockKey(
  locked: Uint8Array,
  passphrase: Uint8Array,
  derive: DeriveKey,
): Promise<Uint8Array | null> {
  const { salt, wrapped, ...cost } = decodeLockedKey(locked);
  const sealer = await createSealerOf(await derive(passphrase, salt, cost));
  try {
    return await sealer.open(wrapped, placeOf(salt, cost));
  } catch (error) {
    if (error instanceof StorageError && error.code === 'corrupt') return null;
    throw error;
  }
}

/** Throws StorageError as `unlockKey` does, without trying any passphrase. */
export function decodeLockedKey(locked: Uint8Array): LockedKey {
  const decoded = LOCKED_KEY.decode(locked);
  for (const name of ['memoryKib', 'passes', 'lanes'] as const) {
    if (decoded[name] < 1 || decoded[name] > MAX_COST[name]) throw new StorageError('corrupt');
  }
  // RFC 9106, section 3.1: at least eight blocks of memory for each lane.
  if (decoded.memoryKib < 8 * decoded.lanes) throw new StorageError('corrupt');
  return decoded;
}

function placeOf(salt: Uint8Array, { memoryKib, passes, lanes }: Argon2Cost): Uint8Array {
  return lv(encodeUtf8('vault key'), salt, concatBytes(u64(memoryKib), u64(passes), u64(lanes)));
}
