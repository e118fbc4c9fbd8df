/**
 * Which of its slots the guest's next attempt begins on (GC/1 section 6): the current one, and after the host did not
 * know that, the one before it, once. Both refused: this copy is out of date.
 */
import type { KeyStore } from './ports.ts';
import type { GuestKeys, Slot } from './slots.ts';

export interface SlotChoice {
  next(): Slot;
  /** The host did not know the slot of the last attempt. @returns false when no other is left to try */
  refused(): boolean;
  /** A session is live: the host knows the slot. */
  accepted(): void;
}

export function createSlotChoice(keys: KeyStore<GuestKeys>): SlotChoice {
  let isOtherDue = false;
  let isOtherTried = false;

  const accepted = (): void => {
    isOtherDue = false;
    isOtherTried = false;
  };

  return {
    next: () => {
      const { cur, prev } = keys.read();
      return isOtherDue && prev !== null ? prev : cur;
    },
    refused: () => {
      if (isOtherTried) {
        accepted();
        return false;
      }
      isOtherDue = keys.read().prev !== null;
      isOtherTried = true;
      return true;
    },
    accepted,
  };
}
