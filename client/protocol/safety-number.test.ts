/** GC/1 section 10: the safety number. Its known answer is in gc1.test.ts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoomId } from './invite-keys.ts';
import { computeSafetyNumber, formatSafetyNumber, parseSafetyNumber, SAFETY_NUMBER_DIGITS } from './safety-number.ts';
import { flip } from './testing/hostile.ts';

const ROOM = 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId;
const OTHER_ROOM = 'AQAAAAAAAAAAAAAAAAAAAA' as RoomId;
const HOST = new Uint8Array(32).fill(1);
const GUEST = new Uint8Array(32).fill(2);
const NUMBER = computeSafetyNumber(ROOM, HOST, GUEST);

const digits = fc
  .array(fc.nat(9), { minLength: SAFETY_NUMBER_DIGITS, maxLength: SAFETY_NUMBER_DIGITS })
  .map((numbers) => numbers.join(''));

test('has 60 digits, also where a group begins with zeros', () => {
  const numbers = [0, 1, 2, 3].map((at) => computeSafetyNumber(ROOM, HOST, flip(GUEST, at)));
  for (const number of numbers) expect(number).toMatch(/^[0-9]{60}$/);
  expect(numbers.map(formatSafetyNumber).join(' ')).toContain(' 0');
});

test('changes with the room, with either key, and when the keys change places', () => {
  const numbers = [
    NUMBER,
    computeSafetyNumber(OTHER_ROOM, HOST, GUEST),
    computeSafetyNumber(ROOM, flip(HOST, 31), GUEST),
    computeSafetyNumber(ROOM, HOST, flip(GUEST, 31)),
    computeSafetyNumber(ROOM, GUEST, HOST),
  ];
  expect(new Set(numbers).size).toBe(5);
});

test('of a room that is none is our own bug', () => {
  expect(() => computeSafetyNumber('?' as RoomId, HOST, GUEST)).toThrow('internal: malformed room id');
});

test('is shown in 12 groups of five, and read back from there', () => {
  expect(formatSafetyNumber(NUMBER).split(' ')).toEqual(
    Array.from({ length: 12 }, (_, at) => NUMBER.slice(at * 5, at * 5 + 5)),
  );
  fc.assert(
    fc.property(digits, (number) => {
      expect(parseSafetyNumber(formatSafetyNumber(number))).toBe(number);
    }),
  );
});

describe('pasted', () => {
  test('is taken with white space anywhere', () => {
    const space = fc.constantFrom('', ' ', '  ', '\n', '\r\n', '\t', '\u00a0', '\u202f');
    fc.assert(
      fc.property(digits, fc.array(space, { minLength: 61, maxLength: 61 }), (number, spaces) => {
        const pasted = spaces.map((between, at) => between + (number[at] ?? '')).join('');
        expect(parseSafetyNumber(pasted)).toBe(number);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['a digit too few', '1'.repeat(59)],
    ['a digit too many', '1'.repeat(61)],
    ['a letter', `${'1'.repeat(59)}l`],
    ['a sign', `-${'1'.repeat(60)}`],
    ['digits that are not of ASCII', '\u0661'.repeat(60)],
    ['words around it', `number: ${'1'.repeat(60)}`],
  ])('is refused with %s', (_, pasted) => {
    expect(parseSafetyNumber(pasted)).toBeNull();
  });
});
