/**
 * A chain seals or opens the records of one direction, each under a key of its own (GC/1 section 7).
 * Knows nothing of what a record says.
 */
import { concatBytes, u64, u8, wipe } from './bytes.ts';
import { ProtocolError } from './errors.ts';
import { label } from './label.ts';
import { isPaddedSize, pad, unpad } from './padding.ts';
import { decrypt, encrypt, SHA256, TAG_BYTES } from './primitives.ts';

/** Direction by role: g2h is what the guest sends. */
export type ChainName = 'data g2h' | 'data h2g' | 'sig g2h' | 'sig h2g';

/** Opaque to everyone else. Good for one record; the step that uses it up returns the next. */
export interface Chain {
  readonly name: ChainName;
  /** `ck`, 32 bytes; all zero once used up or erased. */
  readonly key: Uint8Array;
  /** Number of the next record, from 0. */
  readonly n: number;
}

export interface ChainPair {
  readonly send: Chain;
  readonly receive: Chain;
}

/** Takes the key over: it is wiped when the first record has been sealed or opened. */
export function createChain(name: ChainName, key: Uint8Array): Chain {
  return { name, key, n: 0 };
}

/** @param plaintext at most MAX_PLAINTEXT_BYTES */
export function seal(chain: Chain, plaintext: Uint8Array): { chain: Chain; record: Uint8Array } {
  const padded = pad(plaintext);
  const messageKey = deriveMessageKey(chain);
  const record = encrypt(messageKey, 0, associatedData(chain), padded);
  wipe(messageKey);
  wipe(padded);
  return { chain: advance(chain), record };
}

/**
 * Throws ProtocolError for anything but the next record of this direction, and leaves the chain as it was; the caller
 * ends the session.
 */
export function open(chain: Chain, record: Uint8Array): { chain: Chain; plaintext: Uint8Array } {
  if (!isRecordLength(record.length)) throw new ProtocolError('malformed');
  const messageKey = deriveMessageKey(chain);
  try {
    const plaintext = unpad(decrypt(messageKey, 0, associatedData(chain), record));
    return { chain: advance(chain), plaintext };
  } finally {
    wipe(messageKey);
  }
}

/** Nothing can be sealed or opened with it any more. */
export function eraseChain(chain: Chain): void {
  wipe(chain.key);
}

/** Whether a record can have this many bytes. */
export function isRecordLength(length: number): boolean {
  return isPaddedSize(length - TAG_BYTES);
}

function deriveMessageKey(chain: Chain): Uint8Array {
  // Zero is the mark of an erased key; HMAC gives it to a live chain once in 2^256.
  if (chain.key.every((byte) => byte === 0)) throw new Error('internal: chain used after it was used up or erased');
  return SHA256.hmac(chain.key, u8(1));
}

function advance(chain: Chain): Chain {
  const key = SHA256.hmac(chain.key, u8(2));
  wipe(chain.key);
  return { name: chain.name, key, n: chain.n + 1 };
}

const LABELS: Readonly<Record<ChainName, Uint8Array>> = {
  'data g2h': label('data g2h'),
  'data h2g': label('data h2g'),
  'sig g2h': label('sig g2h'),
  'sig h2g': label('sig h2g'),
};

function associatedData(chain: Chain): Uint8Array {
  return concatBytes(LABELS[chain.name], u64(chain.n));
}
