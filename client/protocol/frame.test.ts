/** GC/1 section 4: frames. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, u32 } from './bytes.ts';
import {
  encodeFrame,
  encodeRefusal,
  parseFrame,
  parseRefusal,
  parseRekeyFrame,
  type Frame,
  type RefusalCode,
  type RekeyFrame,
} from './frame.ts';

type SentFrame = Exclude<Frame, { type: 'wrong-version' }>;

const CODES: readonly RefusalCode[] = [
  'version',
  'busy',
  'auth',
  'password',
  'claimed',
  'expired',
  'state',
  'exhausted',
  'denied',
];
const ATTEMPT = new Uint8Array(16).fill(9);

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const attempt = bytes(16);
const laterEpoch = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const err = fc.oneof(
  fc.record({
    type: fc.constant('err' as const),
    attempt,
    code: fc.constantFrom(...CODES.filter((code) => code !== 'password')),
    left: fc.constant(0),
  }),
  fc.record({
    type: fc.constant('err' as const),
    attempt,
    code: fc.constant('password' as const),
    left: fc.nat(255),
  }),
);
const frames: fc.Arbitrary<SentFrame> = fc.oneof(
  fc.record({
    type: fc.constant('hs1' as const),
    kind: fc.constant('first' as const),
    epoch: fc.constant(0),
    attempt,
    message: fc.oneof(bytes(1248), bytes(1280)),
  }),
  fc.record({
    type: fc.constant('hs1' as const),
    kind: fc.constant('resume' as const),
    epoch: laterEpoch,
    attempt,
    message: bytes(1248),
  }),
  fc.record({ type: fc.constant('hs2' as const), attempt, message: fc.oneof(bytes(1152), bytes(1184)) }),
  fc.record({ type: fc.constant('hs3' as const), attempt, message: fc.oneof(bytes(320), bytes(64)) }),
  fc.record({ type: fc.constant('sig' as const), attempt, record: fc.oneof(bytes(272), bytes(528)) }),
  err,
);
const rekeyFrames: fc.Arbitrary<RekeyFrame> = fc.oneof(
  fc.record({
    type: fc.constant('hs1' as const),
    kind: fc.constant('rekey' as const),
    epoch: laterEpoch,
    attempt,
    message: bytes(1248),
  }),
  fc.record({ type: fc.constant('hs2' as const), attempt, message: bytes(1152) }),
  fc.record({ type: fc.constant('hs3' as const), attempt, message: bytes(64) }),
  err,
);

/** The first 23 bytes of an HS1. */
function helloHead(version: number, kind: number, epoch: number): Uint8Array {
  return concatBytes(Uint8Array.of(1, version, kind), u32(epoch), ATTEMPT);
}

test('a frame comes back as it was', () => {
  fc.assert(
    fc.property(frames, (frame) => {
      expect(parseFrame(encodeFrame(frame))).toEqual(frame);
    }),
  );
});

test('a frame of a rekey comes back as it was', () => {
  fc.assert(
    fc.property(rekeyFrames, (frame) => {
      expect(parseRekeyFrame(encodeFrame(frame))).toEqual(frame);
    }),
  );
});

