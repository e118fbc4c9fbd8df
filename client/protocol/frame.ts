/**
 * Frames (GC/1 section 4): what the server relays and can count, but not read; and those of a rekey, which travel inside
 * records. Knows lengths and numbers only; opens nothing.
 */
import { concatBytes, createByteReader, u32, u8, type ByteReader } from './bytes.ts';
import { isRecordLength } from './chain.ts';
import { SHARE_BYTES } from './cpace.ts';
import { nullIfRefused } from './errors.ts';
import {
  ATTEMPT_BYTES,
  fitsEpoch,
  KIND_BYTES,
  MESSAGE_1_BYTES,
  MESSAGE_2_BYTES,
  MESSAGE_3_BYTES,
  type ContactKind,
  type HandshakeKind,
} from './handshake.ts';

interface Hello<Kind extends HandshakeKind> {
  readonly type: 'hs1';
  readonly kind: Kind;
  readonly epoch: number;
  readonly attempt: Uint8Array;
  readonly message: Uint8Array;
}

interface HandshakeReply {
  readonly type: 'hs2' | 'hs3';
  readonly attempt: Uint8Array;
  readonly message: Uint8Array;
}

interface Refusal {
  readonly type: 'err';
  readonly attempt: Uint8Array;
  readonly code: RefusalCode;
  /** Password tries left; 0 for every other code. */
  readonly left: number;
}

/** Over signaling. */
export type Frame =
  | Hello<ContactKind>
  | HandshakeReply
  | { readonly type: 'sig'; readonly attempt: Uint8Array; readonly record: Uint8Array }
  | Refusal
  /** An HS1 of another version, to be answered ERR 1. Never sent. */
  | { readonly type: 'wrong-version'; readonly attempt: Uint8Array };

/** Inside DATA 06. */
export type RekeyFrame = Hello<'rekey'> | HandshakeReply | Refusal;

export type RefusalCode = (typeof REFUSALS)[number];

/** In the order of their numbers, from 1. */
const REFUSALS = ['version', 'busy', 'auth', 'password', 'claimed', 'expired', 'state', 'exhausted', 'denied'] as const;

const VERSION = 1;
const TYPE = { hs1: 0x01, hs2: 0x02, hs3: 0x03, sig: 0x04, err: 0x0e } as const;

export function encodeFrame(frame: Exclude<Frame, { type: 'wrong-version' }> | RekeyFrame): Uint8Array {
  const type = u8(TYPE[frame.type]);
  switch (frame.type) {
    case 'hs1': {
      const head = concatBytes(type, u8(VERSION), u8(KIND_BYTES[frame.kind]), u32(frame.epoch));
      return concatBytes(head, frame.attempt, frame.message);
    }
    case 'hs2':
    case 'hs3':
      return concatBytes(type, frame.attempt, frame.message);
    case 'sig':
      return concatBytes(type, frame.attempt, frame.record);
    case 'err':
      return concatBytes(type, frame.attempt, encodeRefusal(frame.code), u8(frame.left));
  }
}

/** Null for everything that no speaker of this version, or of a later one, would send over signaling. */
export function parseFrame(bytes: Uint8Array): Frame | null {
  return nullIfRefused(() => readFrame(createByteReader(bytes)));
}

/** Null for everything that does not belong to a rekey; the caller ends the session. */
export function parseRekeyFrame(bytes: Uint8Array): RekeyFrame | null {
  return nullIfRefused(() => readRekeyFrame(createByteReader(bytes)));
}

/** @returns the code as u8 */
export function encodeRefusal(code: RefusalCode): Uint8Array {
  return u8(REFUSALS.indexOf(code) + 1);
}

export function parseRefusal(byte: number): RefusalCode | null {
  return REFUSALS[byte - 1] ?? null;
}

function readFrame(reader: ByteReader): Frame | null {
  switch (reader.u8()) {
    case TYPE.hs1:
      return readHello(reader);
    case TYPE.hs2:
      return readMessage(reader, 'hs2', [MESSAGE_2_BYTES, MESSAGE_2_BYTES + SHARE_BYTES]);
    case TYPE.hs3:
      return readMessage(reader, 'hs3', [MESSAGE_3_BYTES.first, MESSAGE_3_BYTES.resume]);
    case TYPE.sig: {
      const attempt = reader.take(ATTEMPT_BYTES);
      const record = reader.rest();
      return isRecordLength(record.length) ? { type: 'sig', attempt, record } : null;
    }
    case TYPE.err:
      return readError(reader);
    default:
      return null;
  }
}

function readRekeyFrame(reader: ByteReader): RekeyFrame | null {
  switch (reader.u8()) {
    case TYPE.hs1: {
      const { version, kind, ...hello } = readHelloFields(reader);
      if (version !== VERSION || kind !== KIND_BYTES.rekey || !fitsEpoch('rekey', hello.epoch)) return null;
      return hello.message.length === MESSAGE_1_BYTES ? { type: 'hs1', kind: 'rekey', ...hello } : null;
    }
    case TYPE.hs2:
      return readMessage(reader, 'hs2', [MESSAGE_2_BYTES]);
    case TYPE.hs3:
      return readMessage(reader, 'hs3', [MESSAGE_3_BYTES.rekey]);
    case TYPE.err:
      return readError(reader);
    default:
      return null;
  }
}

function readHello(reader: ByteReader): Frame | null {
  const { version, kind: kindByte, ...hello } = readHelloFields(reader);
  if (version !== VERSION) return { type: 'wrong-version', attempt: hello.attempt };
  const kind = parseContactKind(kindByte);
  if (kind === null || !fitsEpoch(kind, hello.epoch)) return null;
  const lengths = kind === 'first' ? [MESSAGE_1_BYTES, MESSAGE_1_BYTES + SHARE_BYTES] : [MESSAGE_1_BYTES];
  return lengths.includes(hello.message.length) ? { type: 'hs1', kind, ...hello } : null;
}

function readHelloFields(reader: ByteReader) {
  return {
    version: reader.u8(),
    kind: reader.u8(),
    epoch: reader.u32(),
    attempt: reader.take(ATTEMPT_BYTES),
    message: reader.rest(),
  };
}

function readMessage(
  reader: ByteReader,
  type: HandshakeReply['type'],
  lengths: readonly number[],
): HandshakeReply | null {
  const attempt = reader.take(ATTEMPT_BYTES);
  const message = reader.rest();
  return lengths.includes(message.length) ? { type, attempt, message } : null;
}

function readError(reader: ByteReader): Refusal | null {
  const attempt = reader.take(ATTEMPT_BYTES);
  const code = parseRefusal(reader.u8());
  const left = reader.u8();
  reader.end();
  if (code === null || (code !== 'password' && left !== 0)) return null;
  return { type: 'err', attempt, code, left };
}

function parseContactKind(byte: number): ContactKind | null {
  if (byte === KIND_BYTES.first) return 'first';
  return byte === KIND_BYTES.resume ? 'resume' : null;
}
