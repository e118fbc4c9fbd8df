import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createByteReader, decodeUtf8 } from '../protocol/bytes.ts';
import { createByteWriter } from './byte-writer.ts';

const parts = fc.oneof(
  fc.record({ is: fc.constant('u8' as const), value: fc.nat(255) }),
  fc.record({ is: fc.constant('u32' as const), value: fc.nat(2 ** 32 - 1) }),
  fc.record({ is: fc.constant('u64' as const), value: fc.maxSafeNat() }),
  fc.record({ is: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 300, size: 'max' }) }),
  fc.record({ is: fc.constant('text' as const), value: fc.string({ unit: 'grapheme', maxLength: 100 }) }),
);

test('what is written is read again, however much it is', () => {
  let longest = 0;
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 40, size: 'max' }), (written) => {
      const writer = createByteWriter();
      for (const part of written) {
        if (part.is === 'bytes') writer.bytes(part.value);
        else if (part.is === 'text') writer.text(part.value);
        else writer[part.is](part.value);
      }
      const bytes = writer.finish();
      longest = Math.max(longest, bytes.length);
      const reader = createByteReader(bytes);
      for (const part of written) {
        if (part.is === 'bytes') expect(reader.take(part.value.length)).toEqual(part.value);
        else if (part.is === 'text') expect(decodeUtf8(reader.take(reader.u32()))).toBe(part.value);
        else expect(reader[part.is]()).toBe(part.value);
      }
      reader.end();
    }),
  );
  // Which takes several buffers.
  expect(longest).toBeGreaterThan(1024);
});

test.each([
  ['u8', 256],
  ['u8', -1],
  ['u32', 2 ** 32],
  ['u64', 2 ** 53],
  ['u64', 1.5],
] as const)('%s refuses %d', (size, value) => {
  expect(() => {
    createByteWriter()[size](value);
  }).toThrow('internal: not an unsigned integer');
});
