/** What becomes of a valid input on its way to a decoder: a few small changes, mostly at places where numbers are. */
import { concatBytes } from '../../client/protocol/bytes.ts';
import type { Random } from './random.ts';

const EDGES = [0, 1, 2, 4, 6, 0x0e, 0x10, 0x20, 0x3f, 0x40, 0x7f, 0x80, 0xfe, 0xff] as const;
/** Big-endian, of 2, 4 and 8 bytes: lengths and numbers just inside and outside of what is allowed. */
const NUMBERS = [
  '0000',
  'ffff',
  '00000000',
  '000000fc',
  '00003ffc',
  '00003ffd',
  '7fffffff',
  'ffffffff',
  '0000000000000000',
  '001fffffffffffff',
  '0020000000000000',
  'ffffffffffffffff',
] as const;
/** What messengers, people and other alphabets put into text. */
const FRAGMENTS = [
  '#',
  '/j#',
  '/j/#',
  'c.',
  '%',
  '%23',
  '%2523',
  '%25',
  '-',
  '_',
  '=',
  '.',
  ' ',
  '\n',
  '\t',
  '<',
  '>',
  '(',
  '"',
  '\u0000',
  '\u00a0',
  '\u0301',
  '\u200d',
  '\u2028',
  '\ud83c',
  '\u{1f331}',
  '\u0661',
  '0',
  'A',
] as const;
const MAX_REPEATS = 4096;

export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  let mutated = bytes;
  for (let left = 1 + random.below(3); left > 0; left -= 1) mutated = mutateOnce(random, mutated);
  return mutated;
}

export function mutateText(random: Random, text: string): string {
  let mutated = text;
  for (let left = 1 + random.below(3); left > 0; left -= 1) mutated = mutateTextOnce(random, mutated);
  return mutated;
}

function mutateOnce(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  const head = bytes.subarray(0, at);
  switch (random.below(7)) {
    case 0:
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << random.below(8)) : byte));
    case 1:
      return bytes.map((byte, index) => (index === at ? random.pick(EDGES) : byte));
    case 2:
      return head;
    case 3:
      return concatBytes(bytes, random.bytes(random.length(64)));
    case 4:
      return concatBytes(head, bytes.subarray(at + random.length(32)));
    case 5:
      return concatBytes(head, random.bytes(random.length(32)), bytes.subarray(at));
    default: {
      const number = Buffer.from(random.pick(NUMBERS), 'hex');
      return concatBytes(head, number, bytes.subarray(at + number.length));
    }
  }
}

function mutateTextOnce(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const [head, tail] = [text.slice(0, at), text.slice(at)];
  const fragment = random.pick(FRAGMENTS);
  switch (random.below(5)) {
    case 0:
      return head + fragment + tail;
    case 1:
      return head + fragment + tail.slice(1);
    case 2:
      return head;
    case 3:
      return head + fragment.repeat(random.length(MAX_REPEATS)) + tail;
    default:
      return head + tail.slice(random.length(16));
  }
}
