/** A chat's data key under the database's key, bound to its chat. */
import { encodeUtf8, lv } from '../protocol/bytes.ts';
import { StorageError } from '../state/storage-error.ts';
import type { Sealer } from './sealer.ts';

/** @returns 60 bytes */
export function wrapDataKey(sealer: Sealer, chatId: string, key: Uint8Array): Promise<Uint8Array> {
  return sealer.seal(key, placeOf(chatId));
}

/** Null for what this sealer has not wrapped for this chat. */
export async function unwrapDataKey(sealer: Sealer, chatId: string, wrapped: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await sealer.open(wrapped, placeOf(chatId));
  } catch (error) {
    if (error instanceof StorageError && error.code === 'corrupt') return null;
    throw error;
  }
}

function placeOf(chatId: string): Uint8Array {
  return lv(encodeUtf8('data key'), encodeUtf8(chatId));
}
