/**
 * Section 13.3 of GC/1: the shipped core with real cryptography, every fault at every step of claim, chat and two resumes,
 * and several at once as they are drawn. Then the network heals, and every promise must hold.
 */
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { drawJob, everyFault, isInSample } from './explore.ts';
import { FAULT_KINDS } from './faults.ts';
import type { Job, Result } from './job.ts';
import { CALM, NAMED } from './named.ts';
import { runJobs } from './pool.ts';
import { allEdges, fewestEdges } from './session-edges.ts';
import { createTally, isHeapGrowing, nameOf } from './summary.ts';
import { RECOVERY_BOUND_MS } from './verdict.ts';

const THREADS = 2;
const DRAWN = 100;
/** A story has at least as many; with fewer, not everything was explored. */
const FEWEST = { frame: 21, write: 40, message: 40 } as const;

const module = await bundle();
const named = new Map<Job, Result>();
let steps = { frame: 0, write: 0, message: 0 };
await runJobs(module, THREADS, [CALM, ...NAMED.map(([, job]) => job)].values(), (job, result) => {
  named.set(job, result);
  if (job === CALM) steps = { ...steps, ...result.outcome.counts };
});
const planned = [...everyFault(steps)];
const sample = planned.filter((_, place) => isInSample(place));
const systematic = createTally();
await runJobs(module, THREADS, sample.values(), systematic.add);
const drawn = createTally();
await runJobs(module, THREADS, drawJobs(), drawn.add);

function* drawJobs(): Generator<Job, undefined> {
  for (let index = 0; index < DRAWN; index += 1) yield drawJob(`drawn ${index}`);
}

const every = systematic.summary();
const some = drawn.summary();
const edges = new Set([...every.edges, ...some.edges, ...[...named.values()].flatMap((result) => result.edges)]);

test(`without faults all is well: ${steps.frame} frames, ${steps.write} writes, ${steps.message} messages`, () => {
  expect(named.get(CALM)?.outcome.violations).toEqual([]);
  for (const point of ['frame', 'write', 'message'] as const) {
    expect(steps[point]).toBeGreaterThanOrEqual(FEWEST[point]);
  }
});

test.each(NAMED)('all is well though %s', (_, job) => {
  const { violations, met } = named.get(job)?.outcome ?? {};
  expect(violations).toEqual([]);
  expect(met).toHaveLength(job.faults.length);
  expect(met).toEqual(expect.arrayContaining([...job.faults]));
});

test(`one fault at a step: ${every.stories} of ${planned.length} stories, ${every.steps} steps, at most ${every.slowestRecoveryMs} ms to recover`, () => {
  expect(every.failures).toEqual([]);
  expect(every.slowestRecoveryMs).toBeLessThan(RECOVERY_BOUND_MS);
  expect(every.stories).toBe(sample.length);
  for (const point of ['frame', 'write', 'message'] as const) {
    for (const kind of FAULT_KINDS[point]) {
      const isIt = ({ faults: [fault] }: Job): boolean => fault?.point === point && fault.kind === kind;
      expect(sample.some(isIt)).toBe(true);
      expect(every.faults.get(nameOf({ point, kind }))).toBe(sample.filter(isIt).length);
    }
  }
});

test(`one to four faults at a time, in every plot: ${some.stories} stories, ${some.steps} steps`, () => {
  expect(some.failures).toEqual([]);
  expect(isHeapGrowing(some)).toBe(false);
  expect(some.stories).toBe(DRAWN);
});

test(`${edges.size} of the ${allEdges().length} edges of the session table were taken`, () => {
  expect(allEdges()).toEqual(expect.arrayContaining([...edges]));
  expect(edges.size).toBeGreaterThanOrEqual(fewestEdges());
});
