/**
 * What the checker is worth: each bug that is planted in the shipped core is found, and by a story that ends well without
 * it. Those that take hundreds of stories, and how many, are told by `npm run chaos -- --plants`.
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

const QUICK = PLANTS.flatMap((plant) => (plant.story === null ? [] : [[plant.name, plant, plant.story] as const]));

test.each(QUICK)(
  'found: %s',
  async (_, plant, story) => {
    const found = await findPlant(shipped, plant, [story, ...plantStories(MAX_STORIES)], THREADS);
    expect(found?.violations).not.toEqual([]);
    expect(found?.without).toEqual([]);
  },
  TIMEOUT_MS,
);
