/** What the checker is worth: bugs that are planted in the shipped core are found. The others take `npm run chaos -- --plants`. */
import { expect, test } from 'vitest';
import { findPlant } from './find-plant.ts';
import { PLANTS } from './plants.ts';

const THREADS = 2;
const MAX_STORIES = 600;
const TIMEOUT_MS = 60_000;
/** Every third is enough to see that the checker looks. */
const SAMPLE = PLANTS.filter((_, place) => place % 3 === 0);

test.each(SAMPLE.map((plant) => [plant.name, plant] as const))(
  'found: %s',
  async (_, plant) => {
    expect(await findPlant(plant, THREADS, MAX_STORIES)).not.toBeNull();
  },
  TIMEOUT_MS,
);
