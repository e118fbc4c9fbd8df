/** GC/1 section 2: the link. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes, fromBase64Url, toBase64Url } from './bytes.ts';
import {
  encodeInvite,
  inviteContext,
  MAX_HOST_NAME_BYTES,
  parseInvite,
  repairFragment,
  type Invite,
} from './invite.ts';
import { refusal } from './testing/hostile.ts';

const ANN: Invite = {
  hasPassword: true,
  isRelayOnly: false,
  silence: 1,
  deadlineUnixSeconds: 0x01020304,
  hostName: 'Ann',
  secret: new Uint8Array(16).fill(5),
  hostPublicKey: new Uint8Array(32).fill(6),
};

const invites: fc.Arbitrary<Invite> = fc.record({
  hasPassword: fc.boolean(),
  isRelayOnly: fc.boolean(),
  silence: fc.constantFrom(10, 1, 30),
  deadlineUnixSeconds: fc.nat(2 ** 32 - 1),
  hostName: fc
    .string({ unit: 'grapheme', maxLength: 96 })
    .filter((name) => Buffer.byteLength(name) <= MAX_HOST_NAME_BYTES),
  secret: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  hostPublicKey: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});

test('the fields are where the table says', () => {
  const bytes = fromBase64Url(encodeInvite(ANN));
  expect(bytes).toEqual(
    Uint8Array.of(1, 0b0101, 1, 2, 3, 4, 3, 65, 110, 110, ...new Uint8Array(16).fill(5), ...new Uint8Array(32).fill(6)),
  );
});

test('the context is every byte but the secret', () => {
  fc.assert(
    fc.property(invites, (invite) => {
      const bytes = [...(fromBase64Url(encodeInvite(invite)) ?? [])];
      bytes.splice(-48, 16);
      return equalBytes(inviteContext(invite), Uint8Array.from(bytes));
    }),
  );
});

test('an invite comes back as it was', () => {
  fc.assert(
    fc.property(invites, (invite) => {
      expect(parseInvite(encodeInvite(invite))).toEqual(invite);
    }),
  );
});

test('a host name that is too long is our own bug', () => {
  expect(() => encodeInvite({ ...ANN, hostName: 'é'.repeat(49) })).toThrow('internal');
  expect(parseInvite(encodeInvite({ ...ANN, hostName: 'é'.repeat(48) })).hostName).toHaveLength(48);
});

describe('refused', () => {
  const spoil = (change: (bytes: Uint8Array) => Uint8Array | undefined): string => {
    const bytes = fromBase64Url(encodeInvite(ANN)) ?? new Uint8Array(0);
    return refusal(() => parseInvite(toBase64Url(change(bytes) ?? bytes)));
  };

  test('no link', () => expect(refusal(() => parseInvite(''))).toBe('link-missing'));

  test.each([0, 2, 255])('version %d', (version) => {
    expect(spoil((bytes) => void (bytes[0] = version))).toBe('link-too-new');
  });

  test('every flag without a meaning, and silence 3', () => {
    const refused = Array.from({ length: 256 }, (_, flags) => flags).filter((flags) => {
      const bytes = fromBase64Url(encodeInvite(ANN)) ?? new Uint8Array(0);
      bytes[1] = flags;
      try {
        parseInvite(toBase64Url(bytes));
        return false;
      } catch {
        return spoil((again) => void (again[1] = flags)) === 'link-too-new';
      }
    });
    expect(refused).toEqual(Array.from({ length: 256 - 12 }, (_, index) => index + 12));
  });

  test('every length but the right one', () => {
    const whole = fromBase64Url(encodeInvite(ANN)) ?? new Uint8Array(0);
    for (let length = 1; length < whole.length; length += 1) {
      expect(spoil((bytes) => bytes.slice(0, length))).toBe('link-damaged');
    }
    expect(spoil((bytes) => Uint8Array.of(...bytes, 0))).toBe('link-damaged');
  });

  test('a name that is too long, or is not UTF-8', () => {
    expect(spoil((bytes) => Uint8Array.of(...bytes.slice(0, 6), 97, ...new Uint8Array(97 + 48)))).toBe('link-damaged');
    expect(spoil((bytes) => void (bytes[7] = 0xff))).toBe('link-damaged');
  });

  test.each(['=', ' ', '+', '%3D'])('a fragment with %j at its end', (end) => {
    expect(refusal(() => parseInvite(encodeInvite(ANN) + end))).toBe('link-damaged');
  });
});

test('whatever is parsed is canonical, and whatever is not is one of three errors', () => {
  const seen = new Set<string>();
  const nearly = fc
    .tuple(invites, fc.nat(200), fc.constantFrom('A', 'B', '_', '-', '=', ' ', ''))
    .map(([invite, index, character]) => {
      const fragment = encodeInvite(invite);
      const at = index % fragment.length;
      return fragment.slice(0, at) + character + fragment.slice(at + 1);
    });
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), (fragment) => {
      let invite: Invite;
      try {
        invite = parseInvite(fragment);
      } catch {
        seen.add(refusal(() => parseInvite(fragment)));
        return;
      }
      seen.add('parsed');
      expect(encodeInvite(invite)).toBe(fragment);
    }),
    { numRuns: 3000 },
  );
  expect(seen).toEqual(new Set(['parsed', 'link-missing', 'link-damaged', 'link-too-new']));
});

describe('a link is repaired', () => {
  test.each([
    'https://chat.example/j#AQ-b_C9',
    'https://chat.example/j/#AQ-b_C9',
    '/j#AQ-b_C9',
    '/j/%23AQ-b_C9',
    '/j%2523AQ-b_C9',
    '/j/%252523AQ-b_C9',
    '%23AQ-b_C9',
    '/j#AQ%2Db%5FC9',
    '/j/%2523AQ%252db%255FC9',
    '#AQ-b_C9',
    'AQ-b_C9',
    '  AQ-b_C9\n',
    ' <https://chat.example/j#AQ-b_C9> ',
    '(https://chat.example/j#AQ-b_C9).',
    '*https://chat.example/j#AQ-b_C9*',
    '_https://chat.example/j#AQ-b_C9_',
    '“https://chat.example/j#AQ-b_C9”',
    'https://chat.example/j#AQ-b_C9\u200b',
    'https://chat.example/j#AQ-b_C9?utm_source=x',
    'Talk to me, you are #1: https://chat.example/j#AQ-b_C9, soon?',
  ])('%j', (text) => {
    expect(repairFragment(text)).toBe('AQ-b_C9');
  });

  test.each([
    '',
    ' ',
    '/j',
    '/j/',
    '/j#',
    '/j/%23',
    'https://chat.example/j',
    'https://chat.example/',
    'hello there',
    '%',
    '%zz',
  ])('%j holds none', (text) => {
    expect(repairFragment(text)).toBe('');
  });

  test('the address of a chat that has begun keeps its mark', () => {
    expect(repairFragment('/j#c.ab12cd34')).toBe('c.ab12cd34');
    expect(repairFragment('/j/%23c.ab12cd34')).toBe('c.ab12cd34');
  });

  test('in no time, however long the run of what is cut off', () => {
    const start = performance.now();
    expect(repairFragment(`#A${'-'.repeat(200_000)}b`)).toHaveLength(200_002);
    expect(repairFragment(`#A${'-'.repeat(200_000)}`)).toBe('A');
    expect(repairFragment(`#${'-'.repeat(100_000)}`)).toBe('');
    // By the square of the run it would take many seconds.
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('as often as you like, and never with an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withFragments: true })), (text) => {
        const fragment = repairFragment(text);
        expect(fragment).toMatch(/^$|^(?:c\.)?[A-Za-z0-9_-]*[A-Za-z0-9]$/);
        expect(repairFragment(fragment)).toBe(fragment);
      }),
      { numRuns: 2000 },
    );
  });
});
