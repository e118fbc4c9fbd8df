/** Why a guest stops trying by itself. */
import type { RefusalCode } from '../protocol/frame.ts';

/** Why trying ended. `isFinal`: said by the authenticated host; else a person may try again. */
export interface Halt {
  readonly why:
    'used' | 'expired' | 'denied' | 'out-of-step' | 'flooded' | 'elsewhere' | 'exhausted' | 'old-copy' | 'password';
  readonly isFinal: boolean;
  /** Password tries left, at `password`; else 0. */
  readonly triesLeft: number;
}

export interface Refusal {
  readonly code: RefusalCode;
  /** Said inside the session, and not a hint. */
  readonly isAuthenticated: boolean;
  readonly triesLeft: number;
  /** Said to a guest who is in, or to one who comes through the link. */
  readonly isIn: boolean;
  /** Of the link. */
  readonly hasPassword: boolean;
}

/** @returns null when trying again may help by itself */
export function toHalt(refusal: Refusal): Halt | null {
  if (isAboutNothing(refusal)) return null;
  const { code, isAuthenticated, triesLeft } = refusal;
  switch (code) {
    case 'claimed':
      return { why: 'used', isFinal: isAuthenticated, triesLeft: 0 };
    case 'denied':
      return { why: 'denied', isFinal: isAuthenticated, triesLeft: 0 };
    case 'expired':
    case 'exhausted':
      return { why: code, isFinal: false, triesLeft: 0 };
    case 'password':
      return { why: 'password', isFinal: false, triesLeft };
    case 'state':
    case 'auth':
    case 'version':
    case 'busy':
      return null;
  }
}

/** No host says so: of a password that the link does not have, or of the link to a guest who is in. Nobody is asked. */
function isAboutNothing({ code, isIn, hasPassword }: Refusal): boolean {
  if (code === 'password' || code === 'exhausted') return isIn || !hasPassword;
  return code === 'expired' && isIn;
}
