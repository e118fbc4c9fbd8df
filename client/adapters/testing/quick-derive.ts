/** Argon2id here and now, and at a cost at which tests can ask for it a thousand times. */
import { argon2id } from '../argon2id.ts';
import type { Argon2Cost, DeriveKey } from '../locked-key.ts';

export const QUICK_COST: Argon2Cost = { memoryKib: 8, passes: 1, lanes: 1 };

export const deriveHere: DeriveKey = (password, salt, cost) => {
  const none = new Uint8Array(0);
  return Promise.resolve(argon2id({ password, salt, secret: none, associatedData: none, cost }));
};
