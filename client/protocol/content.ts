/**
 * What a record says: SIG contents on the way to the data channel, DATA contents on it (GC/1 section 7).
 * Authenticated by the time it is decoded; knows no keys, and not what any of it leads to.
 */
import { concatBytes, createByteReader, decodeUtf8, encodeUtf8, u32, u64, u8, type ByteReader } from './bytes.ts';
import { ProtocolError } from './errors.ts';
import { decodeEventBody, encodeEventBody, type EventBody } from './event-body.ts';
import { encodeRefusal, parseRefusal, type RefusalCode } from './frame.ts';

export type SigContent =
  | { readonly type: 'ready' | 'ready-ack' | 'wait' }
  /** An offer, answer or candidate; its JSON is not looked at here. */
  | { readonly type: 'signal'; readonly json: string }
  | { readonly type: 'refuse'; readonly code: RefusalCode };

export type DataContent =
  | { readonly type: 'ping' | 'pong'; readonly id: number }
  | { readonly type: 'event'; readonly seq: number; readonly atUnixMs: number; readonly body: EventBody }
  | { readonly type: 'ack'; readonly cum: number }
  | { readonly type: 'sync'; readonly next: number; readonly cum: number; readonly read: number }
  | { readonly type: 'typing'; readonly isTyping: boolean }
  | { readonly type: 'read'; readonly cum: number }
  /** A whole frame of section 4, not looked at here; never empty. */
  | { readonly type: 'rekey'; readonly frame: Uint8Array }
  /** From the host: READY of the rekey; from the guest: READY_ACK. */
  | { readonly type: 'rekey-step' }
  | { readonly type: 'presence'; readonly presence: (typeof PRESENCES)[number] }
  /** Of a later version, and harmless to this one. Received only. */
  | { readonly type: 'ignored' };

const PRESENCES = ['away', 'here', 'leaving'] as const;
const LIVENESS = ['ping', 'pong'] as const;
const TYPING = [false, true] as const;

const SIG = { ready: 0x01, 'ready-ack': 0x02, wait: 0x03, signal: 0x04, refuse: 0x05 } as const;
const DATA = {
  liveness: 0x00,
  event: 0x01,
  ack: 0x02,
  sync: 0x03,
  typing: 0x04,
  read: 0x05,
  rekey: 0x06,
  'rekey-step': 0x07,
  presence: 0x08,
} as const;
/** From here on, an unknown DATA type is ignored instead of fatal. */
const FIRST_OPTIONAL_TYPE = 0x40;

export function encodeSig(content: SigContent): Uint8Array {
  const type = u8(SIG[content.type]);
  switch (content.type) {
    case 'ready':
    case 'ready-ack':
    case 'wait':
      return type;
    case 'signal':
      return concatBytes(type, encodeUtf8(content.json));
    case 'refuse':
      return concatBytes(type, encodeRefusal(content.code));
  }
}

/** Throws ProtocolError `malformed`, which ends the session. */
export function decodeSig(plaintext: Uint8Array): SigContent {
  return readToEnd(plaintext, readSig);
}

export function encodeData(content: DataContent): Uint8Array {
  switch (content.type) {
    case 'ping':
    case 'pong':
      return concatBytes(u8(DATA.liveness), u8(LIVENESS.indexOf(content.type)), u32(content.id));
    case 'event':
      return concatBytes(u8(DATA.event), u64(content.seq), u64(content.atUnixMs), encodeEventBody(content.body));
    case 'ack':
      return concatBytes(u8(DATA.ack), u64(content.cum));
    case 'sync':
      return concatBytes(u8(DATA.sync), u64(content.next), u64(content.cum), u64(content.read));
    case 'typing':
      return concatBytes(u8(DATA.typing), u8(TYPING.indexOf(content.isTyping)));
    case 'read':
      return concatBytes(u8(DATA.read), u64(content.cum));
    case 'rekey':
      if (content.frame.length === 0) throw new Error('internal: a rekey without a frame');
      return concatBytes(u8(DATA.rekey), content.frame);
    case 'rekey-step':
      return u8(DATA['rekey-step']);
    case 'presence':
      return concatBytes(u8(DATA.presence), u8(PRESENCES.indexOf(content.presence)));
    case 'ignored':
      throw new Error('internal: content of an unknown type cannot be sent');
  }
}

/** Throws ProtocolError `malformed`, which ends the session. An event with a body of no known form is not malformed. */
export function decodeData(plaintext: Uint8Array): DataContent {
  return readToEnd(plaintext, readData);
}

function readSig(reader: ByteReader): SigContent {
  switch (reader.u8()) {
    case SIG.ready:
      return { type: 'ready' };
    case SIG['ready-ack']:
      return { type: 'ready-ack' };
    case SIG.wait:
      return { type: 'wait' };
    case SIG.signal:
      return { type: 'signal', json: accept(decodeUtf8(reader.rest())) };
    case SIG.refuse:
      return { type: 'refuse', code: accept(parseRefusal(reader.u8())) };
    default:
      throw new ProtocolError('malformed');
  }
}

function readData(reader: ByteReader): DataContent {
  const type = reader.u8();
  switch (type) {
    case DATA.liveness:
      return { type: accept(LIVENESS[reader.u8()]), id: reader.u32() };
    case DATA.event:
      return { type: 'event', seq: reader.u64(), atUnixMs: reader.u64(), body: decodeEventBody(reader.rest()) };
    case DATA.ack:
      return { type: 'ack', cum: reader.u64() };
    case DATA.sync:
      return { type: 'sync', next: reader.u64(), cum: reader.u64(), read: reader.u64() };
    case DATA.typing:
      return { type: 'typing', isTyping: accept(TYPING[reader.u8()]) };
    case DATA.read:
      return { type: 'read', cum: reader.u64() };
    case DATA.rekey: {
      const frame = reader.rest();
      if (frame.length === 0) throw new ProtocolError('malformed');
      return { type: 'rekey', frame };
    }
    case DATA['rekey-step']:
      return { type: 'rekey-step' };
    case DATA.presence:
      return { type: 'presence', presence: accept(PRESENCES[reader.u8()]) };
    default:
      if (type < FIRST_OPTIONAL_TYPE) throw new ProtocolError('malformed');
      reader.rest();
      return { type: 'ignored' };
  }
}

function readToEnd<T>(bytes: Uint8Array, read: (reader: ByteReader) => T): T {
  const reader = createByteReader(bytes);
  const content = read(reader);
  reader.end();
  return content;
}

function accept<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new ProtocolError('malformed');
  return value;
}
