/** Decoders of bytes: frames, records, and what they carry. */
import { concatBytes, u8 } from '../../client/protocol/bytes.ts';
import { createChain, open, seal } from '../../client/protocol/chain.ts';
import {
  decodeData,
  decodeSig,
  encodeData,
  encodeSig,
  type DataContent,
  type SigContent,
} from '../../client/protocol/content.ts';
import {
  decodeEventBody,
  encodeEventBody,
  type EventBody,
  type EventTarget,
} from '../../client/protocol/event-body.ts';
import { encodeFrame, parseFrame, parseRekeyFrame, type Frame, type RekeyFrame } from '../../client/protocol/frame.ts';
import { pad, unpad } from '../../client/protocol/padding.ts';
import { encrypt, SHA256 } from '../../client/protocol/primitives.ts';
import { mutateBytes } from './mutate.ts';
import type { Random } from './random.ts';
import { same, decoderTrial, parserTrial, type Target } from './target.ts';

const TEXTS = ['', 'hi', 'Zo\u00eb \u{1f331}', 'a'.repeat(300), '\u00e9'.repeat(6000)] as const;
const RECORD_BYTES = [272, 528, 1040, 16_400] as const;

export const CODEC_TARGETS: readonly Target[] = [
  {
    name: 'frame',
    share: 110_000,
    draw: (random) => {
      const bytes = spoil(random, encodeFrame(random.below(8) === 0 ? drawRekeyFrame(random) : drawFrame(random)));
      return parserTrial(bytes, parseFrame, (frame) => {
        if (frame.type !== 'wrong-version') same(encodeFrame(frame), bytes);
      });
    },
  },
  {
    name: 'frame of a rekey',
    share: 60_000,
    draw: (random) => {
      const bytes = spoil(random, encodeFrame(random.below(8) === 0 ? drawFrame(random) : drawRekeyFrame(random)));
      return parserTrial(bytes, parseRekeyFrame, (frame) => same(encodeFrame(frame), bytes));
    },
  },
  {
    name: 'SIG',
    share: 90_000,
    draw: (random) => {
      const bytes = spoil(random, encodeSig(drawSig(random)));
      return decoderTrial(bytes, decodeSig, (content) => same(encodeSig(content), bytes));
    },
  },
  {
    name: 'DATA',
    share: 130_000,
    draw: (random) => {
      const bytes = spoil(random, encodeData(drawData(random)));
      return decoderTrial(bytes, decodeData, (content) => {
        const isUnderstood = content.type !== 'ignored' && !('body' in content && content.body.kind === 'unknown');
        if (isUnderstood) same(encodeData(content), bytes);
      });
    },
  },
  {
    name: 'event body',
    share: 66_000,
    draw: (random) => {
      const bytes = spoil(random, encodeEventBody(drawBody(random)));
      return parserTrial(bytes, decodeEventBody, (body) => {
        if (body.kind !== 'unknown') same(encodeEventBody(body), bytes);
      });
    },
  },
  {
    name: 'padding',
    share: 60_000,
    draw: (random) => {
      const bytes = spoil(random, pad(random.bytes(random.length(600))));
      return decoderTrial(bytes, unpad, (plaintext) => same(pad(plaintext), bytes));
    },
  },
  {
    name: 'record',
    share: 60_000,
    draw: (random) => {
      const key = random.bytes(32);
      const chain = () => createChain('data g2h', key.slice());
      const plaintext = random.bytes(random.length(600));
      const record =
        random.below(2) === 0
          ? spoil(random, seal(chain(), plaintext).record)
          : sealPadded(key, mutateBytes(random, pad(plaintext)));
      return decoderTrial(
        record,
        (input) => open(chain(), input),
        (opened) => same(seal(chain(), opened.plaintext).record, record),
      );
    },
  },
];

/** Authentic, whatever its padding. Section 7, for the first record. */
function sealPadded(key: Uint8Array, padded: Uint8Array): Uint8Array {
  const associatedData = concatBytes(Buffer.from('GuestChats/1 data g2h'), new Uint8Array(8));
  return encrypt(SHA256.hmac(key, u8(1)), 0, associatedData, padded);
}

