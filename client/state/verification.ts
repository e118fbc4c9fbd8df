/** The chat's safety number (GC/1 section 10), and whether somebody's is the same. Knows no screen. */
import { computeSafetyNumber, parseSafetyNumber } from '../protocol/safety-number.ts';
import type { ChatRecord } from './chat-record.ts';

export interface Verification {
  /** Null before the two have met. Computed when it is first asked for, because that takes a while. */
  safetyNumber(): string | null;
  /** Null when what was pasted is no safety number. */
  compare(pasted: string): boolean | null;
}

/** @param guestKey the guest's static public key; null before the two have met */
export function createVerification(
  { inviteRoom, terms }: Pick<ChatRecord, 'inviteRoom' | 'terms'>,
  guestKey: () => Uint8Array | null,
): Verification {
  let number: string | null = null;

  const safetyNumber = (): string | null => {
    const key = guestKey();
    if (key === null) return null;
    number ??= computeSafetyNumber(inviteRoom.roomId, terms.hostPublicKey, key);
    return number;
  };

  return {
    safetyNumber,
    compare: (pasted) => {
      const other = parseSafetyNumber(pasted);
      return other === null ? null : other === safetyNumber();
    },
  };
}
