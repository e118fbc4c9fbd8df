/** Which stories are told: every fault at every step of the plain one, and as many drawn ones as one likes. */
import { createRandom, type Random } from '../fuzz/random.ts';
import { drawDeeds } from './deeds.ts';
import { FAULT_KINDS, type Fault, type Point } from './faults.ts';
import type { Job } from './job.ts';
import { CALM, NAMED } from './named.ts';
import { PLOTS } from './plots.ts';

/** A little more than any story without faults has, in which most faults of drawn stories lie. */
const USUAL_STEPS: Readonly<Record<Point, number>> = { frame: 25, write: 50, message: 55 };
const POINTS = ['frame', 'frame', 'write', 'message'] as const;

export function* everyFault(steps: Readonly<Record<Point, number>>): Generator<Job, undefined> {
  for (const point of ['frame', 'write', 'message'] as const) {
    for (let index = 0; index < steps[point]; index += 1) {
      for (const fault of faultsAt(point, index)) {
        yield { ...CALM, name: `every ${point} ${index} ${fault.kind}`, faults: [fault] };
      }
    }
  }
}

/** Three sevenths of them, so spread that every kind is among them at every point. */
export function isInSample(place: number): boolean {
  return (3 * place) % 7 < 3;
}

/** @param stepsOfCalm asked when the name is one of every fault's */
export async function findJob(name: string, stepsOfCalm: () => Promise<Readonly<Record<Point, number>>>): Promise<Job> {
  const every = name.startsWith('every ') ? [...everyFault(await stepsOfCalm())] : [];
  return every.find((job) => job.name === name) ?? toldBefore(name);
}

/** One that has a name, or else the drawn one. */
export function toldBefore(name: string): Job {
  return [CALM, ...NAMED.map(([, job]) => job)].find((job) => job.name === name) ?? drawJob(name);
}

/** Up to four faults, and what people do, in a story of any plot. */
export function drawJob(seed: string): Job {
  const random = createRandom(seed);
  const faults = Array.from({ length: random.below(5) }, () => drawFault(random));
  return { name: seed, seed, plot: random.pick(PLOTS), faults, deeds: drawDeeds(random) };
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
