/**
 * What a browser says of the way that a live session takes, in words a person can use: ICE calls it broken for a moment
 * whenever a packet is late, and mends most of that by itself (GC/1 section 8). Knows nothing of what is said over it.
 */
import type { Clock } from './ports.ts';

/** Time to ask for a sign of life, whose deadline of 2 s ends when a person should hear of it. */
const WEAK_AFTER_MS = 2_000;
/** A new connection is made, even if something still came through. */
const BROKEN_AFTER_MS = 8_000;

export type PathState = 'fine' | 'weak' | 'broken';

export interface PathWatch {
  set(isAlive: boolean): void;
  stop(): void;
}

/** @param changed hears every change once */
export function createPathWatch(clock: Clock, changed: (state: PathState) => void): PathWatch {
  let isAlive = true;
  let state: PathState = 'fine';
  let cancel = (): void => undefined;

  const move = (next: PathState): void => {
    if (state === next) return;
    state = next;
    changed(next);
  };

  return {
    set: (next) => {
      if (next === isAlive) return;
      isAlive = next;
      cancel();
      if (isAlive) {
        move('fine');
        return;
      }
      cancel = clock.after(WEAK_AFTER_MS, () => {
        cancel = clock.after(BROKEN_AFTER_MS - WEAK_AFTER_MS, () => {
          move('broken');
        });
        move('weak');
      });
    },
    stop: () => {
      cancel();
    },
  };
}