/** As it is, with a few changes, or something else altogether. */
function spoil(random: Random, bytes: Uint8Array): Uint8Array {
  const kind = random.below(20);
  if (kind < 5) return bytes;
  return kind < 18 ? mutateBytes(random, bytes) : random.bytes(random.length(2000));
}

function drawFrame(random: Random): Exclude<Frame, { type: 'wrong-version' }> {
  const attempt = random.bytes(16);
  switch (random.below(6)) {
    case 0:
      return { type: 'hs1', kind: 'first', epoch: 0, attempt, message: random.bytes(random.pick([1248, 1280])) };
    case 1:
      return {
        type: 'hs1',
        kind: 'resume',
        epoch: 1 + random.below(2 ** 32 - 1),
        attempt,
        message: random.bytes(1248),
      };
    case 2:
      return { type: 'hs2', attempt, message: random.bytes(random.pick([1152, 1184])) };
    case 3:
      return { type: 'hs3', attempt, message: random.bytes(random.pick([64, 320])) };
    case 4:
      return { type: 'sig', attempt, record: random.bytes(random.pick(RECORD_BYTES)) };
    default:
      return drawRefusal(random);
  }
}

function drawRekeyFrame(random: Random): RekeyFrame {
  const attempt = random.bytes(16);
  switch (random.below(4)) {
    case 0:
      return { type: 'hs1', kind: 'rekey', epoch: 1 + random.below(2 ** 32 - 1), attempt, message: random.bytes(1248) };
    case 1:
      return { type: 'hs2', attempt, message: random.bytes(1152) };
    case 2:
      return { type: 'hs3', attempt, message: random.bytes(64) };
    default:
      return drawRefusal(random);
  }
}

function drawRefusal(random: Random): Extract<Frame, { type: 'err' }> {
  const attempt = random.bytes(16);
  return random.below(2) === 0
    ? { type: 'err', attempt, code: 'password', left: random.below(256) }
    : { type: 'err', attempt, code: random.pick(['version', 'busy', 'auth', 'claimed', 'denied']), left: 0 };
}

function drawSig(random: Random): SigContent {
  return random.pick<SigContent>([
    { type: 'ready' },
    { type: 'ready-ack' },
    { type: 'wait' },
    { type: 'signal', json: JSON.stringify({ type: 'offer', sdp: random.pick(TEXTS) }) },
    { type: 'refuse', code: random.pick(['claimed', 'denied']) },
  ]);
}

function drawData(random: Random): DataContent {
  const number = (): number => random.below(2 ** 53);
  switch (random.below(9)) {
    case 0:
      return { type: random.pick(['ping', 'pong']), id: random.below(2 ** 32) };
    case 1:
      return { type: random.pick(['ack', 'read']), cum: number() };
    case 2:
      return { type: 'sync', next: number(), cum: number(), read: number() };
    case 3:
      return { type: 'typing', isTyping: random.below(2) === 0 };
    case 4:
      return { type: 'presence', presence: random.pick(['away', 'here', 'leaving']) };
    case 5:
      return { type: 'rekey', frame: encodeFrame(drawRekeyFrame(random)) };
    case 6:
      return { type: 'rekey-step' };
    default:
      return { type: 'event', seq: number(), atUnixMs: number(), body: drawBody(random) };
  }
}

function drawBody(random: Random): EventBody {
  const target: EventTarget = { side: random.pick(['guest', 'host']), seq: random.below(2 ** 53) };
  switch (random.below(7)) {
    case 0:
      return { kind: random.pick(['void', 'end']) };
    case 1:
      return { kind: 'text', text: random.pick(TEXTS), replyTo: null };
    case 2:
      return { kind: 'text', text: random.pick(TEXTS), replyTo: target };
    case 3:
      return { kind: 'edit', seq: target.seq, text: random.pick(TEXTS) };
    case 4:
      return { kind: 'delete', seq: target.seq };
    case 5:
      return { kind: 'reaction', target, emoji: random.pick(['', '\u{1f331}']) };
    default:
      return { kind: 'timer', seconds: random.below(2 ** 32) };
  }
}
