/**
 * Which of its slots the guest's next attempt begins on (GC/1 section 6): the current one, and after the host did not
 * know that, the one before it, once. Both refused: this copy is out of date. The slot before is also looked for where
 * nobody is in the room of the current one, because a host that never heard of that one has gone on without it.
 */
import type { KeyStore } from './ports.ts';
import type { GuestKeys, Slot } from './slots.ts';

export interface SlotChoice {
  next(): Slot;
  /** The host did not know the slot of the last attempt. @returns false when no other is left to try */
  refused(): boolean;
  /** There is no host in the room of `next`. @returns whether another room is to be looked into at once */
  absent(): boolean;
  /** A session is live: the host knows the slot. */
  accepted(): void;
}

/** Enough that a host who is only reloading is met where it comes back. */
const ABSENCES_BEFORE_OTHER = 3;

export function createSlotChoice(keys: KeyStore<GuestKeys>): SlotChoice {
  let isOtherDue = false;
  let isOneRefused = false;
  let absences = 0;
  /** What the answers were about. */
  let known = keys.read().cur;

  const accepted = (): void => {
    isOtherDue = false;
    isOneRefused = false;
    absences = 0;
  };

  /** A commit begins anew. */
  const look = (): GuestKeys => {
    const latest = keys.read();
    if (latest.cur !== known) accepted();
    known = latest.cur;
    return latest;
  };

  return {
    next: () => {
      const { cur, prev } = look();
      return isOtherDue && prev !== null ? prev : cur;
    },
    refused: () => {
      const { prev } = look();
      if (isOneRefused) {
        accepted();
        return false;
      }
      isOtherDue = !isOtherDue && prev !== null;
      isOneRefused = true;
      return true;
    },
    absent: () => {
      // Only epoch 0 has a room of its own.
      if (look().prev?.epoch !== 0) return false;
      absences = isOtherDue ? 0 : absences + 1;
      if (absences > 0 && absences < ABSENCES_BEFORE_OTHER) return false;
      isOtherDue = !isOtherDue;
      return true;
    },
    accepted,
  };
}
