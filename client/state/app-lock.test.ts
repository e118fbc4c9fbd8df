import { describe, expect, test, vi } from 'vitest';
import { createMemoryStorage } from '../adapters/chat-storage.ts';
import { decodeUtf8 } from '../protocol/bytes.ts';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { guardStorage } from './app-lock.ts';
import type { HostRecord } from './chat-record.ts';
import { StorageError } from './storage-error.ts';
import type { LockableStorage, Unlocked } from './storage-lock.ts';

const PASSPHRASE = 'tulip anchor mosaic';
const storage = createMemoryStorage<HostRecord>(createFakeClock());
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
};

/** A storage under a passphrase, without any cryptography. `answer` delays or refuses each try. */
function createLockable(first: string | null, answer = (): Promise<void> => Promise.resolve()) {
  let passphrase = first;
  const tried: Uint8Array[] = [];
  const isRight = async (bytes: Uint8Array | null): Promise<boolean> => {
    if (bytes !== null) tried.push(bytes);
    const text = bytes === null ? null : decodeUtf8(bytes);
    await answer();
    return text === passphrase;
  };
  const unlocked: Unlocked<HostRecord> = {
    storage,
    lock: {
      isOn: () => passphrase !== null,
      change: async (current, next) => {
        const text = next === null ? null : decodeUtf8(next);
        if (!(await isRight(current))) return false;
        passphrase = text;
        return true;
      },
    },
  };
  const lockable: LockableStorage<HostRecord> = {
    open: () =>
      Promise.resolve(
        passphrase === null
          ? { is: 'kept', ...unlocked }
          : { is: 'locked', unlock: async (bytes) => ((await isRight(bytes)) ? unlocked : null) },
      ),
    deleteAll: vi.fn(() => Promise.resolve()),
  };
  return { lockable, tried, passphrase: () => passphrase };
}

function guard(lockable: LockableStorage<HostRecord>) {
  const world = { storage: lockable, forgetProfile: vi.fn(), reload: vi.fn() };
  return { ...guardStorage(world), world };
}

describe('a locked storage', () => {
  test('opens for the right passphrase, however it was typed, and for no other', async () => {
    const { lockable } = createLockable('caf\u00e9 am meer');
    const { appLock, openStorage } = guard(lockable);
    const opened = openStorage();
    await settled();
    expect(appLock.view.get()).toEqual({ is: 'locked', attempt: 'none' });
    for (const [typed, attempt] of [
      ['', 'empty'],
      ['cafe am meer', 'wrong'],
      ['caf\u00e9\u0007', 'wrong'],
    ] as const) {
      appLock.unlock(typed);
      await settled();
      expect(appLock.view.get()).toEqual({ is: 'locked', attempt });
    }
    appLock.unlock('cafe\u0301\u00a0am\u3000meer');
    expect(appLock.view.get()).toEqual({ is: 'locked', attempt: 'checking' });
    expect(await opened).toBe(storage);
    expect(appLock.view.get()).toEqual({ is: 'on' });
  });

  test('tries one passphrase at a time, and wipes it', async () => {
    const { lockable, tried } = createLockable(PASSPHRASE);
    const { appLock, openStorage } = guard(lockable);
    void openStorage();
    await settled();
    appLock.unlock('the first of two');
    appLock.unlock('the other of two');
    await settled();
    expect(tried).toEqual([new Uint8Array(16)]);
  });

  test('that could not be tried says so, and can be tried again', async () => {
    let isBroken = true;
    const { lockable } = createLockable(PASSPHRASE, () =>
      isBroken ? Promise.reject(new StorageError('unavailable')) : Promise.resolve(),
    );
    const { appLock, openStorage } = guard(lockable);
    const opened = openStorage();
    await settled();
    appLock.unlock(PASSPHRASE);
    await settled();
    expect(appLock.view.get()).toEqual({ is: 'locked', attempt: 'failed' });
    isBroken = false;
    appLock.unlock(PASSPHRASE);
    expect(await opened).toBe(storage);
  });

  test('asked for again opens for the last who asked, also when a try was under way', async () => {
    const { lockable } = createLockable(PASSPHRASE);
    const { appLock, openStorage } = guard(lockable);
    const first = vi.fn();
    void openStorage().then(first);
    await settled();
    appLock.unlock(PASSPHRASE);
    const second = openStorage();
    await settled();
    expect(appLock.view.get()).toEqual({ is: 'locked', attempt: 'none' });
    appLock.unlock(PASSPHRASE);
    expect(await second).toBe(storage);
    await settled();
    expect(first).not.toHaveBeenCalled();
  });

  test('that cannot be read stays closed, and says why', async () => {
    const { lockable } = createLockable(null);
    const { appLock, openStorage } = guard({
      ...lockable,
      open: () => Promise.resolve({ is: 'unreadable', why: 'corrupt' }),
    });
    const opened = vi.fn();
    void openStorage().then(opened);
    await settled();
    expect(appLock.view.get()).toEqual({ is: 'unreadable', why: 'corrupt' });
    expect(opened).not.toHaveBeenCalled();
  });
});

