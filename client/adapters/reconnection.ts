/**
 * When to connect to a server that was lost. It is asked over plain HTTP first whether it is there at all: browsers make
 * pages wait longer for a WebSocket with every one that fails, Firefox up to a minute, and a server that is back must be
 * found at once. Knows neither sockets nor rooms.
 */
import type { Clock } from '../session/ports.ts';

/** `silent`: no answer in time, which says little about the server. */
export type Knock = 'there' | 'away' | 'silent';

export interface Reconnection {
  /** The connection is gone, or could not be made: `connect` is called once the server answers. */
  lost(): void;
  /** Looks now, for as long as it takes; any number of calls at once is one. */
  hurry(): void;
  /** Connected, or not wanted any more. */
  stop(): void;
}

/**
 * A server that is back is found within 1.5 s and the time of a request; 1.2 s for 95 % of the clients. The same spread
 * keeps ten thousand of them apart: each knock costs the server well under 0.1 ms.
 */
const FIRST_DELAY_MS = 500;
const DELAY_MS = 1_000;
/** Delays are between half and one and a half times these. */
const SPREAD = 0.5;
/** With so many unanswered knocks in a row the socket is tried anyway: an old connection may be what swallows them. */
const SILENT_KNOCKS = 3;

export function createReconnection(options: {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly knock: () => Promise<Knock>;
  readonly connect: () => void;
}): Reconnection {
  const { clock, random, knock, connect } = options;
  let failures = 0;
  let silences = 0;
  /** Of the search that is under way; an older one's knocks are without effect. */
  let search = 0;
  let isKnocking = false;
  let cancel: (() => void) | null = null;

  const pause = (): void => {
    cancel?.();
    const delayMs = failures === 0 ? FIRST_DELAY_MS : DELAY_MS;
    failures += 1;
    cancel = clock.after(delayMs * (1 - SPREAD + 2 * SPREAD * random()), () => {
      void look();
    });
  };

  const look = async (): Promise<void> => {
    cancel?.();
    cancel = null;
    search += 1;
    const mine = search;
    isKnocking = true;
    const answer = await knock();
    if (mine !== search) return;
    isKnocking = false;
    silences = answer === 'silent' ? silences + 1 : 0;
    if (answer === 'there' || silences >= SILENT_KNOCKS) {
      silences = 0;
      connect();
    } else {
      pause();
    }
  };

  return {
    lost: pause,
    hurry: () => {
      if (!isKnocking) void look();
    },
    stop: () => {
      cancel?.();
      cancel = null;
      search += 1;
      isKnocking = false;
      failures = 0;
      silences = 0;
    },
  };
}
