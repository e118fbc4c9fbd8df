/** One moment at which something is due, judged by the clock and not by the timer: a laptop may sleep through it. */
import type { Clock } from '../session/ports.ts';

export interface Alarm {
  /** Replaces the moment; null for none. One that is over rings as soon as the caller is done. */
  set(dueUnixMs: number | null): void;
  /** Rings at once if the moment is over. */
  check(): void;
}

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let dueUnixMs: number | null = null;
  let cancel = (): void => undefined;

  const arm = (next: number | null): void => {
    cancel();
    dueUnixMs = next;
    if (next !== null) cancel = clock.after(next - clock.now(), check);
  };

  const check = (): void => {
    if (dueUnixMs === null) return;
    if (clock.now() < dueUnixMs) {
      arm(dueUnixMs);
    } else {
      arm(null);
      ring();
    }
  };

  return {
    set: (next) => {
      if (next !== dueUnixMs) arm(next);
    },
    check,
  };
}
