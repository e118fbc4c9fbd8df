/** What the right to a name must mean, whoever grants it. */
import { describe, expect, test } from 'vitest';
import type { HeldLock, Locks } from '../ports.ts';

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
