/** Tells drawn stories with a planted bug until the checker sees that something is wrong. */
import { bundle } from './bundle.ts';
import { drawJob } from './explore.ts';
import type { Job } from './job.ts';
import type { Plant } from './plants.ts';
import { runJobs } from './pool.ts';
import { createTally } from './summary.ts';

/** @returns null when it was not found in so many stories */
export async function findPlant(
  plant: Plant,
  threads: number,
  maxStories: number,
): Promise<{ readonly stories: number; readonly violation: string } | null> {
  const tally = createTally();
  const violation = (): string | undefined => tally.summary().failures[0]?.violations[0];
  function* drawUntilFound(): Generator<Job, undefined> {
    for (let index = 0; index < maxStories && violation() === undefined; index += 1) yield drawJob(`plant ${index}`);
  }
  await runJobs(await bundle(plant), threads, drawUntilFound(), tally.add);
  const found = violation();
  return found === undefined ? null : { stories: tally.summary().stories, violation: found };
}
