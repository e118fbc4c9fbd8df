/** What the checker is worth: each bug that is planted in the shipped core is found. */
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { drawJob } from './explore.ts';
import type { Job } from './job.ts';
import { PLANTS } from './plants.ts';
import { runJobs } from './pool.ts';
import { createTally } from './summary.ts';

const THREADS = 2;
const MAX_STORIES = 600;
const TIMEOUT_MS = 180_000;

test.each(PLANTS.map((plant) => [plant.name, plant] as const))(
  'found: %s',
  async (_, plant) => {
    const tally = createTally();
    const isFound = (): boolean => tally.summary().failures.length > 0;
    await runJobs(await bundle(plant), THREADS, drawUntil(isFound), tally.add);
    expect(isFound()).toBe(true);
  },
  TIMEOUT_MS,
);

function* drawUntil(isFound: () => boolean): Generator<Job, undefined> {
  for (let index = 0; index < MAX_STORIES && !isFound(); index += 1) yield drawJob(`plant ${index}`);
}
