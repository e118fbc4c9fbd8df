/**
 * The one error of hostile input. It carries a code and nothing of the input: what was refused may be secret.
 */

export type ProtocolErrorCode =
  /** Section 2: no link at all, a link that is not whole, a link of a later version. */
  | 'link-missing'
  | 'link-damaged'
  | 'link-too-new'
  /** Bytes of the wrong length or shape. */
  | 'malformed'
  | 'oversize'
  /** Not made by a holder of the key, or not for this place in the conversation. */
  | 'unauthentic'
  /** X25519 gave the all-zero output (RFC 7748, section 6.1). */
  | 'low-order-point'
  /** Not the canonical encoding of a ristretto255 element, or the identity (CPace). */
  | 'bad-point'
  /** An ML-KEM encapsulation key with a coefficient that is not reduced (FIPS 203, section 7.2). */
  | 'bad-encapsulation-key'
  /** Authentic, but not at this moment of the session. */
  | 'out-of-order';

export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode) {
    super(`protocol: ${code}`);
    this.code = code;
  }
}

/** @returns null where `read` throws a ProtocolError; any other error is a bug of ours and passes through */
export function nullIfRefused<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}
