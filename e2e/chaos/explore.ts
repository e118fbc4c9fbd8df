/** Which stories are told: every fault at every step of the plain one, and as many drawn ones as one likes. */
import { createRandom, type Random } from '../fuzz/random.ts';
import { FAULT_KINDS, type Fault, type Point } from './faults.ts';
import type { Job } from './job.ts';
import { PLOTS } from './story.ts';

const SEED = 'systematic';

/** A little more than any story without faults has, in which most faults of drawn stories lie. */
const USUAL_STEPS: Readonly<Record<Point, number>> = { frame: 30, write: 45, message: 40 };
const POINTS = ['frame', 'frame', 'write', 'message'] as const;

/** Without faults: how many steps there are to spoil. */
export const CALM: Job = { seed: SEED, plot: 'plain', faults: [] };

export function* everyFault(steps: Readonly<Record<Point, number>>): Generator<Job, undefined> {
  for (const point of ['frame', 'write', 'message'] as const) {
    for (let index = 0; index < steps[point]; index += 1) {
      for (const fault of faultsAt(point, index)) yield { ...CALM, faults: [fault] };
    }
  }
}

/** One to four faults in a story of any plot. */
export function drawJob(seed: string): Job {
  const random = createRandom(seed);
  const faults = Array.from({ length: 1 + random.below(4) }, () => drawFault(random));
  return { seed, plot: random.pick(PLOTS), faults };
}

function drawFault(random: Random): Fault {
  const point = random.pick(POINTS);
  const index = random.below(USUAL_STEPS[point]);
  switch (point) {
    case 'frame':
      return { point, index, kind: random.pick(FAULT_KINDS[point]) };
    case 'write':
      return { point, index, kind: random.pick(FAULT_KINDS[point]) };
    case 'message':
      return { point, index, kind: random.pick(FAULT_KINDS[point]) };
  }
}

function faultsAt(point: Point, index: number): readonly Fault[] {
  switch (point) {
    case 'frame':
      return FAULT_KINDS[point].map((kind) => ({ point, index, kind }));
    case 'write':
      return FAULT_KINDS[point].map((kind) => ({ point, index, kind }));
    case 'message':
      return FAULT_KINDS[point].map((kind) => ({ point, index, kind }));
  }
}
