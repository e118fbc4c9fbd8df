/** What the right to a name must mean, whoever grants it. */
import { describe, expect, test } from 'vitest';
import type { HeldLock, Locks } from '../ports.ts';

async function until(isDone: () => boolean): Promise<void> {
  for (let tries = 0; tries < TRIES && !isDone(); tries += 1) await Promise.resolve();
  expect(isDone()).toBe(true);
}

/** A release takes effect soon, not at once. */
const TRIES = 100;

export function describeLocks(name: string, create: () => Locks): void {
  const acquired = async (locks: Locks, lockName: string): Promise<HeldLock> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const held = await locks.acquire(lockName);
      if (held !== null) return held;
    }
    throw new Error('never granted');
  };

  describe(`locks of ${name}`, () => {
    test('one page holds a name; another gets it after the release', async () => {
      const locks = create();
      const held = await acquired(locks, 'chat a');
      expect(await locks.acquire('chat a')).toBeNull();
      expect(await locks.acquire('chat a')).toBeNull();
      held.release();
      (await acquired(locks, 'chat a')).release();
    });

    test('names are independent', async () => {
      const locks = create();
      const held = [await acquired(locks, 'chat a'), await acquired(locks, 'chat b')];
      for (const { release } of held) release();
    });

    test('taking over tells the one who held it, whose release is then without effect', async () => {
      const locks = create();
      const old = await acquired(locks, 'chat a');
      const taken = await locks.steal('chat a');
      await old.lost;
      old.release();
      expect(await locks.acquire('chat a')).toBeNull();
      taken.release();
      (await acquired(locks, 'chat a')).release();
    });

    test('who took over can be taken over', async () => {
      const locks = create();
      const first = await locks.steal('chat a');
      const second = await locks.steal('chat a');
      await first.lost;
      const third = await locks.steal('chat a');
      await second.lost;
      third.release();
    });

    test('who waits gets the name after the release, first come first', async () => {
      const locks = create();
      const first = await acquired(locks, 'chat a');
      const granted: HeldLock[] = [];
      const order: string[] = [];
      for (const who of ['second', 'third']) {
        locks.whenFree('chat a', (lock) => {
          granted.push(lock);
          order.push(who);
        });
      }
      await locks.acquire('chat a');
      expect(order).toEqual([]);
      first.release();
      await until(() => order.length === 1);
      granted[0]?.release();
      await until(() => order.length === 2);
      expect(order).toEqual(['second', 'third']);
      expect(await locks.acquire('chat a')).toBeNull();
      granted[1]?.release();
      (await acquired(locks, 'chat a')).release();
    });

    test('who waits for a free name gets it', async () => {
      const locks = create();
      const granted: HeldLock[] = [];
      locks.whenFree('chat a', (lock) => granted.push(lock));
      await until(() => granted.length === 1);
      expect(await locks.acquire('chat a')).toBeNull();
    });

    test('who left the line is passed over, at whatever moment', async () => {
      const locks = create();
      const held = await acquired(locks, 'chat a');
      let isGranted = false;
      const leave = locks.whenFree('chat a', () => {
        isGranted = true;
      });
      leave();
      leave();
      held.release();
      const next = await acquired(locks, 'chat a');
      next.release();
      expect(isGranted).toBe(false);
    });

    test('taking over passes those who wait, who get the name after it', async () => {
      const locks = create();
      const old = await acquired(locks, 'chat a');
      const granted: HeldLock[] = [];
      locks.whenFree('chat a', (lock) => granted.push(lock));
      const taken = await locks.steal('chat a');
      await old.lost;
      await locks.acquire('chat a');
      expect(granted).toEqual([]);
      taken.release();
      await until(() => granted.length === 1);
    });

    test('who released is not told of what others do', async () => {
      const locks = create();
      const held = await acquired(locks, 'chat a');
      let isLost = false;
      void held.lost.then(() => {
        isLost = true;
      });
      held.release();
      held.release();
      const next = await acquired(locks, 'chat a');
      const taken = await locks.steal('chat a');
      await next.lost;
      expect(isLost).toBe(false);
      taken.release();
    });
  });
}
