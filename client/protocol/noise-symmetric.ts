/**
 * CipherState and SymmetricState (Noise, sections 5.1 and 5.2), method for method.
 * Knows no tokens and no roles. A class because it must be erased.
 */
import { concatBytes, EMPTY, equalBytes, wipe } from './bytes.ts';
import { decrypt, encrypt, noiseHkdf, TAG_BYTES, type Hash } from './primitives.ts';

/** HASHLEN and the key length of the cipher: 32 bytes each. */
const HASH_BYTES = 32;

export class SymmetricState {
  readonly #hash: Hash;
  #chainingKey: Uint8Array;
  #transcript: Uint8Array;
  #key: Uint8Array | null = null;
  #n = 0;

  /** InitializeSymmetric. @param protocolName ASCII */
  constructor(hash: Hash, protocolName: Uint8Array) {
    this.#hash = hash;
    this.#transcript =
      protocolName.length <= HASH_BYTES
        ? concatBytes(protocolName, new Uint8Array(HASH_BYTES - protocolName.length))
        : hash.digest(protocolName);
    this.#chainingKey = this.#transcript.slice();
  }

  /** A copy that shares no key with this one. The transcript is no secret, and never written in place. */
  clone(): SymmetricState {
    const copy = new SymmetricState(this.#hash, EMPTY);
    copy.#chainingKey = this.#live().slice();
    copy.#transcript = this.#transcript;
    copy.#key = this.#key?.slice() ?? null;
    copy.#n = this.#n;
    return copy;
  }

  /** How much longer EncryptAndHash makes what it is given. */
  overheadBytes(): number {
    return this.#key === null ? 0 : TAG_BYTES;
  }

  mixKey(inputKey: Uint8Array): void {
    const [chainingKey, key] = noiseHkdf(this.#hash, this.#live(), inputKey);
    this.#renew(chainingKey, key);
  }

  mixHash(data: Uint8Array): void {
    this.#transcript = this.#hash.digest(concatBytes(this.#transcript, data));
  }

  mixKeyAndHash(inputKey: Uint8Array): void {
    const [chainingKey, transcriptKey, key] = noiseHkdf(this.#hash, this.#live(), inputKey);
    this.mixHash(transcriptKey);
    this.#renew(chainingKey, key);
  }

  encryptAndHash(plaintext: Uint8Array): Uint8Array {
    this.#live();
    const ciphertext = this.#key === null ? plaintext : encrypt(this.#key, this.#n, this.#transcript, plaintext);
    this.#count(ciphertext);
    return ciphertext;
  }

  /** Throws ProtocolError `unauthentic`; then nothing has changed. */
  decryptAndHash(ciphertext: Uint8Array): Uint8Array {
    this.#live();
    const plaintext = this.#key === null ? ciphertext : decrypt(this.#key, this.#n, this.#transcript, ciphertext);
    this.#count(ciphertext);
    return plaintext;
  }

  /** Split, with a third key: the first two are Noise's, in the initiator's and the responder's direction. */
  split(): readonly [Uint8Array, Uint8Array, Uint8Array] {
    return noiseHkdf(this.#hash, this.#live(), EMPTY);
  }

  /** GetHandshakeHash. */
  handshakeHash(): Uint8Array {
    return this.#transcript;
  }

  /** Any further use is an internal error. */
  erase(): void {
    wipe(this.#chainingKey);
    if (this.#key !== null) wipe(this.#key);
  }

  #live(): Uint8Array {
    // Zero is the mark of an erased key; a hash gives it to a live state once in 2^256.
    if (equalBytes(this.#chainingKey, new Uint8Array(HASH_BYTES))) {
      throw new Error('internal: Noise state used after it was used up');
    }
    return this.#chainingKey;
  }

  #renew(chainingKey: Uint8Array, key: Uint8Array): void {
    this.erase();
    this.#chainingKey = chainingKey;
    this.#key = key;
    this.#n = 0;
  }

  #count(ciphertext: Uint8Array): void {
    // Without a key it counts nothing: the key that comes starts at 0.
    this.#n += 1;
    this.mixHash(ciphertext);
  }
}
