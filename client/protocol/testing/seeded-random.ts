/** Drawn values that repeat. */
import { createHash } from 'node:crypto';
import type { RandomBytes } from '../primitives.ts';

/** The same bytes for the same seed, at every run. */
export function seededRandom(seed: string): RandomBytes {
  let draw = 0;
  return (length) => {
    draw += 1;
    const hash = createHash('shake256', { outputLength: length });
    return new Uint8Array(hash.update(`${seed} ${draw}`).digest());
  };
}
