/**
 * Whether the other side is really there, judged by what it says and never by close events (GC/1 section 8).
 * Sends PING when nothing came for a while; reports a late answer and silence once each, and the end of either.
 */
import type { Clock } from './ports.ts';

/** Nothing came for this long: ask. */
const PING_AFTER_MS = 2_000;
const PING_AFTER_HIDDEN_MS = 20_000;
/** Asked, and still nothing: whatever leads to the other side may be gone, and with it the way to the server. */
const LATE_AFTER_MS = 750;
/** Asked, and still nothing: not here. Together 4.5 s while either page is visible. */
const ANSWER_WITHIN_MS = 2_500;
/** The same after `probe`, when there is reason to doubt. */
const PROBE_ANSWER_WITHIN_MS = 2_000;
/** Silent for this long, a session is given up even if nothing replaces it. */
const LOST_AFTER_MS = 30_000;

/** `late`: an answer takes long. `quiet`: not here. `heard`: here, after either. */
export type LivenessChange = 'late' | 'quiet' | 'heard';

export interface LivenessListener {
  ping(id: number): void;
  /** `lost`: give the session up; the last call. */
  changed(state: LivenessChange | 'lost'): void;
}

export interface Liveness {
  /** Any authenticated record arrived. */
  heard(): void;
  /** Asks at once, with 2 s for the answer; until there is one, or silence is reported, asking again changes nothing. */
  probe(): void;
  /** Whether either side's page can be seen: the pace of the questions. */
  setWatched(isWatched: boolean): void;
  stop(): void;
}

export function createLiveness(clock: Clock, listener: LivenessListener): Liveness {
  let isWatched = true;
  let state: 'fine' | 'asked' | 'late' | 'quiet' = 'fine';
  let answerWithinMs = ANSWER_WITHIN_MS;
  let isProbing = false;
  let pingId = 0;
  let cancel = (): void => undefined;

  const ask = (): void => {
    pingId = (pingId + 1) >>> 0;
    listener.ping(pingId);
  };

  const step = (): void => {
    switch (state) {
      case 'fine':
        expectAnswer(ANSWER_WITHIN_MS);
        ask();
        return;
      case 'asked':
        state = 'late';
        schedule(answerWithinMs - LATE_AFTER_MS);
        listener.changed('late');
        return;
      case 'late':
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

  const expectAnswer = (withinMs: number): void => {
    state = 'asked';
    answerWithinMs = withinMs;
    schedule(LATE_AFTER_MS);
  };

  const scheduleQuestion = (): void => {
    schedule(isWatched ? PING_AFTER_MS : PING_AFTER_HIDDEN_MS);
  };

  scheduleQuestion();

  return {
    heard: () => {
      const wasMissed = state === 'late' || state === 'quiet';
      state = 'fine';
      isProbing = false;
      scheduleQuestion();
      if (wasMissed) listener.changed('heard');
    },
    probe: () => {
      if (isProbing) return;
      isProbing = true;
      // In silence the clock that gives the session up runs on.
      if (state !== 'quiet') expectAnswer(PROBE_ANSWER_WITHIN_MS);
      ask();
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
