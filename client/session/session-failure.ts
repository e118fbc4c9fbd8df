/** What an error means for a session. It must not know what was being done, nor the layer that storing belongs to. */
import { ProtocolError } from '../protocol/errors.ts';

/** By its name, since the class is of a layer above: the one error a `KeyStore` or a `ChatLog` rejects with. */
const STORAGE_ERROR = 'StorageError';

/** Why a session ends on this error. Throws it again when it is a mistake of ours, so that it surfaces. */
export function toSessionFailure(error: unknown): 'protocol' | 'storage' {
  if (error instanceof ProtocolError) return 'protocol';
  if (error instanceof Error && error.name === STORAGE_ERROR) return 'storage';
  throw error;
}
