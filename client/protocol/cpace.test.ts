/** CPACE-RISTR255-SHA512 on the public vectors (GC/1 section 13.1), and what must not pass (section 13.2). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCpaceVectors, type CpaceVectors } from '../../e2e/vectors/cpace.ts';
import { EMPTY, encodeUtf8 } from './bytes.ts';
import { calculateGenerator, createCpaceSecret, deriveIsk, type CpaceInputs, type CpaceSecret } from './cpace.ts';
import { ristrettoFromUniform, ristrettoMultiply, sha512 } from './primitives.ts';
import { BAD_POINTS } from './testing/bad-points.ts';
import { flip, refusal } from './testing/hostile.ts';
import { seededRandom } from './testing/seeded-random.ts';

const loaded = loadCpaceVectors();

test('the public vectors are here', ({ skip }) => {
  if (loaded === null && process.env['CI'] !== 'true') skip('run `npm run vectors` to fetch them');
  expect(loaded).not.toBeNull();
});

describe.each(loaded === null ? [] : [loaded])('the public vectors', (vectors: CpaceVectors) => {
  const {
    PRS: prs,
    CI: ci,
    sid,
    g,
    ya,
    ADa,
    Ya,
    yb,
    ADb,
    Yb,
    K,
    ISK_IR: isk,
  } = mapValues(vectors.G_Coffee25519, fromHex);
  const { Valid: valid, 'Invalid Y1': y1, 'Invalid Y2': y2 } = vectors.G_Coffee25519_points;

  test('calculate_generator', () => {
    expect(calculateGenerator({ prs, ci, sid })).toEqual(g);
  });

  test('both shares', () => {
    expect(createCpaceSecret(g, () => ya)).toEqual({ scalar: ya, share: Ya });
    expect(createCpaceSecret(g, () => yb)).toEqual({ scalar: yb, share: Yb });
  });

  test('K and ISK, on both sides', () => {
    const transcript = {
      initiator: { share: Ya, associatedData: ADa },
      responder: { share: Yb, associatedData: ADb },
    };
    expect(ristrettoMultiply(ya, Yb)).toEqual(K);
    expect(ristrettoMultiply(yb, Ya)).toEqual(K);
    expect(deriveIsk(sid, ya, Yb, transcript)).toEqual(isk);
    expect(deriveIsk(sid, yb, Ya, transcript)).toEqual(isk);
  });

  test('scalar_mult_vfy of the valid point, and of both invalid ones', () => {
    const scalar = fromHex(valid.s);
    expect(ristrettoMultiply(scalar, fromHex(valid.X))).toEqual(fromHex(valid['G.scalar_mult_vfy(s,X)']));
    for (const point of [y1, y2]) expect(refusal(() => ristrettoMultiply(scalar, fromHex(point)))).toBe('bad-point');
  });
});

const INPUTS: CpaceInputs = { prs: encodeUtf8('secret'), ci: Uint8Array.of(1), sid: Uint8Array.of(2) };

function secretOf(inputs: CpaceInputs, seed: string): CpaceSecret {
  return createCpaceSecret(calculateGenerator(inputs), seededRandom(seed));
}

function meet(guest: CpaceInputs, host: CpaceInputs): [Uint8Array, Uint8Array] {
  const [a, b] = [secretOf(guest, 'a'), secretOf(host, 'b')];
  const transcript = {
    initiator: { share: a.share, associatedData: EMPTY },
    responder: { share: b.share, associatedData: EMPTY },
  };
  return [deriveIsk(guest.sid, a.scalar, b.share, transcript), deriveIsk(host.sid, b.scalar, a.share, transcript)];
}

test('two sides agree with the same inputs, and with no others', () => {
  const [guest, host] = meet(INPUTS, INPUTS);
  expect(guest).toEqual(host);
  expect(guest).toHaveLength(64);
  for (const field of ['prs', 'ci', 'sid'] as const) {
    const [left, right] = meet(INPUTS, { ...INPUTS, [field]: flip(INPUTS[field], 0) });
    expect(left, field).not.toEqual(right);
  }
});

test('passwords of any length are taken, and none is the prefix of another', () => {
  const lengths = [0, 1, 108, 109, 110, 127, 128, 129, 255, 256, 20_000];
  const generators = lengths.map((length) => calculateGenerator({ ...INPUTS, prs: new Uint8Array(length) }).join());
  expect(new Set(generators).size).toBe(lengths.length);
});

test.each([
  [127, '7f'],
  [128, '8001'],
  [129, '8101'],
  [300, 'ac02'],
  [16_383, 'ff7f'],
  [16_384, '808001'],
])('a password of %i bytes has its length before it, as LEB128', (length, prefix) => {
  const prs = new Uint8Array(length).fill(0x61);
  const parts = [`11${Buffer.from('CPaceRistretto255').toString('hex')}`, prefix, toHex(prs), '00', '0101', '0102'];
  expect(calculateGenerator({ ...INPUTS, prs })).toEqual(ristrettoFromUniform(sha512(fromHex(parts.join('')))));
});

test('no share that nobody could have computed is taken', () => {
  const { scalar, share } = secretOf(INPUTS, 'a');
  const message = { share, associatedData: EMPTY };
  for (const point of BAD_POINTS) {
    expect(refusal(() => deriveIsk(INPUTS.sid, scalar, point, { initiator: message, responder: message }))).toBe(
      'bad-point',
    );
  }
});

test('every string of bytes is the one encoding of its element, or refused', () => {
  const one = Uint8Array.of(1, ...new Uint8Array(31));
  let taken = 0;
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.boolean(), (bytes, isBelow) => {
      const point = isBelow
        ? bytes.map((byte, index) => (index === 0 ? byte & 0xfe : index === 31 ? byte & 0x7f : byte))
        : bytes;
      try {
        expect(ristrettoMultiply(one, point)).toEqual(point);
        taken += 1;
      } catch {
        expect(refusal(() => ristrettoMultiply(one, point))).toBe('bad-point');
      }
    }),
    { numRuns: 300 },
  );
  expect(taken).toBeGreaterThan(10);
});

test('a scalar is 252 bits of what was drawn', () => {
  const { scalar } = createCpaceSecret(calculateGenerator(INPUTS), (length) => new Uint8Array(length).fill(0xff));
  expect(scalar).toEqual(Uint8Array.of(...new Uint8Array(31).fill(0xff), 0x0f));
});

function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function mapValues<Key extends string>(
  values: Readonly<Record<Key, string>>,
  map: (value: string) => Uint8Array,
): Record<Key, Uint8Array> {
  // The keys are the same.
  return Object.fromEntries(Object.entries<string>(values).map(([key, value]) => [key, map(value)])) as Record<
    Key,
    Uint8Array
  >;
}
