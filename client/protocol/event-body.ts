/**
 * What an EVENT says (GC/1 section 7). Knows nothing of sequence and delivery, and never refuses: an event that cannot
 * be understood is still counted and acknowledged, so its body becomes `unknown`.
 */
import {
  concatBytes,
  createByteReader,
  decodeUtf8,
  EMPTY,
  encodeUtf8,
  u32,
  u64,
  u8,
  type ByteReader,
} from './bytes.ts';
import { nullIfRefused, ProtocolError } from './errors.ts';

/** One event of either side. */
export interface EventTarget {
  readonly side: 'guest' | 'host';
  readonly seq: number;
}

export type EventBody =
  /** Withdrawn or expired before it was delivered; keeps its number. */
  | { readonly kind: 'void' }
  | { readonly kind: 'text'; readonly text: string; readonly replyTo: EventTarget | null }
  | { readonly kind: 'edit'; readonly seq: number; readonly text: string }
  | { readonly kind: 'delete'; readonly seq: number }
  /** An empty emoji takes the reaction back. */
  | { readonly kind: 'reaction'; readonly target: EventTarget; readonly emoji: string }
  | { readonly kind: 'timer'; readonly seconds: number }
  | { readonly kind: 'end' }
  /** Received only. */
  | { readonly kind: 'unknown' };

/** Of a text as UTF-8. */
export const MAX_TEXT_BYTES = 12_000;
export const MAX_EMOJI_BYTES = 32;

const KIND = { void: 0, text: 1, edit: 2, delete: 3, reaction: 4, timer: 5, end: 6 } as const;
const PLAIN = 0;
const REPLY = 1;
const GUEST = 0;
const HOST = 1;

/** @returns kind u8 and what follows it */
export function encodeEventBody(body: EventBody): Uint8Array {
  if (body.kind === 'unknown') throw new Error('internal: an unknown event cannot be sent');
  return concatBytes(u8(KIND[body.kind]), encodeFields(body));
}

/** @param bytes from the kind to the end */
export function decodeEventBody(bytes: Uint8Array): EventBody {
  return nullIfRefused(() => readToEnd(bytes)) ?? { kind: 'unknown' };
}

function encodeFields(body: Exclude<EventBody, { kind: 'unknown' }>): Uint8Array {
  switch (body.kind) {
    case 'void':
    case 'end':
      return EMPTY;
    case 'text': {
      const head = body.replyTo === null ? u8(PLAIN) : concatBytes(u8(REPLY), encodeTarget(body.replyTo));
      return concatBytes(head, encodeText(body.text, MAX_TEXT_BYTES));
    }
    case 'edit':
      return concatBytes(u64(body.seq), encodeText(body.text, MAX_TEXT_BYTES));
    case 'delete':
      return u64(body.seq);
    case 'reaction':
      return concatBytes(encodeTarget(body.target), encodeText(body.emoji, MAX_EMOJI_BYTES));
    case 'timer':
      return u32(body.seconds);
  }
}

function readToEnd(bytes: Uint8Array): EventBody {
  const reader = createByteReader(bytes);
  const body = readBody(reader);
  reader.end();
  return body;
}

function readBody(reader: ByteReader): EventBody {
  switch (reader.u8()) {
    case KIND.void:
      return { kind: 'void' };
    case KIND.text: {
      const replyTo = readReply(reader);
      return { kind: 'text', text: readText(reader, MAX_TEXT_BYTES), replyTo };
    }
    case KIND.edit:
      return { kind: 'edit', seq: reader.u64(), text: readText(reader, MAX_TEXT_BYTES) };
    case KIND.delete:
      return { kind: 'delete', seq: reader.u64() };
    case KIND.reaction:
      return { kind: 'reaction', target: readTarget(reader), emoji: readText(reader, MAX_EMOJI_BYTES) };
    case KIND.timer:
      return { kind: 'timer', seconds: reader.u32() };
    case KIND.end:
      return { kind: 'end' };
    default:
      throw new ProtocolError('malformed');
  }
}

function readReply(reader: ByteReader): EventTarget | null {
  const form = reader.u8();
  if (form === PLAIN) return null;
  if (form === REPLY) return readTarget(reader);
  throw new ProtocolError('malformed');
}

function encodeTarget({ side, seq }: EventTarget): Uint8Array {
  return concatBytes(u8(side === 'guest' ? GUEST : HOST), u64(seq));
}

function readTarget(reader: ByteReader): EventTarget {
  const side = reader.u8();
  if (side !== GUEST && side !== HOST) throw new ProtocolError('malformed');
  return { side: side === GUEST ? 'guest' : 'host', seq: reader.u64() };
}

function encodeText(text: string, maxBytes: number): Uint8Array {
  const bytes = encodeUtf8(text);
  if (bytes.length > maxBytes) throw new Error('internal: text too long for an event');
  return bytes;
}

/** All that is left. */
function readText(reader: ByteReader, maxBytes: number): string {
  const bytes = reader.rest();
  if (bytes.length > maxBytes) throw new ProtocolError('oversize');
  const text = decodeUtf8(bytes);
  if (text === null) throw new ProtocolError('malformed');
  return text;
}
