import { expect, test } from 'vitest';
import { byteLength } from './byte-length.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['é', 2],
  ['€', 3],
  ['😀', 4],
  // What is sent for half a surrogate pair is U+FFFD.
  ['\ud83d', 3],
])('%j is %s bytes', (text, bytes) => {
  expect(byteLength(text)).toBe(bytes);
});
