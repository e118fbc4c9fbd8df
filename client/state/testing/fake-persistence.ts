/** A browser that grants persistence when it is asked, or never. */
import type { Persistence } from '../ports.ts';

export interface FakePersistence extends Persistence {
  requests(): number;
}

export function createFakePersistence(isGenerous: boolean): FakePersistence {
  let isGranted = false;
  let requests = 0;
  return {
    isGranted: () => Promise.resolve(isGranted),
    request: () => {
      requests += 1;
      isGranted = isGenerous;
      return Promise.resolve(isGranted);
    },
    requests: () => requests,
  };
}
