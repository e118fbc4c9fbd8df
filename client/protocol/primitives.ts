/**
 * The cryptographic primitives, under the names of their specifications. The only file that imports them.
 * Knows no message, no label and no order of steps. Lengths of arguments are the callers' duty.
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ristretto255, ristretto255_hasher, x25519 } from '@noble/curves/ed25519.js';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 as nobleSha512 } from '@noble/hashes/sha2.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { concatBytes, u8 } from './bytes.ts';
import { ProtocolError } from './errors.ts';

export type RandomBytes = (length: number) => Uint8Array;

/** X25519, ChaCha20-Poly1305, ML-KEM-768 and ristretto255 sizes (RFC 7748, RFC 8439, FIPS 203, RFC 9496). */
export const DH_BYTES = 32;
export const TAG_BYTES = 16;
export const ENCAPSULATION_KEY_BYTES = 1184;
export const KEM_CIPHERTEXT_BYTES = 1088;
export const RISTRETTO_BYTES = 32;

/** A hash with 32 bytes of output, as the Noise spec (section 4.3) wants it. */
export interface Hash {
  /** As it appears in a Noise protocol name. */
  readonly name: string;
  digest(data: Uint8Array): Uint8Array;
  hmac(key: Uint8Array, data: Uint8Array): Uint8Array;
}

export const SHA256: Hash = {
  name: 'SHA256',
  digest: (data) => sha256(data),
  hmac: (key, data) => hmac(sha256, key, data),
};

/** @returns 64 bytes */
export function sha512(data: Uint8Array): Uint8Array {
  return nobleSha512(data);
}

/** RFC 5869, section 2.2, with SHA-256. */
export function hkdfExtract(salt: Uint8Array, inputKey: Uint8Array): Uint8Array {
  return extract(sha256, inputKey, salt);
}

/** RFC 5869, section 2.3, with SHA-256. */
export function hkdfExpand(prk: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  return expand(sha256, prk, info, length);
}

/** Noise, section 4.3: HKDF with three outputs; with fewer, the first ones are the same. */
export function noiseHkdf(
  hash: Hash,
  chainingKey: Uint8Array,
  inputKey: Uint8Array,
): readonly [Uint8Array, Uint8Array, Uint8Array] {
  const temporaryKey = hash.hmac(chainingKey, inputKey);
  const first = hash.hmac(temporaryKey, u8(1));
  const second = hash.hmac(temporaryKey, concatBytes(first, u8(2)));
  const third = hash.hmac(temporaryKey, concatBytes(second, u8(3)));
  return [first, second, third];
}

export function x25519PublicKey(secretKey: Uint8Array): Uint8Array {
  return x25519.getPublicKey(secretKey);
}

/** Throws ProtocolError `low-order-point` when the shared secret would be all zero. */
export function x25519SharedSecret(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  try {
    return x25519.getSharedSecret(secretKey, publicKey);
  } catch {
    throw new ProtocolError('low-order-point');
  }
}

/** RFC 9496, section 4.3.4. @param uniform 64 bytes @returns the encoding of an element, 32 bytes */
export function ristrettoFromUniform(uniform: Uint8Array): Uint8Array {
  const { deriveToCurve } = ristretto255_hasher;
  if (deriveToCurve === undefined) throw new Error('internal: no map to ristretto255');
  return deriveToCurve(uniform).toBytes();
}

/**
 * `scalar_mult_vfy` of CPace. Throws ProtocolError `bad-point` for what is not the canonical encoding of an element, and
 * for the identity.
 * @param scalar 32 bytes, little-endian, from 1 to below the group's order @param element 32 bytes
 */
export function ristrettoMultiply(scalar: Uint8Array, element: Uint8Array): Uint8Array {
  return decodeElement(element).multiply(ristretto255.Point.Fn.fromBytes(scalar)).toBytes();
}

export interface KemKeyPair {
  /** The decapsulation key, 2400 bytes. */
  readonly secretKey: Uint8Array;
  /** The encapsulation key, 1184 bytes. */
  readonly publicKey: Uint8Array;
}

/** Draws 64 bytes: d and z of FIPS 203, algorithm 19. */
export function kemKeyPair(random: RandomBytes): KemKeyPair {
  return ml_kem768.keygen(random(64));
}

/** Draws 32 bytes. Throws ProtocolError `bad-encapsulation-key` when the modulus check fails. */
export function kemEncapsulate(
  encapsulationKey: Uint8Array,
  random: RandomBytes,
): { ciphertext: Uint8Array; sharedSecret: Uint8Array } {
  const message = random(32);
  try {
    const { cipherText, sharedSecret } = ml_kem768.encapsulate(encapsulationKey, message);
    return { ciphertext: cipherText, sharedSecret };
  } catch {
    throw new ProtocolError('bad-encapsulation-key');
  }
}

/** An altered ciphertext gives another secret, never an error (FIPS 203, section 6.3). */
export function kemDecapsulate(secretKey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  return ml_kem768.decapsulate(ciphertext, secretKey);
}

/** ENCRYPT of the Noise spec, section 12.3: nonce = 4 zero bytes and n, little-endian. @returns ciphertext and tag */
export function encrypt(key: Uint8Array, n: number, ad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return chacha20poly1305(key, nonce(n), ad).encrypt(plaintext);
}

/** Throws ProtocolError `unauthentic`, also for what is too short to have a tag. */
export function decrypt(key: Uint8Array, n: number, ad: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  try {
    return chacha20poly1305(key, nonce(n), ad).decrypt(ciphertext);
  } catch {
    throw new ProtocolError('unauthentic');
  }
}

function decodeElement(bytes: Uint8Array): InstanceType<typeof ristretto255.Point> {
  const element = tryDecode(bytes);
  // The order is prime: only the identity times a scalar gives the identity.
  if (element === null || element.is0()) throw new ProtocolError('bad-point');
  return element;
}

function tryDecode(bytes: Uint8Array): InstanceType<typeof ristretto255.Point> | null {
  try {
    return ristretto255.Point.fromBytes(bytes);
  } catch {
    return null;
  }
}

function nonce(n: number): Uint8Array {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(4, BigInt(n), true);
  return bytes;
}
