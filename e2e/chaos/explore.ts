/** Which stories are told: every fault at every step of the plain one, some that need several, and as many drawn ones as one likes. */
import { createRandom, type Random } from '../fuzz/random.ts';
import { drawDeeds } from './deeds.ts';
import { FAULT_KINDS, type Fault, type Point } from './faults.ts';
import type { Job } from './job.ts';
import { PLOTS } from './story.ts';

const SEED = 'systematic';

/** A little more than any story without faults has, in which most faults of drawn stories lie. */
const USUAL_STEPS: Readonly<Record<Point, number>> = { frame: 25, write: 50, message: 55 };
const POINTS = ['frame', 'frame', 'write', 'message'] as const;

/** Without faults: how many steps there are to spoil. */
export const CALM: Job = { name: 'calm', seed: SEED, plot: 'plain', faults: [], deeds: [] };

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

/** What GC/1 speaks of and one fault does not bring about. Frames are counted as the plain story has them. */
const NAMED_STORIES: readonly (readonly [name: string, job: Omit<Job, 'name' | 'deeds'>])[] = [
  [
    'READY is lost, and the deadline passes before the two meet again',
    { seed: SEED, plot: 'late', faults: [{ point: 'frame', index: 3, kind: 'drop' }] },
  ],
  [
    'READY_ACK is lost, and the deadline passes before the two meet again',
    { seed: SEED, plot: 'late', faults: [{ point: 'frame', index: 4, kind: 'drop' }] },
  ],
  [
    'nobody comes before the deadline',
    { seed: SEED, plot: 'late', faults: [{ point: 'frame', index: 0, kind: 'drop' }] },
  ],
  ['an old copy is refused at both slots, and everybody is told', { seed: SEED, plot: 'copy', faults: [] }],
  [
    'the end is said, and its acknowledgement is lost with the connection',
    { seed: SEED, plot: 'ending', faults: [{ point: 'message', index: 48, kind: 'silence' }] },
  ],
  [
    'the host ends, and the guest is gone before it has acknowledged that',
    { seed: SEED, plot: 'dismissal', faults: [{ point: 'message', index: 48, kind: 'crash-sender' }] },
  ],
  [
    'READY_ACK is lost, the server lies that the state is unknown, and READY is lost after the seat was given again',
    {
      seed: SEED,
      plot: 'plain',
      faults: [
        { point: 'frame', index: 4, kind: 'drop' },
        { point: 'frame', index: 6, kind: 'forge' },
        { point: 'frame', index: 10, kind: 'crash-receiver' },
      ],
    },
  ],
];

export const NAMED: readonly (readonly [name: string, job: Job])[] = NAMED_STORIES.map(([name, job]) => [
  name,
  { name, deeds: [], ...job },
]);

/** @param stepsOfCalm asked when the name is one of every fault's */
export async function findJob(name: string, stepsOfCalm: () => Promise<Readonly<Record<Point, number>>>): Promise<Job> {
  const named = [CALM, ...NAMED.map(([, job]) => job)].find((job) => job.name === name);
  if (named !== undefined) return named;
  const every = name.startsWith('every ') ? [...everyFault(await stepsOfCalm())] : [];
  return every.find((job) => job.name === name) ?? drawJob(name);
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
