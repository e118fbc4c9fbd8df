/**
 * The only ways in which a handshake changes what each side remembers (GC/1 section 6). Pure functions over plain records; who
 * stores them, and that a commit is stored before READY, is the session's part.
 */
import { rollResumption } from '../protocol/handshake.ts';
import type { Claim, GuestKeys, HostMemory, Slot, Slots } from './slots.ts';

/**
 * Step 5 of the host's commit. The caller has judged the guest in the same turn.
 * @param claim its seat is the handshake's at every first contact: a guest who did not hear READY comes a second time,
 *   and will know only the seat of that time
 */
export function commitHost(memory: HostMemory, slot: Slot, resume: Uint8Array, claim: Claim): HostMemory {
  const { keys } = memory;
  const claimed = keys.claim === null ? claim : { ...keys.claim, seat: claim.seat };
  return { ...memory, fails: 0, keys: { ...keys, ...advance(slot, resume), claim: claimed } };
}

/** The guest's commit on READY. */
export function commitGuest(keys: GuestKeys, slot: Slot, resume: Uint8Array, seat: Uint8Array | null): GuestKeys {
  return { ...keys, ...advance(slot, resume), seat: seat ?? keys.seat };
}

function advance(slot: Slot, resume: Uint8Array): Slots {
  return { prev: slot, cur: { epoch: slot.epoch + 1, resumption: rollResumption(slot.resumption, resume) } };
}
