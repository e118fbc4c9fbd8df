/**
 * The times after which messages disappear (GC/1 section 8). Knows no clock and no message.
 */

/** Off; five minutes after it was read; an hour, or a day, after it was stored. */
const TIMERS_SECONDS = [0, 300, 3_600, 86_400] as const;
export type TimerSeconds = (typeof TIMERS_SECONDS)[number];

/** Counted from reading, the others from storing. */
export const AFTER_READ_SECONDS: TimerSeconds = 300;

/** A value that nobody may send becomes the next shorter one, and never "off": rather too soon than never. */
export function toTimer(seconds: number): TimerSeconds {
  if (seconds === 0) return 0;
  return TIMERS_SECONDS.findLast((legal) => legal !== 0 && legal <= seconds) ?? AFTER_READ_SECONDS;
}
