/** The chat's safety number (GC/1 section 10), and whether somebody's is the same. Knows no screen. */
import type * as safetyNumber from '../protocol/safety-number.ts';
import type { ChatRecord } from './chat-record.ts';

export type SafetyNumbers = Pick<typeof safetyNumber, 'computeSafetyNumber' | 'parseSafetyNumber'>;

export interface Verification {
  /** Whether there is a number: the two have met, and what computes it is here. */
  isPossible(): boolean;
  /** Null where there is none. Computed when it is first asked for, because that takes a while. */
  safetyNumber(): string | null;
  /** Null when what was pasted is no safety number. */
  compare(pasted: string): boolean | null;
}

/**
 * @param guestKey the guest's static public key; null before the two have met
 * @param numbers null while their code is not here
 */
export function createVerification(
  { inviteRoom, terms }: Pick<ChatRecord, 'inviteRoom' | 'terms'>,
  guestKey: () => Uint8Array | null,
  numbers: () => SafetyNumbers | null,
): Verification {
  let number: string | null = null;

  const safetyNumber = (): string | null => {
    const key = guestKey();
    const code = numbers();
    if (key === null || code === null) return null;
    number ??= code.computeSafetyNumber(inviteRoom.roomId, terms.hostPublicKey, key);
    return number;
  };

  return {
    isPossible: () => guestKey() !== null && numbers() !== null,
    safetyNumber,
    compare: (pasted) => {
      const other = numbers()?.parseSafetyNumber(pasted) ?? null;
      return other === null ? null : other === safetyNumber();
    },
  };
}
