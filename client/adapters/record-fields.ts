/**
 * How plain data becomes bytes and back, declared once for both directions. Knows no record. Reading is strict: what
 * `write` could not have written is a ProtocolError `malformed`.
 */
import { createByteReader, decodeUtf8, type ByteReader } from '../protocol/bytes.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { createByteWriter, type ByteWriter } from './byte-writer.ts';

export interface Field<T> {
  write(value: T, writer: ByteWriter): void;
  read(reader: ByteReader): T;
}

/** u64. */
export const integer: Field<number> = {
  write: (value, writer) => {
    writer.u64(value);
  },
  read: (reader) => reader.u64(),
};

/** u32 length, UTF-8. A lone surrogate becomes U+FFFD. */
export const text: Field<string> = {
  write: (value, writer) => {
    writer.text(value);
  },
  read: (reader) => accept(decodeUtf8(reader.take(reader.u32()))),
};

export function bytes(length: number): Field<Uint8Array> {
  return {
    write: (value, writer) => {
      if (value.length !== length) throw new Error(`internal: not ${length} bytes`);
      writer.bytes(value);
    },
    read: (reader) => reader.take(length),
  };
}

/** u8: the value's place among `values`. */
export function oneOf<T>(...values: readonly T[]): Field<T> {
  return {
    write: (value, writer) => {
      writer.u8(values.indexOf(value));
    },
    read: (reader) => accept(values[reader.u8()]),
  };
}

export const flag = oneOf(false, true);

/** u8 0, or 1 and the value. */
export function nullable<T>(field: Field<T>): Field<T | null> {
  return {
    write: (value, writer) => {
      flag.write(value !== null, writer);
      if (value !== null) field.write(value, writer);
    },
    read: (reader) => (flag.read(reader) ? field.read(reader) : null),
  };
}

/** u8 count, then each; at most 255. */
export function list<T>(field: Field<T>): Field<readonly T[]> {
  return {
    write: (values, writer) => {
      writer.u8(values.length);
      for (const value of values) field.write(value, writer);
    },
    read: (reader) => Array.from({ length: reader.u8() }, () => field.read(reader)),
  };
}

/** u8: the kind's place in the literal; then the fields of that kind. */
export function oneKindOf<T extends { readonly kind: string }>(fields: {
  readonly [K in T['kind']]: Field<Omit<Extract<T, { readonly kind: K }>, 'kind'>>;
}): Field<T> {
  // The keys of a literal that has exactly T's kinds.
  const kinds = Object.keys(fields) as T['kind'][];
  const kind = oneOf(...kinds);
  // Each kind's own field, which takes and gives what T says of that kind.
  const fieldOf = (name: T['kind']): Field<object> => fields[name];
  return {
    write: (value, writer) => {
      kind.write(value.kind, writer);
      fieldOf(value.kind).write(value, writer);
    },
    read: (reader) => {
      const name = kind.read(reader);
      const value: object = { kind: name, ...fieldOf(name).read(reader) };
      // The kind and the fields of that kind are what T says of it.
      return value as T;
    },
  };
}

/** The fields one after the other, in the order they are given: every field of T, and no other. */
export function struct<T extends object>(fields: { readonly [K in keyof T]-?: Field<T[K]> }): Field<T> {
  // The keys of a literal that has exactly those of T.
  const names = Object.keys(fields) as (keyof T)[];
  return {
    write: (value, writer) => {
      for (const name of names) fields[name].write(value[name], writer);
    },
    read: (reader) => {
      const value: Partial<T> = {};
      for (const name of names) value[name] = fields[name].read(reader);
      // Each of T's fields was just read.
      return value as T;
    },
  };
}

/** @param first what stands before it */
export function writeWhole<T>(field: Field<T>, value: T, first: number): Uint8Array {
  const writer = createByteWriter();
  writer.u8(first);
  field.write(value, writer);
  return writer.finish();
}

/** Throws ProtocolError `malformed`, for trailing bytes too. */
export function readWhole<T>(read: Field<T>['read'], from: Uint8Array): T {
  const reader = createByteReader(from);
  const value = read(reader);
  reader.end();
  return value;
}

function accept<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new ProtocolError('malformed');
  return value;
}
