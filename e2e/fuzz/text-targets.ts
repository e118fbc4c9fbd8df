/** Decoders of text: what a link says, what people paste and type. */
import { decodeUtf8, encodeUtf8, fromBase64Url, toBase64Url } from '../../client/protocol/bytes.ts';
import { encodeInvite, parseInvite, repairFragment, type Invite } from '../../client/protocol/invite.ts';
import { MAX_PASSWORD_CHARS, preparePassword } from '../../client/protocol/password.ts';
import { formatSafetyNumber, parseSafetyNumber } from '../../client/protocol/safety-number.ts';
import { mutateBytes, mutateText } from './mutate.ts';
import type { Random } from './random.ts';
import { same, decoderTrial, parserTrial, type Target } from './target.ts';

const NAMES = ['', 'Ann', 'Zo\u00eb', '\u{1f331}', 'a'.repeat(96)] as const;
const AROUND = [
  '',
  'https://example.org/j#',
  'https://example.org/j/%23',
  'Join me: <https://example.org/j#',
  '#',
] as const;
const TYPED = [
  'a',
  ' ',
  '\u00a0',
  '\u3000',
  'e\u0301',
  '\u1112\u1161\u11ab',
  '\u2764\ufe0f',
  '\u{1f469}\u200d',
] as const;
/** As long as some address bars take. */
const MAX_NOISE_CHARS = 40_000;

export const TEXT_TARGETS: readonly Target[] = [
  {
    name: 'base64url',
    share: 40_000,
    draw: (random) => {
      const text = spoil(random, toBase64Url(random.bytes(random.length(300))));
      return parserTrial(text, fromBase64Url, (bytes) => same(encodeUtf8(toBase64Url(bytes)), encodeUtf8(text)));
    },
  },
  {
    name: 'UTF-8',
    share: 40_000,
    draw: (random) => {
      const text = Array.from({ length: random.length(40) }, () => random.pick(TYPED)).join('');
      const bytes = random.below(4) === 0 ? encodeUtf8(text) : mutateBytes(random, encodeUtf8(text));
      return parserTrial(bytes, decodeUtf8, (decoded) => same(encodeUtf8(decoded), bytes));
    },
  },
  {
    name: 'link',
    share: 140_000,
    draw: (random) => {
      const fragment = drawFragment(random);
      return decoderTrial(fragment, parseInvite, (invite) =>
        same(encodeUtf8(encodeInvite(invite)), encodeUtf8(fragment)),
      );
    },
  },
  {
    name: 'link as pasted',
    share: 80_000,
    draw: (random) => {
      const pasted = spoil(random, random.pick(AROUND) + drawFragment(random));
      return parserTrial(pasted, repairFragment, (fragment) => {
        if (repairFragment(fragment) !== fragment) throw new Error('repaired to what needs a repair');
      });
    },
  },
  {
    name: 'password',
    share: 40_000,
    draw: (random) => {
      const typed = Array.from({ length: random.length(200) }, () => random.pick(TYPED)).join('');
      return parserTrial(spoil(random, typed), preparePassword, (prepared) => {
        const text = decodeUtf8(prepared) ?? '';
        // Normalizing can make it longer than what may be typed.
        if (text.length > MAX_PASSWORD_CHARS) return;
        const again = preparePassword(text);
        if (again === null) throw new Error('prepared to what is refused');
        same(again, prepared);
      });
    },
  },
  {
    name: 'safety number',
    share: 30_000,
    draw: (random) => {
      const digits = Array.from({ length: 60 }, () => random.below(10)).join('');
      return parserTrial(spoil(random, formatSafetyNumber(digits)), parseSafetyNumber, (parsed) => {
        if (!/^[0-9]{60}$/.test(parsed)) throw new Error('not 60 digits');
      });
    },
  },
];

function drawFragment(random: Random): string {
  const valid = encodeInvite(drawInvite(random));
  switch (random.below(4)) {
    case 0:
      return valid;
    case 1:
      return toBase64Url(random.bytes(random.length(200)));
    case 2:
      return toBase64Url(mutateBytes(random, fromBase64Url(valid) ?? random.bytes(0)));
    default:
      return spoil(random, valid);
  }
}

function drawInvite(random: Random): Invite {
  return {
    hasPassword: random.below(2) === 0,
    isRelayOnly: random.below(2) === 0,
    silence: random.pick([10, 1, 30]),
    deadlineUnixSeconds: random.below(2 ** 32),
    hostName: random.pick(NAMES),
    secret: random.bytes(16),
    hostPublicKey: random.bytes(32),
  };
}

/** As it is, with a few changes, or with a long run of one character somewhere. */
function spoil(random: Random, text: string): string {
  const kind = random.below(100);
  if (kind < 30) return text;
  if (kind < 99) return mutateText(random, text);
  const at = random.below(text.length + 1);
  const run = random.pick(['-', '_', '%', '%25', '#', 'c.', ' ', 'A', '\u0301', '(']).repeat(MAX_NOISE_CHARS);
  return text.slice(0, at) + run + text.slice(at);
}
