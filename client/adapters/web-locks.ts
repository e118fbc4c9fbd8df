/** One page for each chat, by the Web Locks of the browser. Knows no chat: callers choose the names. */
import type { HeldLock, Locks } from '../state/ports.ts';
import { StorageError } from '../state/storage-error.ts';

/** @param manager `navigator.locks` */
export function createWebLocks(manager: Pick<LockManager, 'request'>): Locks {
  return {
    acquire: (name) => request(manager, name, { mode: 'exclusive', ifAvailable: true }),
    steal: async (name) => {
      const held = await request(manager, name, { mode: 'exclusive', steal: true });
      if (held === null) throw new Error('internal: a stolen lock is always granted');
      return held;
    },
    whenFree: (name, granted) => {
      const line = new AbortController();
      request(manager, name, { mode: 'exclusive', signal: line.signal }).then(
        (held) => {
          if (held === null) throw new Error('internal: who waits is granted the lock');
          if (line.signal.aborted) held.release();
          else granted(held);
        },
        // Left the line, or refused: in neither case is there anything to wait for.
        () => undefined,
      );
      return () => {
        line.abort();
      };
    },
  };
}

function request(manager: Pick<LockManager, 'request'>, name: string, options: LockOptions): Promise<HeldLock | null> {
  return new Promise((resolve, reject) => {
    let reportLost: () => void = () => undefined;
    const lost = new Promise<void>((resolveLost) => {
      reportLost = resolveLost;
    });
    let isGranted = false;
    manager
      .request(name, options, (lock) => {
        if (lock === null) {
          resolve(null);
          return;
        }
        isGranted = true;
        // The browser holds the lock until this promise settles.
        return new Promise<void>((release) => {
          resolve({ release, lost });
        });
      })
      .catch(() => {
        // Refused before it was granted, or stolen after.
        if (isGranted) reportLost();
        else reject(new StorageError('unavailable'));
      });
  });
}
