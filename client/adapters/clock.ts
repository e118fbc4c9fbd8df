/** Time and timers of the browser. */
import type { Clock } from '../session/ports.ts';

/** Longer delays overflow the browser's 32-bit timers and would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const browserClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (restMs: number): void => {
      timer = setTimeout(
        () => {
          if (restMs > MAX_TIMER_MS) wait(restMs - MAX_TIMER_MS);
          else callback();
        },
        Math.min(Math.max(0, restMs), MAX_TIMER_MS),
      );
    };
    wait(delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
