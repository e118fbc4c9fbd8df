/** A side's keys in memory: gone with the page. */
import type { KeyStore } from '../session/ports.ts';

export function createMemoryKeyStore<Keys>(initial: Keys): KeyStore<Keys> {
  let keys = initial;
  return {
    read: () => keys,
    write: (next) => {
      keys = next;
      return Promise.resolve();
    },
  };
}
