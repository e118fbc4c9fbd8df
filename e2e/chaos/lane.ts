/** A way that things take one after the other, each for a time of its own and none overtaking another. */
import type { Random } from '../fuzz/random.ts';
import type { Timeline } from './timeline.ts';

export type Lane = (arrive: () => void, extraMs?: number) => void;

/** Each passage takes 1 ms to `slowestMs`. */
export function createLane(timeline: Timeline, random: Random, slowestMs: number): Lane {
  let lastMs = 0;
  return (arrive, extraMs = 0) => {
    lastMs = Math.max(lastMs, timeline.elapsedMs() + 1 + random.below(slowestMs) + extraMs);
    timeline.after(lastMs - timeline.elapsedMs(), arrive);
  };
}
