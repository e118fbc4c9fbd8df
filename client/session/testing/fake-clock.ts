/** Time that moves only when a test says so. */
import type { Clock } from '../ports.ts';

export interface FakeClock extends Clock {
  /** Moves time on, running every timer that falls due, in order, and everything they set going. */
  advance(ms: number): Promise<void>;
  /** Lets promises settle without moving time. */
  settle(): Promise<void>;
  /** A person sets the device's clock; timers do not notice. */
  set(unixMs: number): void;
  pendingTimers(): number;
}

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Enough turns for the longest chain of promises in the core. */
const TURNS = 40;

export function createFakeClock(startUnixMs = Date.UTC(2026, 10, 23, 14, 5)): FakeClock {
  let elapsedMs = 0;
  let offsetMs = startUnixMs;
  let order = 0;
  const timers = new Set<Timer>();

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
  };

  const nextDue = (untilMs: number): Timer | undefined =>
    [...timers].filter((t) => t.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];

  return {
    now: () => offsetMs + elapsedMs,
    after: (delayMs, callback) => {
      const timer = { dueMs: elapsedMs + Math.max(0, delayMs), order: (order += 1), callback };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance: async (ms) => {
      const untilMs = elapsedMs + ms;
      await settle();
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
        timers.delete(timer);
        elapsedMs = Math.max(elapsedMs, timer.dueMs);
        timer.callback();
        await settle();
      }
      elapsedMs = untilMs;
    },
    settle,
    set: (unixMs) => {
      offsetMs = unixMs - elapsedMs;
    },
    pendingTimers: () => timers.size,
  };
}
