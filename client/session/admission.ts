/**
 * "Ask me before they join" (GC/1 section 6, step 4): who waits at the door. The host's word belongs to the guest's key,
 * so a newer attempt of the same key takes the older one's place, and keeps what was decided.
 */
import { toBase64Url } from '../protocol/bytes.ts';
import type { Clock } from './ports.ts';
import type { Session } from './session.ts';

const MAX_WAITING = 4;
const WAIT_MS = 10 * 60_000;

export interface Waiting {
  /** base64url of the guest's public key. */
  readonly guestId: string;
  readonly name: string;
}

export interface Admission {
  /** Whether this key waits or has been let in: the deadline does not count any more for who came in time. */
  isKnown(guestPublicKey: Uint8Array): boolean;
  isAdmitted(guestPublicKey: Uint8Array): boolean;
  /** @returns false when too many wait already */
  knock(guestPublicKey: Uint8Array, name: string, session: Session): boolean;
  waiting(): readonly Waiting[];
  admit(guestId: string): void;
  decline(guestId: string): void;
  /** Somebody is in: everybody else who waits is told that the link is used. */
  settle(winner: Session): void;
  /** Nobody is asked any more. */
  stop(): void;
}

interface Entry {
  readonly name: string;
  session: Session;
  isAdmitted: boolean;
  readonly cancel: () => void;
}

export function createAdmission(clock: Clock, changed: () => void): Admission {
  const entries = new Map<string, Entry>();

  const forget = (guestId: string): void => {
    entries.get(guestId)?.cancel();
    entries.delete(guestId);
    changed();
  };

  return {
    isKnown: (key) => entries.has(toBase64Url(key)),
    isAdmitted: (key) => entries.get(toBase64Url(key))?.isAdmitted === true,
    knock: (key, name, session) => {
      const guestId = toBase64Url(key);
      const known = entries.get(guestId);
      if (known !== undefined) {
        known.session.end({ why: 'replaced' });
        known.session = session;
        return true;
      }
      if (entries.size >= MAX_WAITING) return false;
      const cancel = clock.after(WAIT_MS, () => {
        forget(guestId);
      });
      entries.set(guestId, { name, session, isAdmitted: false, cancel });
      changed();
      return true;
    },
    waiting: () =>
      [...entries].filter(([, { isAdmitted }]) => !isAdmitted).map(([guestId, { name }]) => ({ guestId, name })),
    admit: (guestId) => {
      const entry = entries.get(guestId);
      if (entry === undefined) return;
      entry.isAdmitted = true;
      entry.session.admit();
      changed();
    },
    decline: (guestId) => {
      entries.get(guestId)?.session.refuse('denied');
      forget(guestId);
    },
    settle: (winner) => {
      for (const [guestId, { session }] of [...entries]) {
        if (session !== winner) session.refuse('claimed');
        forget(guestId);
      }
    },
    stop: () => {
      for (const { cancel } of entries.values()) cancel();
      entries.clear();
    },
  };
}
