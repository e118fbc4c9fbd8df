/**
 * Stored values as bytes: version u8, then the value's fields. A new field is a new version, whose reader still takes the
 * older ones. Knows no value; by the time of reading the bytes are authentic.
 */
import { wipe } from '../protocol/bytes.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { pad, unpad } from '../protocol/padding.ts';
import { StorageError } from '../state/storage-error.ts';
import { readWhole, writeWhole, type Field } from './record-fields.ts';

export interface Codec<T> {
  encode(value: T): Uint8Array;
  /** Throws StorageError: `future-version` for a later version, `corrupt` for everything else `encode` cannot return. */
  decode(encoded: Uint8Array): T;
}

/** @param older what reads the bytes of an earlier version, by its number; the others are no longer read */
export function versioned<T>(
  version: number,
  field: Field<T>,
  older: Readonly<Record<number, Field<T>['read']>> = {},
): Codec<T> {
  return {
    encode: (value) => writeWhole(field, value, version),
    decode: (encoded) => {
      const found = encoded[0] ?? 0;
      if (found > version) throw new StorageError('future-version');
      const read = found === version ? field.read : older[found];
      if (read === undefined) throw new StorageError('corrupt');
      return intact(() => readWhole(read, encoded.subarray(1)));
    },
  };
}

/** With the padding of GC/1 section 7; for what is never longer than a record. */
export function padded<T>(codec: Codec<T>): Codec<T> {
  return {
    encode: (value) => {
      const encoded = codec.encode(value);
      const whole = pad(encoded);
      wipe(encoded);
      return whole;
    },
    decode: (encoded) => codec.decode(intact(() => unpad(encoded))),
  };
}

/** Throws StorageError `corrupt` where `read` finds what was never written. */
export function intact<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProtocolError) throw new StorageError('corrupt');
    throw error;
  }
}
