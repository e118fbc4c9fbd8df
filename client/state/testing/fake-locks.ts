/** Locks among pages that are only objects. */
import type { HeldLock, Locks } from '../ports.ts';

export interface FakeLocks extends Locks {
  /** Every page that holds a name is gone, without a word. */
  crashHolders(): void;
}

export function createFakeLocks(): FakeLocks {
  /** How to tell the one who holds the name. */
  const holders = new Map<string, () => void>();

  const waiting = new Map<string, (() => void)[]>();

  const grant = (name: string): HeldLock => {
    let reportLost: () => void = () => undefined;
    const lost = new Promise<void>((resolve) => {
      reportLost = resolve;
    });
    holders.set(name, reportLost);
    const release = (): void => {
      if (holders.get(name) !== reportLost) return;
      holders.delete(name);
      waiting.get(name)?.shift()?.();
    };
    return { release, lost };
  };

  return {
    crashHolders: () => {
      for (const name of [...holders.keys()]) {
        holders.delete(name);
        waiting.get(name)?.shift()?.();
      }
    },
    acquire: (name) => Promise.resolve(holders.has(name) ? null : grant(name)),
    steal: (name) => {
      holders.get(name)?.();
      return Promise.resolve(grant(name));
    },
    whenFree: (name, granted) => {
      const turn = (): void => {
        granted(grant(name));
      };
      const line = waiting.get(name) ?? [];
      waiting.set(name, line);
      if (holders.has(name)) line.push(turn);
      else turn();
      return () => {
        if (line.includes(turn)) line.splice(line.indexOf(turn), 1);
      };
    },
  };
}
