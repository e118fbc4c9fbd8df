/**
 * A guest who is connected does not need the signaling server, and the server need not know how long a chat lasts: once
 * the session has been fine for a while, the socket is given up, until there is trouble (GC/1 section 8).
 */
import type { Clock, Signaling } from './ports.ts';

const PARK_AFTER_MS = 30_000;

export interface Parking {
  /** The session is fine: leaves the server in 30 s, counted from the first of these calls. */
  schedule(): void;
  /** The server is needed, or may soon be. Idempotent. */
  end(): void;
  /** Nothing happens any more. */
  stop(): void;
}

/** @param parked the server has just been left: no room is held there any more */
export function createParking(
  { clock, signaling }: { readonly clock: Clock; readonly signaling: Signaling },
  parked: () => void,
): Parking {
  let isParked = false;
  let cancel: (() => void) | null = null;

  const stop = (): void => {
    cancel?.();
    cancel = null;
  };

  return {
    schedule: () => {
      if (isParked || cancel !== null) return;
      cancel = clock.after(PARK_AFTER_MS, () => {
        cancel = null;
        isParked = true;
        signaling.suspend();
        parked();
      });
    },
    end: () => {
      stop();
      if (!isParked) return;
      isParked = false;
      signaling.resume();
    },
    stop,
  };
}
