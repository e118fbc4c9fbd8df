/**
 * Whether the other side is really there, judged by what it says and never by close events (GC/1 section 8).
 * Sends PING when nothing came for a while; reports silence once, and the end of it.
 */
import type { Clock } from './ports.ts';

/** Nothing came for this long: ask. */
const PING_AFTER_MS = 2_000;
const PING_AFTER_HIDDEN_MS = 20_000;
/** Asked, and still nothing: not here. Together 4.5 s while either page is visible. */
const ANSWER_WITHIN_MS = 2_500;
/** Silent for this long, a session is given up even if nothing replaces it. */
const LOST_AFTER_MS = 30_000;

export interface LivenessListener {
  ping(id: number): void;
  /** `quiet`: not here. `heard`: here again. `lost`: give the session up; the last call. */
  changed(state: 'quiet' | 'heard' | 'lost'): void;
}

export interface Liveness {
  /** Any authenticated record arrived. */
  heard(): void;
  /** Whether either side's page can be seen: the pace of the questions. */
  setWatched(isWatched: boolean): void;
  stop(): void;
}

export function createLiveness(clock: Clock, listener: LivenessListener): Liveness {
  let isWatched = true;
  let state: 'fine' | 'asked' | 'quiet' = 'fine';
  let pingId = 0;
  let cancel = (): void => undefined;

  const step = (): void => {
    switch (state) {
      case 'fine':
        state = 'asked';
        pingId = (pingId + 1) >>> 0;
        schedule(ANSWER_WITHIN_MS);
        listener.ping(pingId);
        return;
      case 'asked':
        state = 'quiet';
        schedule(LOST_AFTER_MS);
        listener.changed('quiet');
        return;
      case 'quiet':
        listener.changed('lost');
    }
  };

  // Timers alone, no reading of the clock: a wrong or jumping clock neither hides silence nor invents it.
  const schedule = (delayMs: number): void => {
    cancel();
    cancel = clock.after(delayMs, step);
  };

  const scheduleQuestion = (): void => {
    schedule(isWatched ? PING_AFTER_MS : PING_AFTER_HIDDEN_MS);
  };

  scheduleQuestion();

  return {
    heard: () => {
      const wasQuiet = state === 'quiet';
      state = 'fine';
      scheduleQuestion();
      if (wasQuiet) listener.changed('heard');
    },
    setWatched: (next) => {
      if (next === isWatched) return;
      isWatched = next;
      if (state === 'fine') scheduleQuestion();
    },
    stop: () => {
      cancel();
    },
  };
}
