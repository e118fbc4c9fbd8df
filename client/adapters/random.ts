/** The browser's generator: the only source of randomness (GC/1 section 1). */
import type { RandomBytes } from '../session/ports.ts';

export const browserRandom: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
