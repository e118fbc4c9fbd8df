/**
 * Padding to few sizes, so that a length says little (GC/1 section 7). Of records and of the guest's name.
 * Knows no keys: what is unpadded has been authenticated before.
 */
import { createByteReader, u32 } from './bytes.ts';
import { ProtocolError } from './errors.ts';

const PADDED_SIZES = [256, 512, 1024, 2048, 4096, 8192, 16_384];
const LENGTH_BYTES = 4;

export const MAX_PLAINTEXT_BYTES = 16_380;

/** @returns u32 length, plaintext, zeros: together the smallest of the padded sizes that fits */
export function pad(plaintext: Uint8Array): Uint8Array {
  const padded = new Uint8Array(paddedSize(plaintext.length));
  padded.set(u32(plaintext.length));
  padded.set(plaintext, LENGTH_BYTES);
  return padded;
}

/** Throws ProtocolError `malformed` for everything that `pad` does not return. @returns a part of `padded` */
export function unpad(padded: Uint8Array): Uint8Array {
  const reader = createByteReader(padded);
  const length = reader.u32();
  const rest = reader.rest();
  if (length > MAX_PLAINTEXT_BYTES || paddedSize(length) !== padded.length) throw new ProtocolError('malformed');
  if (rest.subarray(length).some((byte) => byte !== 0)) throw new ProtocolError('malformed');
  return rest.subarray(0, length);
}

export function isPaddedSize(length: number): boolean {
  return PADDED_SIZES.includes(length);
}

function paddedSize(length: number): number {
  const size = PADDED_SIZES.find((candidate) => candidate >= LENGTH_BYTES + length);
  if (size === undefined) throw new Error('internal: plaintext too long for a record');
  return size;
}
