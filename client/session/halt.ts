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

/**
 * @param isAuthenticated said inside the session, and not a hint
 * @returns null when trying again may help by itself
 */
export function toHalt(code: RefusalCode, isAuthenticated: boolean, triesLeft: number): Halt | null {
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
