/**
 * CPACE-RISTR255-SHA512, initiator-responder mode (draft-irtf-cfrg-cpace-21): two sides that know the same password get
 * the same key, and nobody can try passwords on what they sent. Knows no handshake and no way to prepare a password.
 */
import { concatBytes, encodeUtf8, wipe } from './bytes.ts';
import { RISTRETTO_BYTES, ristrettoFromUniform, ristrettoMultiply, sha512, type RandomBytes } from './primitives.ts';

/** Ya or Yb. */
export const SHARE_BYTES = RISTRETTO_BYTES;

const DSI = encodeUtf8('CPaceRistretto255');
const DSI_ISK = encodeUtf8('CPaceRistretto255_ISK');
/** `s_in_bytes` of SHA-512: how much one block of its input holds. */
const HASH_BLOCK_BYTES = 128;

/** Under their names in the draft. */
export interface CpaceInputs {
  /** Password-related string. */
  readonly prs: Uint8Array;
  /** Channel identifier: who talks to whom. */
  readonly ci: Uint8Array;
  /** Session identifier, never used twice. */
  readonly sid: Uint8Array;
}

/** One side's half of an exchange. */
export interface CpaceSecret {
  /** 32 bytes, good for one exchange. */
  readonly scalar: Uint8Array;
  /** Ya or Yb, 32 bytes, to be sent. */
  readonly share: Uint8Array;
}

/** What one side has sent. */
export interface CpaceMessage {
  readonly share: Uint8Array;
  /** ADa or ADb. */
  readonly associatedData: Uint8Array;
}

/** `calculate_generator`. @returns 32 bytes, as secret as the password */
export function calculateGenerator({ prs, ci, sid }: CpaceInputs): Uint8Array {
  // The password fills the first block, so that how long it is does not change how the rest is hashed.
  const paddingBytes = HASH_BLOCK_BYTES - 1 - prependLength(prs).length - prependLength(DSI).length;
  const padding = new Uint8Array(Math.max(0, paddingBytes));
  return ristrettoFromUniform(sha512(lvCat(DSI, prs, padding, ci, sid)));
}

/** Draws 32 bytes. */
export function createCpaceSecret(generator: Uint8Array, random: RandomBytes): CpaceSecret {
  const scalar = sampleScalar(random);
  return { scalar, share: ristrettoMultiply(scalar, generator) };
}

/**
 * `scalar_mult_vfy` and ISK. Throws ProtocolError `bad-point` for a share that nobody could have computed.
 * @param theirShare 32 bytes @returns 64 bytes
 */
export function deriveIsk(
  sid: Uint8Array,
  scalar: Uint8Array,
  theirShare: Uint8Array,
  transcript: { readonly initiator: CpaceMessage; readonly responder: CpaceMessage },
): Uint8Array {
  const secretPoint = ristrettoMultiply(scalar, theirShare);
  const sent = [transcript.initiator, transcript.responder].map(({ share, associatedData }) =>
    lvCat(share, associatedData),
  );
  const isk = sha512(concatBytes(lvCat(DSI_ISK, sid, secretPoint), ...sent));
  wipe(secretPoint);
  return isk;
}

/** `sample_scalar`: 252 bits, which the order of the group exceeds by so little that nobody can tell. */
function sampleScalar(random: RandomBytes): Uint8Array {
  return random(RISTRETTO_BYTES).map((byte, index) => (index === RISTRETTO_BYTES - 1 ? byte & 0x0f : byte));
}

/** `lv_cat`. Not `lv` of GC/1: the lengths are LEB128 here. */
function lvCat(...items: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...items.map(prependLength));
}

function prependLength(item: Uint8Array): Uint8Array {
  const length: number[] = [];
  let left = item.length;
  while (left >= 0x80) {
    length.push((left & 0x7f) | 0x80);
    left >>>= 7;
  }
  return concatBytes(Uint8Array.of(...length, left), item);
}
