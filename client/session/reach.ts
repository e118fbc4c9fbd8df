/**
 * What was tried to reach the other side, and whether that goes on for too long: the next attempt may then take another way,
 * and a person is told what stands in the way. Knows no network; hears of attempts and their ends.
 */
import type { Clock, CreateTransport, IceServer, RelayUse, TransportPath } from './ports.ts';

/**
 * What the last connection was tried with. `nearby`: without any server, so that it works in one network only. `direct`:
 * without a relay. `no-relay`: through a relay only, which the server does not have.
 */
export type Tried = 'nearby' | 'direct' | 'direct-and-relay' | 'relay' | 'no-relay';

/**
 * After so many failures in a row the next as many attempts take no direct way, which may be found and then not hold; and
 * then again any, as a relay can be what is broken.
 */
const FAILURES_IN_A_ROW = 2;
/** A person has waited long enough to be told why. */
const STUCK_AFTER_MS = 25_000;
/** Whoever changes seats is back sooner. */
const GONE_AFTER_MS = 5_000;

/** What can be said of how one side reaches the other. */
export interface LinkState {
  /** Null before the first connection was tried. */
  readonly tried: Tried | null;
  /** It was tried for long, with the other side there. */
  readonly isStuck: boolean;
  /** Of the connection in use; null while there is none. */
  readonly sinceUnixMs: number | null;
}

export interface LinkStats {
  link(): LinkState;
  /** The way that the connection in use takes; null while there is none. */
  stats(): Promise<TransportPath | null>;
}

export interface Reach {
  /** The same, but noticed here. */
  readonly createTransport: CreateTransport;
  /** Only a way to the other side is missing now. */
  connecting(): void;
  /** How the next attempt of this side is to be made. */
  relayUse(): RelayUse;
  state(): Pick<LinkState, 'tried' | 'isStuck'>;
  /** The attempt ended because nothing came through. */
  failed(): void;
  /** The other side has left its seat, for good or to take another. */
  left(): void;
  /** The other side is reached, or gone, or something has changed for the better: what failed before means nothing. */
  forget(): void;
}

export function createReach(options: {
  readonly clock: Clock;
  readonly createTransport: CreateTransport;
  readonly isRelayOnly: boolean;
  changed(): void;
}): Reach {
  const { clock, isRelayOnly } = options;
  let tried: Tried | null = null;
  let isTrying = false;
  let failures = 0;
  let isStuck = false;
  let cancel: (() => void) | null = null;
  let cancelGone = (): void => undefined;

  const forget = (): void => {
    isTrying = false;
    failures = 0;
    isStuck = false;
    cancelGone();
    cancel?.();
    cancel = null;
  };

  return {
    createTransport: (transport, listener) => {
      tried = toTried(transport.iceServers, isRelayOnly);
      return options.createTransport(transport, listener);
    },
    connecting: () => {
      isTrying = true;
      cancelGone();
      cancel ??= clock.after(STUCK_AFTER_MS, () => {
        isStuck = true;
        options.changed();
      });
    },
    relayUse: () => {
      if (isRelayOnly) return 'both-sides';
      const isRelaysTurn = Math.floor(failures / FAILURES_IN_A_ROW) % 2 === 1;
      return isRelaysTurn && tried === 'direct-and-relay' ? 'own-side' : 'where-needed';
    },
    state: () => ({ tried, isStuck }),
    failed: () => {
      // One that had not come so far says nothing about the ways there are.
      if (isTrying) failures += 1;
      isTrying = false;
    },
    left: () => {
      cancelGone();
      cancelGone = clock.after(GONE_AFTER_MS, () => {
        forget();
        options.changed();
      });
    },
    forget,
  };
}

function toTried(iceServers: readonly IceServer[], isRelayOnly: boolean): Tried {
  const hasRelay = iceServers.some(({ urls }) => urls.some((url) => url.startsWith('turn')));
  if (isRelayOnly) return hasRelay ? 'relay' : 'no-relay';
  if (hasRelay) return 'direct-and-relay';
  return iceServers.length === 0 ? 'nearby' : 'direct';
}
