import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parsers } from './parse.ts';
import { MAX_FRAME_BYTES, MAX_FRAME_CHARS, MAX_TTL_SECONDS } from './wire.ts';

const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('')];
const ROOM_ID = encode(16, 1);
const TOKEN = encode(32, 2);
const HASH = encode(32, 3);
const PEER = encode(12, 4);

const SHAPES = [
  {
    name: 'open',
    parse: parsers.open,
    valid: { roomId: ROOM_ID, ownerToken: TOKEN, joinHash: HASH, seats: 4, ttlSeconds: 1 },
  },
  { name: 'join', parse: parsers.join, valid: { roomId: ROOM_ID, token: TOKEN } },
  { name: 'leave', parse: parsers.leave, valid: { roomId: ROOM_ID } },
  { name: 'ice', parse: parsers.ice, valid: { roomId: ROOM_ID } },
  { name: 'relay', parse: parsers.relay, valid: { roomId: ROOM_ID, peer: PEER, frame: 'AA' } },
  { name: 'revoke', parse: parsers.revoke, valid: { roomId: ROOM_ID, ownerToken: TOKEN } },
];

/** What no field may hold. */
const WRONG = [
  ...[
    undefined,
    null,
    true,
    0,
    -1,
    1.5,
    NaN,
    Infinity,
    MAX_TTL_SECONDS + 1,
    '',
    '4',
    ' ',
    [],
    {},
    [ROOM_ID],
    '=',
    'AB',
  ],
  ...[`${ROOM_ID}A`, `${TOKEN}A`, `${PEER}A`, ROOM_ID.slice(1), TOKEN.slice(1), PEER.slice(1), `${TOKEN.slice(1)}=`],
];

describe.each(SHAPES)('$name', ({ parse, valid }) => {
  test('is taken as it is', () => {
    expect(parse(valid)).toEqual(valid);
    expect(parse(JSON.parse(JSON.stringify(valid)))).toEqual(valid);
  });

  test('with a key more, a key less or an inherited key is refused', () => {
    expect(parse({ ...valid, extra: 1 })).toBeNull();
    expect(parse(JSON.parse(`{"__proto__":{},${JSON.stringify(valid).slice(1)}`))).toBeNull();
    expect(parse(Object.create(valid))).toBeNull();
    for (const key of Object.keys(valid)) {
      const rest = Object.fromEntries(Object.entries(valid).filter(([other]) => other !== key));
      expect(parse(rest)).toBeNull();
      expect(parse({ ...rest, toString: 1 })).toBeNull();
      expect(parse(Object.assign(Object.create(valid), rest, { extra: 1 }))).toBeNull();
      expect(
        parse(JSON.parse(`{"__proto__":${JSON.stringify(valid)},${JSON.stringify(rest).slice(1)}`.replace(',}', '}'))),
      ).toBeNull();
    }
  });

  test('with any field wrong is refused', () => {
    for (const key of Object.keys(valid)) {
      for (const wrong of WRONG) {
        // Other lengths are what a frame may have.
        if (key === 'frame' && typeof wrong === 'string' && /^[\w-]{2,}$/.test(wrong)) continue;
        expect(parse({ ...valid, [key]: wrong }), `${key}: ${JSON.stringify(wrong)}`).toBeNull();
      }
    }
  });

  test('is the only thing that is taken, and nothing throws', () => {
    let taken = 0;
    fc.assert(
      fc.property(mutationOf(valid), (value) => {
        const parsed = parse(value);
        if (parsed === null) return;
        taken += 1;
        expect(Object.keys(parsed).sort()).toEqual(Object.keys(valid).sort());
        for (const text of Object.values(parsed).filter((item) => typeof item === 'string')) {
          expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
          expect(Buffer.from(text, 'base64url').toString('base64url')).toBe(text);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.anything(), (value) => parse(value) === null),
      { numRuns: 2_000 },
    );
  });
});

describe('base64url', () => {
  test.each([
    { what: 'a room id', chars: 22, spareBits: 4, parse: (roomId: string) => parsers.leave({ roomId }) },
    { what: 'a token', chars: 43, spareBits: 2, parse: (token: string) => parsers.join({ roomId: ROOM_ID, token }) },
    {
      what: 'a peer id',
      chars: 16,
      spareBits: 0,
      parse: (peer: string) => parsers.relay({ roomId: ROOM_ID, peer, frame: 'AA' }),
    },
  ])('$what has one text for its bytes: the bits to spare are zero', ({ chars, spareBits, parse }) => {
    for (const [value, char] of ALPHABET.entries()) {
      const isCanonical = value % 2 ** spareBits === 0;
      expect(parse('A'.repeat(chars - 1) + char) !== null, char).toBe(isCanonical);
    }
  });

  test('no other character is taken, at any place', () => {
    for (let code = 0; code < 256; code += 1) {
      const char = String.fromCharCode(code);
      for (const at of [0, 10, 21]) {
        const roomId = 'A'.repeat(at) + char + 'A'.repeat(21 - at);
        const isAllowed = ALPHABET.includes(char) && (at < 21 || ALPHABET.indexOf(char) % 16 === 0);
        expect(parsers.leave({ roomId }) !== null, `${code} at ${at}`).toBe(isAllowed);
      }
    }
  });
});

test('a frame has one byte to the most that GC/1 section 3 allows', () => {
  const relay = (frame: string) => parsers.relay({ roomId: ROOM_ID, peer: PEER, frame });
  expect(encode(MAX_FRAME_BYTES, 5)).toHaveLength(MAX_FRAME_CHARS);
  expect(relay(encode(MAX_FRAME_BYTES, 5))).not.toBeNull();
  expect(relay(encode(MAX_FRAME_BYTES + 1, 5))).toBeNull();
  for (let bytes = 1; bytes < 40; bytes += 1) expect(relay(encode(bytes, 5))).not.toBeNull();
  for (const chars of [1, 5, 9]) expect(relay('A'.repeat(chars))).toBeNull();
});

test('a room has one or four seats and lives from a second to thirty days', () => {
  const open = (seats: unknown, ttlSeconds: unknown) =>
    parsers.open({ roomId: ROOM_ID, ownerToken: TOKEN, joinHash: HASH, seats, ttlSeconds }) !== null;
  expect([0, 1, 2, 3, 4, 5].filter((seats) => open(seats, 60))).toEqual([1, 4]);
  const times = [0, 1, MAX_TTL_SECONDS, MAX_TTL_SECONDS + 1, 0.5, '60'];
  expect(times.filter((ttlSeconds) => open(1, ttlSeconds))).toEqual([1, MAX_TTL_SECONDS]);
});

/** Mostly right, so that the checks behind the first one are reached as well. */
function mutationOf(valid: object): fc.Arbitrary<unknown> {
  const text = fc.oneof(fc.base64String(), fc.string(), fc.constantFrom(ROOM_ID, TOKEN, PEER, 'AA'));
  const field = (value: unknown) =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, text, fc.integer(), fc.anything());
  const fields = Object.fromEntries(Object.entries(valid).map(([key, value]) => [key, field(value)]));
  return fc.record(fields, { requiredKeys: [], noNullPrototype: true });
}

function encode(bytes: number, fill: number): string {
  return Buffer.alloc(bytes, fill).toString('base64url');
}
