/**
 * The one session of a chat that is in use, and how the other side seems to be. A newer session takes over once its
 * SYNC is read; until then the older one stays (GC/1 section 8).
 */
import type { Delivery } from './delivery.ts';
import type { CloseReason } from './machine.ts';
import type { PresenceContent } from './live-traffic.ts';
import type { PathState } from './path-watch.ts';
import type { Clock, PageEvent, TransportPath } from './ports.ts';
import type { Session } from './session.ts';

export interface CurrentSession {
  isLive(): boolean;
  /** Live, heard from lately, and over a way that holds. */
  isHeard(): boolean;
  /** There is reason to doubt that what is said arrives. */
  isDoubtful(): boolean;
  /** Since when it is in use; null while there is none. */
  sinceUnixMs(): number | null;
  presence(): 'online' | 'away' | 'offline';
  adopt(session: Session): void;
  /** The session closed. @returns whether it was the one in use */
  drop(session: Session): boolean;
  setPresence(session: Session, presence: PresenceContent): void;
  setLiveness(session: Session, liveness: 'quiet' | 'heard'): void;
  setPath(session: Session, path: PathState): void;
  /** The way it takes; null while there is none. */
  stats(): Promise<TransportPath | null>;
  /** A new attempt begins, and there is one at a time, of whatever kind (GC/1 section 6). */
  giveUpRekeying(): void;
  /** Asks the other side for a sign of life now; `setLiveness` hears of it if there is none. */
  probe(): void;
  /** Tells the other side whether this page can be seen. */
  pageChanged(event: PageEvent): void;
  end(reason: CloseReason): void;
}

export function createCurrentSession(delivery: Delivery, clock: Clock): CurrentSession {
  let current: Session | null = null;
  let isQuiet = false;
  let path: PathState = 'fine';
  let sinceUnixMs: number | null = null;
  let told: PresenceContent = 'here';

  return {
    isLive: () => current !== null,
    isHeard: () => current !== null && !isQuiet && path !== 'broken',
    isDoubtful: () => isQuiet || path !== 'fine',
    sinceUnixMs: () => sinceUnixMs,
    presence: () => {
      if (current === null || isQuiet || path === 'broken' || told === 'leaving') return 'offline';
      return told === 'here' ? 'online' : 'away';
    },
    adopt: (session) => {
      const older = current;
      current = session;
      isQuiet = false;
      path = 'fine';
      sinceUnixMs = clock.now();
      told = 'here';
      older?.end({ why: 'replaced' });
    },
    drop: (session) => {
      if (session !== current) return false;
      current = null;
      sinceUnixMs = null;
      delivery.detach();
      return true;
    },
    setPresence: (session, presence) => {
      if (session === current) told = presence;
    },
    setLiveness: (session, liveness) => {
      if (session === current) isQuiet = liveness === 'quiet';
    },
    setPath: (session, next) => {
      if (session === current) path = next;
    },
    stats: () => current?.stats() ?? Promise.resolve(null),
    giveUpRekeying: () => {
      if (current?.isRekeying() === true) current.end({ why: 'replaced' });
    },
    probe: () => {
      current?.probe();
    },
    pageChanged: (event) => {
      if (event === 'visible') current?.tellPresence('here');
      if (event === 'hidden') current?.tellPresence('away');
      if (event === 'leaving') current?.tellPresence('leaving');
    },
    end: (reason) => {
      current?.end(reason);
    },
  };
}
