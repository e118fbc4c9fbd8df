/** Argon2id (RFC 9106): slow and large on purpose. The only file that imports it, so that only the worker loads it. */
import { argon2id as nobleArgon2id } from '@noble/hashes/argon2.js';
import type { Argon2Cost } from './locked-key.ts';

/** RFC 9106, section 3.1. */
export interface Argon2Input {
  readonly password: Uint8Array;
  /** At least 8 bytes. */
  readonly salt: Uint8Array;
  /** K. */
  readonly secret: Uint8Array;
  /** X. */
  readonly associatedData: Uint8Array;
  readonly cost: Argon2Cost;
}

/** Version 0x13. Blocks for a second, and takes `memoryKib`. @returns 32 bytes */
export function argon2id({ password, salt, secret, associatedData, cost }: Argon2Input): Uint8Array {
  return nobleArgon2id(password, salt, {
    m: cost.memoryKib,
    t: cost.passes,
    p: cost.lanes,
    key: secret,
    personalization: associatedData,
    dkLen: 32,
  });
}
