/** An X25519 key pair. Knows nothing of what it is for. */
import { DH_BYTES, x25519PublicKey, type RandomBytes } from './primitives.ts';

/** 32 bytes each. */
export interface KeyPair {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

export function createKeyPair(random: RandomBytes): KeyPair {
  const secretKey = random(DH_BYTES);
  return { secretKey, publicKey: x25519PublicKey(secretKey) };
}
