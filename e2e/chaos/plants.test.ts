/**
 * What the checker is worth: each bug that is planted in the shipped core is found, and by a story that ends well without
 * it. How many drawn stories that takes is told by `npm run chaos -- --plants`.
 */
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { findPlant, plantStories } from './find-plant.ts';
import { PLANTS } from './plants.ts';

const THREADS = 2;
const MAX_STORIES = 2_000;
/** For when the story that showed it the last time does so no more. */
const TIMEOUT_MS = 600_000;

const shipped = await bundle();

test.each(PLANTS.map((plant) => [plant.name, plant] as const))(
  'found: %s',
  async (_, plant) => {
    const found = await findPlant(shipped, plant, [plant.story, ...plantStories(MAX_STORIES)], THREADS);
    expect(found?.violations).not.toEqual([]);
    expect(found?.without).toEqual([]);
  },
  TIMEOUT_MS,
);
