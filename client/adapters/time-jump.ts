/** Notices that the page stood still: a short timer that fires far too late, or a clock that was set. */
import type { Clock } from '../session/ports.ts';

const TICK_MS = 2_000;
/** A busy page is late, too; asking in vain costs one small record. */
const JUMP_MS = 3_000;

/** Calls `jumped` after every jump, for the life of the page. */
export function watchTimeJumps(clock: Clock, jumped: () => void): void {
  const tick = (): void => {
    const dueAtUnixMs = clock.now() + TICK_MS;
    clock.after(TICK_MS, () => {
      tick();
      // By the wall clock, since others stop while a device sleeps.
      if (Math.abs(clock.now() - dueAtUnixMs) > JUMP_MS) jumped();
    });
  };
  tick();
}
