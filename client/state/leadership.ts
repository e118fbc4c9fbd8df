/**
 * Which of a browser's pages holds a chat (GC/1 section 6): one at a time, by a lock. The browser frees the lock of a page
 * that is closed or crashes, and tells a page whose lock was taken, so pages need not talk to each other.
 */
import type { Clock, Page } from '../session/ports.ts';
import type { HeldLock, Locks } from './ports.ts';

/** Longer than a reload takes, so that a reloaded page finds its chat free. */
const RELOAD_MS = 3_000;

export interface LeadershipListener {
  /**
   * This page holds the lock now. `isTaken`: from a page that may not know it yet, and could still store something; else
   * what it reads from then on is what the page before has stored.
   */
  lead(lock: HeldLock, isTaken: boolean): Promise<void>;
  /** Another page does: nothing of the chat may be touched here any more. */
  follow(): void;
}

export interface Leadership {
  /** Resolves once this page leads, or knows that another one does. */
  start(): Promise<void>;
  /** [Use here]: takes the chat from whichever page holds it. */
  takeOver(): Promise<void>;
}

export function createLeadership(
  world: { readonly locks: Locks; readonly clock: Clock; readonly page: Page },
  name: string,
  listener: LeadershipListener,
): Leadership {
  const { clock, page } = world;
  const locks = toLenient(world.locks);
  let is: 'leading' | 'taking' | 'following' = 'following';
  let stopWaiting = (): void => undefined;

  const lead = async (lock: HeldLock, isTaken = false): Promise<void> => {
    is = 'leading';
    void lock.lost.then(follow);
    try {
      await listener.lead(lock, isTaken);
    } catch (error) {
      // A page that cannot use the chat must not keep it from the others, nor from its own next try.
      is = 'following';
      lock.release();
      throw error;
    }
  };

  const follow = (): void => {
    is = 'following';
    listener.follow();
    wait();
  };

  /** Heals a page that crashed or was closed. A page that nobody sees leaves the chat to one that was only reloaded. */
  const wait = (): void => {
    stopWaiting = locks.whenFree(name, (lock) => {
      if (page.isVisible()) {
        void lead(lock);
        return;
      }
      lock.release();
      stopWaiting = clock.after(RELOAD_MS, () => {
        void tryToLead();
      });
    });
  };

  const tryToLead = async (): Promise<void> => {
    const lock = await locks.acquire(name);
    // Somebody said [Use here] meanwhile.
    if (is !== 'following') lock?.release();
    else if (lock === null) wait();
    else await lead(lock);
  };

  return {
    start: async () => {
      const lock = await locks.acquire(name);
      if (lock === null) follow();
      else await lead(lock);
    },
    takeOver: async () => {
      if (is !== 'following') return;
      is = 'taking';
      stopWaiting();
      await lead(await locks.steal(name), true);
    },
  };
}

/** A browser that refuses locks, as one does that lets a site keep nothing, has at least this page. */
function toLenient(locks: Locks): Locks {
  return {
    acquire: (name) => locks.acquire(name).catch(() => UNLOCKED),
    steal: (name) => locks.steal(name).catch(() => UNLOCKED),
    whenFree: locks.whenFree,
  };
}

const UNLOCKED: HeldLock = { release: () => undefined, lost: new Promise(() => undefined) };
