/** Sealing under one AES-256-GCM key, for storage on this device. Knows nothing of what is sealed or where it is kept. */
import { concatBytes, wipe } from '../protocol/bytes.ts';
import { StorageError } from '../state/storage-error.ts';
import { browserRandom } from './random.ts';

export interface Sealer {
  /** @returns nonce (12 bytes), ciphertext, tag (16 bytes) */
  seal(plaintext: Uint8Array, associatedData: Uint8Array): Promise<Uint8Array>;
  /** Throws StorageError `corrupt` for everything that was not sealed by this key with this associated data. */
  open(sealed: Uint8Array, associatedData: Uint8Array): Promise<Uint8Array>;
}

const ALGORITHM = 'AES-GCM';
/** Random nonces of 96 bits serve one key 2^32 times (NIST SP 800-38D, section 8.3); no chat comes near that. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export const SEALING_KEY_BYTES = 32;
/** Of a key of that size. */
export const SEALED_KEY_BYTES = NONCE_BYTES + SEALING_KEY_BYTES + TAG_BYTES;

/** A new key that script can use and never read. */
export function generateSealingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 8 * SEALING_KEY_BYTES }, false, ['encrypt', 'decrypt']);
}

/** @param key 32 bytes; the caller may wipe them afterwards */
export function importSealingKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(key), ALGORITHM, false, ['encrypt', 'decrypt']);
}

/** @param key 32 bytes, wiped */
export async function createSealerOf(key: Uint8Array): Promise<Sealer> {
  const sealer = createSealer(await importSealingKey(key));
  wipe(key);
  return sealer;
}

export function createSealer(key: CryptoKey): Sealer {
  const parameters = (nonce: Uint8Array, associatedData: Uint8Array): AesGcmParams => ({
    name: ALGORITHM,
    iv: unshared(nonce),
    additionalData: unshared(associatedData),
    tagLength: 8 * TAG_BYTES,
  });
  return {
    seal: async (plaintext, associatedData) => {
      const nonce = browserRandom(NONCE_BYTES);
      const sealed = await crypto.subtle.encrypt(parameters(nonce, associatedData), key, unshared(plaintext));
      return concatBytes(nonce, new Uint8Array(sealed));
    },
    open: async (sealed, associatedData) => {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const ciphertext = unshared(sealed.subarray(NONCE_BYTES));
      try {
        return new Uint8Array(await crypto.subtle.decrypt(parameters(nonce, associatedData), key, ciphertext));
      } catch {
        throw new StorageError('corrupt');
      }
    },
  };
}

/** WebCrypto takes no bytes that another thread could change. Ours never are, and then nothing is copied. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return isUnshared(bytes) ? bytes : new Uint8Array(bytes);
}

function isUnshared(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}
