/** Rounding up to whole blocks before sealing, so that a length says little of what varies. Knows no record. */
import { createByteReader, u32 } from '../protocol/bytes.ts';
import { ProtocolError } from '../protocol/errors.ts';

const BLOCK_BYTES = 1024;
const LENGTH_BYTES = 4;

/** @returns u32 length, the bytes, zeros: together a multiple of 1024 */
export function toBlocks(bytes: Uint8Array): Uint8Array {
  const blocks = Math.ceil((LENGTH_BYTES + bytes.length) / BLOCK_BYTES);
  const padded = new Uint8Array(blocks * BLOCK_BYTES);
  padded.set(u32(bytes.length));
  padded.set(bytes, LENGTH_BYTES);
  return padded;
}

/** Throws ProtocolError `malformed` for everything that `toBlocks` does not return. */
export function fromBlocks(padded: Uint8Array): Uint8Array {
  const reader = createByteReader(padded);
  const bytes = reader.take(reader.u32());
  if (toBlocks(bytes).length !== padded.length) throw new ProtocolError('malformed');
  if (reader.rest().some((byte) => byte !== 0)) throw new ProtocolError('malformed');
  return bytes;
}
