/** Locks among pages that are only objects. */
import type { HeldLock, Locks } from '../ports.ts';

export function createFakeLocks(): Locks {
  /** How to tell the one who holds the name. */
  const holders = new Map<string, () => void>();

  const grant = (name: string): HeldLock => {
    let reportLost: () => void = () => undefined;
    const lost = new Promise<void>((resolve) => {
      reportLost = resolve;
    });
    holders.set(name, reportLost);
    const release = (): void => {
      if (holders.get(name) === reportLost) holders.delete(name);
    };
    return { release, lost };
  };

  return {
    acquire: (name) => Promise.resolve(holders.has(name) ? null : grant(name)),
    steal: (name) => {
      holders.get(name)?.();
      return Promise.resolve(grant(name));
    },
  };
}
