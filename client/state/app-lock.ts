/**
 * The app lock: between the host and its storage, until the passphrase is right. It keeps no passphrase. Locking again is
 * a new page: nothing that was opened outlives it.
 */
import { wipe } from '../protocol/bytes.ts';
import { preparePassword } from '../protocol/password.ts';
import { MIN_PASSPHRASE_CHARS, type AppLock, type AppLockView, type LockRefusal } from './app-lock-view.ts';
import type { Storage } from './storage.ts';
import { StorageError } from './storage-error.ts';
import type { LockableStorage, OpenedStorage, StorageLock, Unlocked } from './storage-lock.ts';
import { createStore } from './store.ts';

export interface AppLockWorld<Record extends { readonly id: string }> {
  readonly storage: LockableStorage<Record>;
  /** What the storage does not keep of a host. */
  forgetProfile(): void;
  /** Begins again with an empty memory. */
  reload(): void;
}

export interface GuardedStorage<Record extends { readonly id: string }> {
  readonly appLock: AppLock;
  /** Resolves when it is open, which with the lock on is after the right passphrase. Asked again, only the last one does. */
  openStorage(): Promise<Storage<Record>>;
}

export function guardStorage<Record extends { readonly id: string }>(
  world: AppLockWorld<Record>,
): GuardedStorage<Record> {
  const view = createStore<AppLockView>({ is: 'unknown' });
  let lock: StorageLock | null = null;
  let waiting: { readonly locked: Locked<Record>; readonly open: (storage: Storage<Record>) => void } | null = null;

  const take = (unlocked: Unlocked<Record>): Storage<Record> => {
    lock = unlocked.lock;
    view.set({ is: lock.isOn() ? 'on' : 'off' });
    return unlocked.storage;
  };

  const unlock = async (text: string): Promise<void> => {
    const tried = waiting;
    const shown = view.get();
    if (tried === null || shown.is !== 'locked' || shown.attempt === 'checking') return;
    const say = (attempt: 'empty' | 'wrong' | 'failed'): void => {
      if (waiting === tried) view.set({ is: 'locked', attempt });
    };
    const passphrase = preparePassword(text);
    if (passphrase === null) {
      say(text === '' ? 'empty' : 'wrong');
      return;
    }
    view.set({ is: 'locked', attempt: 'checking' });
    try {
      const unlocked = await tried.locked.unlock(passphrase);
      if (unlocked === null) say('wrong');
      else if (waiting === tried) {
        waiting = null;
        tried.open(take(unlocked));
      }
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      say('failed');
    } finally {
      wipe(passphrase);
    }
  };

  const change = async (current: string | null, next: string | null): Promise<LockRefusal | null> => {
    if (lock === null) throw new Error('internal: no storage to lock');
    if (current === '') return 'empty';
    if (next !== null && Array.from(next).length < MIN_PASSPHRASE_CHARS) return 'too-short';
    const before = current === null ? null : preparePassword(current);
    const after = next === null ? null : preparePassword(next);
    if (next !== null && after === null) return 'unusable';
    // What could not have been set cannot be right.
    if (current !== null && before === null) return 'wrong';
    try {
      if (!(await lock.change(before, after))) return 'wrong';
      view.set({ is: lock.isOn() ? 'on' : 'off' });
      return null;
    } catch (error) {
      if (error instanceof StorageError) return 'failed';
      throw error;
    } finally {
      for (const passphrase of [before, after]) if (passphrase !== null) wipe(passphrase);
    }
  };

  return {
    openStorage: async () => {
      waiting = null;
      const opened = await world.storage.open();
      switch (opened.is) {
        case 'memory':
          view.set({ is: 'impossible' });
          return opened.storage;
        case 'kept':
          return take(opened);
        case 'locked':
          return new Promise((open) => {
            waiting = { locked: opened, open };
            view.set({ is: 'locked', attempt: 'none' });
          });
        case 'unreadable':
          view.set(opened);
          // Only deleting everything leads on from here, and that into a new page.
          return new Promise(() => undefined);
      }
    },
    appLock: {
      view,
      unlock: (passphrase) => {
        void unlock(passphrase);
      },
      turnOn: (next) => change(null, next),
      change,
      turnOff: (current) => change(current, null),
      lockNow: world.reload,
      deleteEverything: async () => {
        try {
          await world.storage.deleteAll();
        } catch (error) {
          if (error instanceof StorageError) return false;
          throw error;
        }
        world.forgetProfile();
        world.reload();
        return true;
      },
    },
  };
}

type Locked<Record extends { readonly id: string }> = Extract<OpenedStorage<Record>, { is: 'locked' }>;
