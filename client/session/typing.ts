/**
 * Who is writing right now (GC/1 section 7, TYPING): a hint that nothing waits for and nothing stores. Said at most every
 * few seconds; forgotten by itself when it is not repeated.
 */
import type { Clock } from './ports.ts';

/** While a person writes on, it is said again after this long. */
const SAY_EVERY_MS = 3_000;
/** Not repeated for this long, it is over: somewhat longer than the other side takes to say it again. */
const FORGET_AFTER_MS = 5_000;

export interface Typing {
  /** The person here has written a letter, or has nothing written any more. */
  write(isTyping: boolean): void;
  /** The other side said so, or wrote what it was typing. */
  hear(isTyping: boolean): void;
  isOtherTyping(): boolean;
  /** Nothing of it is true any more: another session, or somebody who looks elsewhere. */
  forget(): void;
}

/** @param changed what `isOtherTyping` says is not what it said before */
export function createTyping(clock: Clock, say: (isTyping: boolean) => void, changed: () => void): Typing {
  let isOtherTyping = false;
  let forgetOther = (): void => undefined;
  /** What was said last, for as long as the other side believes it. */
  let said: { readonly canRepeat: boolean } | null = null;
  let cancelPause = (): void => undefined;

  const pause = (): void => {
    said = { canRepeat: false };
    cancelPause = clock.after(SAY_EVERY_MS, () => {
      said = { canRepeat: true };
      cancelPause = clock.after(FORGET_AFTER_MS - SAY_EVERY_MS, () => {
        said = null;
      });
    });
  };

  const set = (next: boolean): void => {
    forgetOther();
    if (next) {
      forgetOther = clock.after(FORGET_AFTER_MS, () => {
        set(false);
      });
    }
    if (next === isOtherTyping) return;
    isOtherTyping = next;
    changed();
  };

  return {
    write: (isTyping) => {
      const isNews = isTyping ? said === null || said.canRepeat : said !== null;
      if (!isNews) return;
      cancelPause();
      said = null;
      if (isTyping) pause();
      say(isTyping);
    },
    hear: set,
    isOtherTyping: () => isOtherTyping,
    forget: () => {
      cancelPause();
      said = null;
      set(false);
    },
  };
}
