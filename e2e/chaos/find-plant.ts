/** Tells stories with a planted bug until the checker sees that something is wrong. */
import { bundle } from './bundle.ts';
import { toldBefore } from './explore.ts';
import type { Job } from './job.ts';
import type { Plant } from './plants.ts';
import { runJobs, runOne } from './pool.ts';
import { createTally } from './summary.ts';

export interface Found {
  /** How many stories it took. */
  readonly stories: number;
  /** The name of the one that showed it. */
  readonly story: string;
  readonly violations: readonly string[];
  /** What the same story breaks without the bug: nothing, or it was not the bug that was found. */
  readonly without: readonly string[];
}

/**
 * @param shipped the core as it is, from `bundle`
 * @returns null when it was not found in so many stories
 */
export async function findPlant(
  shipped: string,
  plant: Plant,
  names: Iterable<string>,
  threads: number,
): Promise<Found | null> {
  const tally = createTally();
  const found = () => tally.summary().failures[0];
  function* drawUntilFound(): Generator<Job, undefined> {
    for (const name of names) {
      if (found() !== undefined) return;
      yield toldBefore(name);
    }
  }
  await runJobs(await bundle(plant), threads, drawUntilFound(), tally.add);
  const first = found();
  if (first === undefined) return null;
  const { outcome } = await runOne(shipped, first.job, false);
  return {
    stories: tally.summary().stories,
    story: first.job.name,
    violations: first.violations,
    without: outcome.violations,
  };
}

/** As many drawn stories as one likes, always the same. */
export function* plantStories(count: number): Generator<string, undefined> {
  for (let index = 0; index < count; index += 1) yield `plant ${index}`;
}