test('whatever parses is what its own encoding says', () => {
  let [parsed, refused] = [0, 0];
  const nearly = fc.tuple(frames, fc.nat(40), fc.nat(255)).map(([frame, index, byte]) => {
    const encoded = encodeFrame(frame);
    encoded[index % encoded.length] = byte;
    return encoded;
  });
  fc.assert(
    fc.property(fc.oneof(nearly, fc.uint8Array({ maxLength: 400 })), (input) => {
      const frame = parseFrame(input);
      if (frame === null) refused += 1;
      else if (frame.type !== 'wrong-version') {
        parsed += 1;
        expect(encodeFrame(frame)).toEqual(input);
      }
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(parsed, refused)).toBeGreaterThan(100);
});

test('kind, epoch and way are taken together only as section 4 says', () => {
  const taken = (parse: (bytes: Uint8Array) => unknown, length: number): string[] => {
    const combinations: string[] = [];
    for (let kind = 0; kind < 256; kind += 1) {
      for (const epoch of [0, 1, 2, 2 ** 32 - 1]) {
        const frame = concatBytes(helloHead(1, kind, epoch), new Uint8Array(length));
        if (parse(frame) !== null) combinations.push(`${kind} at ${epoch}`);
      }
    }
    return combinations;
  };
  expect(taken(parseFrame, 1248)).toEqual(['0 at 0', '1 at 1', '1 at 2', '1 at 4294967295']);
  expect(taken(parseFrame, 1280)).toEqual(['0 at 0']);
  expect(taken(parseRekeyFrame, 1248)).toEqual(['2 at 1', '2 at 2', '2 at 4294967295']);
  expect(taken(parseRekeyFrame, 1280)).toEqual([]);
});

test('an HS1 of any other version says so, whatever follows its attempt', () => {
  for (const version of [0, 2, 255]) {
    for (const rest of [new Uint8Array(0), new Uint8Array(1248), new Uint8Array(5000)]) {
      const frame = parseFrame(concatBytes(helloHead(version, 7, 0), rest));
      expect(frame).toEqual({ type: 'wrong-version', attempt: ATTEMPT });
    }
    expect(parseFrame(helloHead(version, 0, 0).slice(0, -1))).toBeNull();
  }
});

describe('refused', () => {
  test('every length of a message or record but its own', () => {
    const lengths = (parse: (bytes: Uint8Array) => unknown, head: Uint8Array, max: number): number[] =>
      Array.from({ length: max + 1 }, (_, length) => length).filter(
        (length) => parse(concatBytes(head, new Uint8Array(length))) !== null,
      );
    const head = (type: number) => concatBytes(Uint8Array.of(type), ATTEMPT);
    expect(lengths(parseFrame, helloHead(1, 0, 0), 1300)).toEqual([1248, 1280]);
    expect(lengths(parseFrame, helloHead(1, 1, 1), 1300)).toEqual([1248]);
    expect(lengths(parseFrame, head(2), 1300)).toEqual([1152, 1184]);
    expect(lengths(parseFrame, head(3), 1300)).toEqual([64, 320]);
    expect(lengths(parseFrame, head(4), 16_500)).toEqual([272, 528, 1040, 2064, 4112, 8208, 16_400]);
    expect(lengths(parseRekeyFrame, helloHead(1, 2, 1), 1300)).toEqual([1248]);
    expect(lengths(parseRekeyFrame, head(2), 1300)).toEqual([1152]);
    expect(lengths(parseRekeyFrame, head(3), 1300)).toEqual([64]);
  });

  test('the HS1 of a rekey over signaling, and every other HS1 and SIG inside a record', () => {
    fc.assert(
      fc.property(rekeyFrames, frames, (rekey, signaled) => {
        if (rekey.type === 'hs1') expect(parseFrame(encodeFrame(rekey))).toBeNull();
        if (signaled.type === 'hs1' || signaled.type === 'sig') {
          expect(parseRekeyFrame(encodeFrame(signaled))).toBeNull();
        }
      }),
    );
  });

  test('an HS1 of another version inside a record', () => {
    expect(parseRekeyFrame(concatBytes(helloHead(1, 2, 1), new Uint8Array(1248)))).not.toBeNull();
    expect(parseRekeyFrame(concatBytes(helloHead(2, 2, 1), new Uint8Array(1248)))).toBeNull();
  });

  test('every type that is not signaled', () => {
    const bodies = [0, 2, 64, 272, 320, 1152, 1248].map((length) => concatBytes(ATTEMPT, new Uint8Array(length)));
    for (let type = 0; type < 256; type += 1) {
      if ([1, 2, 3, 4, 0x0e].includes(type)) continue;
      for (const body of bodies) {
        expect(parseFrame(concatBytes(Uint8Array.of(type), body))).toBeNull();
        expect(parseRekeyFrame(concatBytes(Uint8Array.of(type), body))).toBeNull();
      }
    }
    expect(parseFrame(new Uint8Array(0))).toBeNull();
    expect(parseRekeyFrame(new Uint8Array(0))).toBeNull();
  });

  test('an ERR with an unknown code, tries left where there are none, or a trailing byte', () => {
    for (const parse of [parseFrame, parseRekeyFrame]) {
      const read = (...tail: readonly number[]) => parse(Uint8Array.of(0x0e, ...ATTEMPT, ...tail));
      expect(read(4, 3)).toEqual({ type: 'err', attempt: ATTEMPT, code: 'password', left: 3 });
      for (const tail of [[0, 0], [10, 0], [3, 1], [3], [3, 0, 0]]) expect(read(...tail)).toBeNull();
    }
  });
});

test('the codes have the numbers of section 4', () => {
  expect(CODES.map((code) => [...encodeRefusal(code)])).toEqual([[1], [2], [3], [4], [5], [6], [7], [8], [9]]);
  for (let byte = 0; byte < 256; byte += 1) expect(parseRefusal(byte)).toBe(CODES[byte - 1] ?? null);
});