describe('the app lock', () => {
  test('is turned on, changed and turned off', async () => {
    const { lockable, passphrase } = createLockable(null);
    const { appLock, openStorage } = guard(lockable);
    await openStorage();
    expect(appLock.view.get()).toEqual({ is: 'off' });
    expect(await appLock.turnOn(PASSPHRASE)).toBeNull();
    expect([appLock.view.get(), passphrase()]).toEqual([{ is: 'on' }, PASSPHRASE]);
    expect(await appLock.change('something else', 'candle river')).toBe('wrong');
    expect(await appLock.change(PASSPHRASE, 'candle river')).toBeNull();
    expect([appLock.view.get(), passphrase()]).toEqual([{ is: 'on' }, 'candle river']);
    expect(await appLock.turnOff(PASSPHRASE)).toBe('wrong');
    expect(await appLock.turnOff('candle river')).toBeNull();
    expect([appLock.view.get(), passphrase()]).toEqual([{ is: 'off' }, null]);
  });

  test.each([
    ['no present passphrase', '', 'candle river', 'empty'],
    ['a present one nobody can type', '\u0000', 'candle river', 'wrong'],
    ['a new one of seven characters, though 14 units', PASSPHRASE, '\u{1F99C}'.repeat(7), 'too-short'],
    ['a new one nobody can type', PASSPHRASE, 'candle\u0000river', 'unusable'],
  ])('refuses %s', async (_, current, next, refusal) => {
    const { lockable, passphrase } = createLockable(PASSPHRASE);
    const { appLock, openStorage } = guard(lockable);
    const opened = openStorage();
    await settled();
    appLock.unlock(PASSPHRASE);
    await opened;
    expect(await appLock.change(current, next)).toBe(refusal);
    expect(passphrase()).toBe(PASSPHRASE);
  });

  test('says when it could not be changed', async () => {
    const { lockable } = createLockable(null, () => Promise.reject(new StorageError('quota')));
    const { appLock, openStorage } = guard(lockable);
    await openStorage();
    expect(await appLock.turnOn(PASSPHRASE)).toBe('failed');
    expect(appLock.view.get()).toEqual({ is: 'off' });
  });

  test('locks by beginning again', async () => {
    const { appLock, openStorage, world } = guard(createLockable(null).lockable);
    await openStorage();
    appLock.lockNow();
    expect(world.reload).toHaveBeenCalledTimes(1);
  });

  test('of a browser that stores nothing is impossible', async () => {
    const { lockable } = createLockable(null);
    const { appLock, openStorage } = guard({ ...lockable, open: () => Promise.resolve({ is: 'memory', storage }) });
    expect(await openStorage()).toBe(storage);
    expect(appLock.view.get()).toEqual({ is: 'impossible' });
  });

  test('is no obstacle to deleting everything', async () => {
    const { lockable } = createLockable(PASSPHRASE);
    const { appLock, openStorage, world } = guard(lockable);
    void openStorage();
    expect(await appLock.deleteEverything()).toBe(true);
    expect(lockable.deleteAll).toHaveBeenCalledTimes(1);
    expect(world.forgetProfile).toHaveBeenCalledTimes(1);
    expect(world.reload).toHaveBeenCalledTimes(1);
  });

  test('says when not everything could be deleted, and then nothing was', async () => {
    const { appLock, world } = guard({
      ...createLockable(PASSPHRASE).lockable,
      deleteAll: () => Promise.reject(new StorageError('unavailable')),
    });
    expect(await appLock.deleteEverything()).toBe(false);
    expect(world.forgetProfile).not.toHaveBeenCalled();
    expect(world.reload).not.toHaveBeenCalled();
  });
});
