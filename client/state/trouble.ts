/** When trouble is worth a word: short ones pass unmentioned, long ones offer a way out. */
import type { Clock } from '../session/ports.ts';

const SPEAK_AFTER_MS = 2_000;
const OFFER_RETRY_AFTER_MS = 15_000;

export type TroubleLevel = 'none' | 'reconnecting' | 'still-trying';

export interface Trouble {
  level(): TroubleLevel;
  /** Says whether there is trouble now; calling it again with the same word changes nothing. */
  set(isTrouble: boolean): void;
}

export function createTrouble(clock: Clock, changed: () => void): Trouble {
  let isTrouble = false;
  let level: TroubleLevel = 'none';
  let cancel = (): void => undefined;

  const raise = (next: TroubleLevel): void => {
    level = next;
    changed();
  };

  return {
    level: () => level,
    set: (next) => {
      if (next === isTrouble) return;
      isTrouble = next;
      cancel();
      level = 'none';
      if (!next) return;
      cancel = clock.after(SPEAK_AFTER_MS, () => {
        cancel = clock.after(OFFER_RETRY_AFTER_MS - SPEAK_AFTER_MS, () => {
          raise('still-trying');
        });
        raise('reconnecting');
      });
    },
  };
}
