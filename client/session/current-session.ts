/**
 * The one session of a chat that is in use, and how the other side seems to be. A newer session takes over once its
 * SYNC is read; until then the older one stays (GC/1 section 8).
 */
import type { Delivery } from './delivery.ts';
import type { CloseReason } from './machine.ts';
import type { LivenessChange } from './liveness.ts';
import type { PresenceContent } from './live-traffic.ts';
import type { PathState } from './path-watch.ts';
import type { Clock, PageEvent, TransportPath } from './ports.ts';
import type { Session } from './session.ts';
import { createTyping } from './typing.ts';

/** `typing`: here, and writing. */
export type Presence = 'typing' | 'online' | 'away' | 'offline';

export interface CurrentSession {
  isLive(): boolean;
  /** Live, heard from lately, and over a way that holds. */
  isHeard(): boolean;
  /** There is reason to doubt that what is said arrives. */
  isDoubtful(): boolean;
  /** Since when it is in use; null while there is none. */
  sinceUnixMs(): number | null;
  presence(): Presence;
  adopt(session: Session): void;
  /** The session closed. @returns whether it was the one in use */
  drop(session: Session): boolean;
  setPresence(session: Session, presence: PresenceContent): void;
  setTyping(session: Session, isTyping: boolean): void;
  setLiveness(session: Session, change: LivenessChange): void;
  setPath(session: Session, path: PathState): void;
  /** The way it takes; null while there is none. */
  stats(): Promise<TransportPath | null>;
  /** A new attempt begins, and there is one at a time, of whatever kind (GC/1 section 6). */
  giveUpRekeying(): void;
  /** Asks the other side for a sign of life now; `setLiveness` hears of it if there is none. */
  probe(): void;
  /** Tells the other side, if it is looking, whether the person here is writing. */
  tellTyping(isTyping: boolean): void;
  /** Tells the other side whether this page can be seen. */
  pageChanged(event: PageEvent): void;
  end(reason: CloseReason): void;
}

/** @param changed what `presence` says may differ, by time alone */
export function createCurrentSession(delivery: Delivery, clock: Clock, changed: () => void): CurrentSession {
  let current: Session | null = null;
  let isQuiet = false;
  let path: PathState = 'fine';
  let sinceUnixMs: number | null = null;
  let told: PresenceContent = 'here';
  const typing = createTyping(clock, (isTyping) => current?.tellTyping(isTyping), changed);

  const presence = (): Presence => {
    if (current === null || isQuiet || path === 'broken' || told === 'leaving') return 'offline';
    if (told !== 'here') return 'away';
    return typing.isOtherTyping() ? 'typing' : 'online';
  };

  return {
    isLive: () => current !== null,
    isHeard: () => current !== null && !isQuiet && path !== 'broken',
    isDoubtful: () => isQuiet || path !== 'fine',
    sinceUnixMs: () => sinceUnixMs,
    presence,
    adopt: (session) => {
      const older = current;
      current = session;
      isQuiet = false;
      path = 'fine';
      sinceUnixMs = clock.now();
      told = 'here';
      typing.forget();
      older?.end({ why: 'replaced' });
    },
    drop: (session) => {
      if (session !== current) return false;
      current = null;
      sinceUnixMs = null;
      typing.forget();
      delivery.detach();
      return true;
    },
    setPresence: (session, next) => {
      if (session !== current) return;
      told = next;
      if (next !== 'here') typing.forget();
    },
    setTyping: (session, isTyping) => {
      if (session === current) typing.hear(isTyping);
    },
    setLiveness: (session, change) => {
      if (session === current) isQuiet = change === 'quiet';
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
    tellTyping: (isTyping) => {
      if (presence() === 'online' || presence() === 'typing') typing.write(isTyping);
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
