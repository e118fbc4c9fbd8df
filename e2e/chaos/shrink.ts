/** Makes a failing job smaller: what it can do without is left out, one thing at a time. */
import type { Job } from './job.ts';

/** How many things go wrong, or are done, in it. */
export function ingredientCount({ faults, deeds }: Job): number {
  return faults.length + deeds.length;
}

/** @param kept places of ingredients, from 0 */
export function keepOnly(job: Job, kept: readonly number[]): Job {
  return {
    ...job,
    faults: job.faults.filter((_, place) => kept.includes(place)),
    deeds: job.deeds.filter((_, place) => kept.includes(job.faults.length + place)),
  };
}

/** @returns the places of what must stay for it to fail */
export async function shrink(job: Job, isFailing: (job: Job) => Promise<boolean>): Promise<readonly number[]> {
  let kept: readonly number[] = Array.from({ length: ingredientCount(job) }, (_, place) => place);
  for (const place of kept) {
    const fewer = kept.filter((one) => one !== place);
    if (await isFailing(keepOnly(job, fewer))) kept = fewer;
  }
  return kept;
}
