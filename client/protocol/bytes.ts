/**
 * Byte strings: joining, comparing, text, base64url, big-endian integers (GC/1 section 1).
 * Knows no message of the protocol and no cryptography, so that the landing page can load it.
 */
import { base64urlnopad } from '@scure/base';
import { ProtocolError } from './errors.ts';

// The only two globals of the Web the core uses: both are pure. Declared here because its project has no DOM types.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  encoding: 'utf-8',
  options: { readonly fatal: true; readonly ignoreBOM: true },
) => { decode(bytes: Uint8Array): string };

/** Both without memory of what they saw before. */
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const EMPTY = new Uint8Array(0);

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Takes the same time wherever arrays of equal length differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}

/** Best effort: JavaScript promises no erasure. */
export function wipe(bytes: Uint8Array): void {
  bytes.fill(0);
}

/** A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Null for anything that is not well-formed UTF-8. A leading U+FEFF is text like any other. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** RFC 4648, section 5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/** Null for padding, other alphabets, and every spelling of the same bytes but the canonical one. */
export function fromBase64Url(text: string): Uint8Array | null {
  try {
    return base64urlnopad.decode(text);
  } catch {
    return null;
  }
}

export function u8(value: number): Uint8Array {
  return bigEndian(value, 1);
}

export function u32(value: number): Uint8Array {
  return bigEndian(value, 4);
}

/** At most Number.MAX_SAFE_INTEGER. */
export function u64(value: number): Uint8Array {
  return bigEndian(value, 8);
}

/** Each item after its own length as u16: no two lists give the same bytes. */
export function lv(...items: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...items.flatMap((item) => [bigEndian(item.length, 2), item]));
}

/** Reads from front to back. Every method throws ProtocolError `malformed` when the bytes do not suffice. */
export interface ByteReader {
  u8(): number;
  u32(): number;
  /** Refuses what a JavaScript number cannot hold exactly. */
  u64(): number;
  /** A copy of the next `length` bytes. */
  take(length: number): Uint8Array;
  /** All that is left, still a part of what is read: what is kept long or wiped is copied first. */
  rest(): Uint8Array;
  /** Refuses trailing bytes. */
  end(): void;
}

export function createByteReader(bytes: Uint8Array): ByteReader {
  let offset = 0;
  const next = (length: number): Uint8Array => {
    if (length > bytes.length - offset) throw new ProtocolError('malformed');
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  const integer = (size: number): number => {
    let value = 0;
    for (const byte of next(size)) value = value * 256 + byte;
    if (!Number.isSafeInteger(value)) throw new ProtocolError('malformed');
    return value;
  };
  return {
    u8: () => integer(1),
    u32: () => integer(4),
    u64: () => integer(8),
    take: (length) => next(length).slice(),
    rest: () => next(bytes.length - offset),
    end: () => {
      if (offset !== bytes.length) throw new ProtocolError('malformed');
    },
  };
}

function bigEndian(value: number, size: 1 | 2 | 4 | 8): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** size) {
    throw new Error(`internal: not an unsigned integer of ${size} bytes`);
  }
  const bytes = new Uint8Array(size);
  let left = value;
  for (let index = size - 1; index >= 0; index -= 1) {
    bytes[index] = left % 256;
    left = Math.floor(left / 256);
  }
  return bytes;
}
