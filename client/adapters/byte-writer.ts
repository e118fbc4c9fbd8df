/** Writes from front to back into one buffer, big-endian: the other half of `createByteReader`. Knows no value. */
import { wipe } from '../protocol/bytes.ts';

export interface ByteWriter {
  u8(value: number): void;
  u32(value: number): void;
  /** At most Number.MAX_SAFE_INTEGER. */
  u64(value: number): void;
  bytes(value: Uint8Array): void;
  /** u32 length, UTF-8. A lone surrogate becomes U+FFFD. */
  text(value: string): void;
  /** What was written, as part of a buffer that has nothing else in it. Nothing can be written any more. */
  finish(): Uint8Array;
}

/** Of a line with a short text, and of counters. */
const FIRST_BYTES = 256;
const U32 = 2 ** 32;

/** Of one code point. */
const MAX_UTF8_BYTES = 4;

const encoder = new TextEncoder();

/** Numbers that do not fit are our own mistake, and thrown as such. */
export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(FIRST_BYTES);
  let view = new DataView(buffer.buffer);
  let length = 0;

  /** Makes room. @returns where it begins, in the buffer as it is from then on */
  const take = (count: number): number => {
    const offset = length;
    length += count;
    if (length > buffer.length) {
      const larger = new Uint8Array(Math.max(length, 2 * buffer.length));
      larger.set(buffer);
      wipe(buffer);
      buffer = larger;
      view = new DataView(buffer.buffer);
    }
    return offset;
  };

  const u8 = (value: number): void => {
    const offset = take(1);
    view.setUint8(offset, within(value, 2 ** 8));
  };
  const u32 = (value: number): void => {
    const offset = take(4);
    view.setUint32(offset, within(value, U32));
  };
  const bytes = (value: Uint8Array): void => {
    const offset = take(value.length);
    buffer.set(value, offset);
  };

  return {
    u8,
    u32,
    u64: (value) => {
      within(value, Infinity);
      u32(Math.floor(value / U32));
      u32(value % U32);
    },
    bytes,
    text: (value) => {
      const start = take(4);
      let left = value;
      while (left !== '') {
        // As much as it takes if all of it is ASCII; the rest of what is not finds its room in the next round.
        const offset = take(Math.max(left.length, MAX_UTF8_BYTES));
        const { read, written } = encoder.encodeInto(left, buffer.subarray(offset));
        length = offset + written;
        left = left.slice(read);
      }
      view.setUint32(start, length - start - 4);
    },
    finish: () => {
      const written = buffer.subarray(0, length);
      buffer = new Uint8Array(0);
      return written;
    },
  };
}

function within(value: number, limit: number): number {
  if (!Number.isSafeInteger(value) || value < 0 || value >= limit)
    throw new Error('internal: not an unsigned integer of that size');
  return value;
}
