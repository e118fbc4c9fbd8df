/** Randomness that a test can repeat: the hash of a seed and a counter. */
import { concatBytes, encodeUtf8, u32 } from '../../protocol/bytes.ts';
import { SHA256 } from '../../protocol/primitives.ts';
import type { RandomBytes } from '../ports.ts';

export function createFakeRandom(seed: string): RandomBytes {
  let counter = 0;
  const next = (): Uint8Array => {
    counter += 1;
    return SHA256.digest(concatBytes(encodeUtf8(seed), u32(counter)));
  };
  return (length) => {
    let bytes = next();
    while (bytes.length < length) bytes = concatBytes(bytes, next());
    return bytes.slice(0, length);
  };
}
