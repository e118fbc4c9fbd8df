/** One attempt of the guest to reach the host, and the seat in a room that it speaks from. */
import type { RoomId } from '../protocol/invite-keys.ts';
import type { Clock, PeerId } from './ports.ts';
import type { Session } from './session.ts';
import type { Slot } from './slots.ts';

export interface Seat {
  readonly roomId: RoomId;
  readonly peer: PeerId;
  isHostPresent: boolean;
}

export interface Attempt {
  readonly id: Uint8Array;
  readonly seat: Seat;
  readonly slot: Slot;
  readonly session: Session;
  readonly beganAtUnixMs: number;
}

/** An attempt this old may have begun on a network that is not there any more; most take less than a second. */
const STALE_ATTEMPT_MS = 5_000;

/** Who waits for a person's word is not in a hurry. */
export function isStale({ session, beganAtUnixMs }: Attempt, clock: Clock): boolean {
  return session.state().phase !== 'admitting' && Math.abs(clock.now() - beganAtUnixMs) > STALE_ATTEMPT_MS;
}
