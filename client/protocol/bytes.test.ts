import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  concatBytes,
  createByteReader,
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  fromBase64Url,
  lv,
  toBase64Url,
  u32,
  u64,
  u8,
  wipe,
} from './bytes.ts';
import { refusal } from './testing/hostile.ts';

const bytes = fc.uint8Array({ maxLength: 80 });

test('joins in order', () => {
  expect(concatBytes()).toEqual(new Uint8Array(0));
  expect(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
});

test('equal means the same bytes and the same length', () => {
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false);
  for (const index of [0, 1, 2]) {
    const other = Uint8Array.of(0, 0, 0);
    other[index] = 0x80;
    expect(equalBytes(new Uint8Array(3), other)).toBe(false);
  }
});

test('wiped bytes are zero', () => {
  const secret = Uint8Array.of(1, 2, 3);
  wipe(secret);
  expect(secret).toEqual(new Uint8Array(3));
});

describe('UTF-8', () => {
  test('comes back as it was, a leading byte order mark included', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decodeUtf8(encodeUtf8(text)) === text));
    expect(decodeUtf8(encodeUtf8('\uFEFFa'))).toBe('\uFEFFa');
  });

  test.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a cut character', [0xf0, 0x9f, 0x8c]],
    ['a value above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
  ])('refuses %s', (_, invalid) => {
    expect(decodeUtf8(Uint8Array.from(invalid))).toBeNull();
  });
});

describe('base64url', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(bytes, (value) => equalBytes(fromBase64Url(toBase64Url(value)) ?? new Uint8Array(99), value)),
    );
    expect(toBase64Url(Uint8Array.of(0xfb, 0xff))).toBe('-_8');
  });

  test.each(['-_8=', '-_9', '+/8', '-_8 ', ' -_8', '-_8\n', 'A', 'AAAAA', '-_8é'])('refuses %j', (text) => {
    expect(fromBase64Url(text)).toBeNull();
  });

  test('has one spelling for each value', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('A', 'B', '8', '9', '-', '_', '='), maxLength: 8 }), (text) => {
        const value = fromBase64Url(text);
        return value === null || toBase64Url(value) === text;
      }),
    );
  });
});

describe('integers', () => {
  test('are big-endian', () => {
    expect(u8(255)).toEqual(Uint8Array.of(255));
    expect(u32(0x01020304)).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(u64(Number.MAX_SAFE_INTEGER)).toEqual(Uint8Array.of(0, 0x1f, 255, 255, 255, 255, 255, 255));
  });

  test('come back as they were', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(2 ** 32 - 1), (large, small) => {
        const reader = createByteReader(concatBytes(u64(large), u32(small)));
        expect([reader.u64(), reader.u32()]).toEqual([large, small]);
        reader.end();
      }),
    );
  });

  test.each([-1, 0.5, 256, Number.NaN])('%d is no u8: our own bug', (value) => {
    expect(() => u8(value)).toThrow('internal: not an unsigned integer of 1 bytes');
  });

  test('above what a number holds exactly are refused', () => {
    expect(refusal(() => createByteReader(Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0)).u64())).toBe('malformed');
    expect(refusal(() => createByteReader(new Uint8Array(8).fill(255)).u64())).toBe('malformed');
  });
});

test('lv puts a u16 length before each item', () => {
  expect(lv(Uint8Array.of(7), new Uint8Array(0))).toEqual(Uint8Array.of(0, 1, 7, 0, 0));
  expect(() => lv(new Uint8Array(65_536))).toThrow('internal');
});

describe('a reader', () => {
  test('refuses to read past the end, and to leave something unread', () => {
    const reader = createByteReader(Uint8Array.of(1, 2));
    expect(refusal(() => reader.take(3))).toBe('malformed');
    expect(refusal(() => reader.u32())).toBe('malformed');
    expect(reader.u8()).toBe(1);
    expect(refusal(() => reader.end())).toBe('malformed');
    expect(reader.rest()).toEqual(Uint8Array.of(2));
    expect(() => reader.end()).not.toThrow();
  });

  test('hands out copies of what is taken, and the rest as it lies', () => {
    const source = Uint8Array.of(1, 2, 3);
    const reader = createByteReader(source.subarray(1));
    const taken = reader.take(1);
    const rest = reader.rest();
    source.fill(0);
    expect(taken).toEqual(Uint8Array.of(2));
    expect(rest).toEqual(Uint8Array.of(0));
  });
});
