import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../protocol/bytes.ts';
import { flip, wrongLengths } from '../protocol/testing/hostile.ts';
import { StorageError } from '../state/storage-error.ts';
import { ARGON2_COST, decodeLockedKey, lockKey, unlockKey, type Argon2Cost } from './locked-key.ts';
import { deriveHere, QUICK_COST } from './testing/quick-derive.ts';

const key = new Uint8Array(32).fill(7);
const passphrase = encodeUtf8('tulip anchor mosaic');
const lock = (cost: Argon2Cost = QUICK_COST): Promise<Uint8Array> => lockKey(key, passphrase, deriveHere, cost);

/** What becomes of it: the key, 'wrong', or the code of an error. */
async function outcome(locked: Uint8Array, tried = passphrase): Promise<unknown> {
  try {
    return (await unlockKey(locked, tried, deriveHere)) ?? 'wrong';
  } catch (error) {
    if (error instanceof StorageError) return error.code;
    throw error;
  }
}

describe('a locked key', () => {
  test('opens with its passphrase, and with no other', async () => {
    const locked = await lock();
    expect(await outcome(locked)).toEqual(key);
    for (const tried of ['', 'tulip', 'Tulip anchor mosaic', 'tulip anchor mosaic ']) {
      expect(await outcome(locked, encodeUtf8(tried)), tried).toBe('wrong');
    }
  });

  test('has a salt of its own, and does not hold the key', async () => {
    const [first, second] = [await lock(), await lock()];
    expect(decodeLockedKey(first).salt).not.toEqual(decodeLockedKey(second).salt);
    expect(Buffer.from(first).includes(Buffer.from(key))).toBe(false);
  });

  test('is opened at the cost it was locked at', async () => {
    const costs: Argon2Cost[] = [];
    const higher = { memoryKib: 64, passes: 2, lanes: 2 };
    await unlockKey(await lock(higher), passphrase, (password, salt, cost) => {
      costs.push(cost);
      return deriveHere(password, salt, cost);
    });
    expect(costs).toEqual([higher]);
  });

  test('changed in any byte, cut or extended, opens to nothing', async () => {
    const locked = await lock();
    // A flipped bit in a cost could ask for a gigabyte: that is decoded here, and not tried.
    for (const [index] of locked.entries()) {
      const spoiled = flip(locked, index);
      const isCost = index > 16 && index <= 40;
      if (!isCost) expect(await outcome(spoiled), `byte ${String(index)}`).not.toEqual(key);
    }
    for (const spoiled of wrongLengths(locked)) expect(['corrupt', 'future-version']).toContain(await outcome(spoiled));
  });

  test('with another cost than it was locked at opens to nothing', async () => {
    // Even if somebody could make Argon2id say the same at both.
    const deaf = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(32));
    const locked = await lockKey(key, passphrase, deaf, { memoryKib: 64, passes: 1, lanes: 1 });
    expect(await unlockKey(locked, passphrase, deaf)).toEqual(key);
    const cheaper = locked.slice();
    new DataView(cheaper.buffer).setBigUint64(17, 32n);
    expect(decodeLockedKey(cheaper).memoryKib).toBe(32);
    expect(await unlockKey(cheaper, passphrase, deaf)).toBeNull();
  });

  test.each([
    ['no memory', 17, 0n],
    ['a terabyte', 17, 1n << 30n],
    ['no pass', 25, 0n],
    ['a thousand passes', 25, 1000n],
    ['no lane', 33, 0n],
    ['more lanes than blocks of memory', 33, 2n],
  ])('that asks for %s is corrupt', async (_, at, value) => {
    const locked = await lock();
    new DataView(locked.buffer).setBigUint64(at, value);
    expect(await outcome(locked)).toBe('corrupt');
  });

  test('of a later version is told apart', async () => {
    const locked = await lock();
    locked[0] = 2;
    expect(await outcome(locked)).toBe('future-version');
  });

  test('costs an attacker 64 MiB and three passes a try', async () => {
    expect(ARGON2_COST).toEqual({ memoryKib: 64 * 1024, passes: 3, lanes: 1 });
    const locked = await lockKey(key, passphrase, () => Promise.resolve(new Uint8Array(32)), ARGON2_COST);
    expect(decodeLockedKey(locked)).toMatchObject(ARGON2_COST);
  });
});
