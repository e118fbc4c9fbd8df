import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBlocks, toBlocks } from './blocks.ts';

test('what was rounded up comes back, whatever its length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4_000 }), (bytes) => {
      const padded = toBlocks(bytes);
      expect(padded.length % 1024).toBe(0);
      expect(padded.length - bytes.length).toBeLessThan(1024 + 4);
      expect(fromBlocks(padded)).toEqual(bytes);
    }),
  );
  expect([0, 1_020, 1_021].map((length) => toBlocks(new Uint8Array(length)).length)).toEqual([1024, 1024, 2048]);
});

test('what is not rounded up that way is refused', () => {
  const padded = toBlocks(Uint8Array.of(1, 2, 3));
  expect(() => fromBlocks(padded.slice(0, -1))).toThrow('malformed');
  expect(() => fromBlocks(new Uint8Array([...padded, ...new Uint8Array(1024)]))).toThrow('malformed');
  expect(() => fromBlocks(padded.with(1023, 1))).toThrow('malformed');
  expect(() => fromBlocks(padded.with(0, 255))).toThrow('malformed');
  expect(() => fromBlocks(new Uint8Array(0))).toThrow('malformed');
});
