/** Drawn values that repeat: the same for the same seed, on every machine. Not for keys. */

export interface Random {
  /** From 0 to below `limit`. */
  below(limit: number): number;
  bytes(length: number): Uint8Array;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** Of a class of lengths first, so that short ones are as usual as long ones. */
  length(max: number): number;
}

/** sfc32, seeded with a hash of the text. */
export function createRandom(seed: string): Random {
  let [a, b, c, counter] = [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    bytes: (length) => Uint8Array.from({ length }, () => next() >>> 24),
    pick: (items) => items[below(items.length)] ?? items[0],
    length: (max) => below(Math.min(max, 2 ** below(1 + Math.ceil(Math.log2(max + 1)))) + 1),
  };
}

/** FNV-1a. */
function hash(text: string, basis: number): number {
  let value = 0x811c9dc5 ^ Math.imul(basis, 0x9e3779b1);
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value;
}
