/**
 * Section 13.3 of GC/1: the shipped core with real cryptography, every fault at every step of claim, chat and two resumes,
 * and several at once as they are drawn. Then the network heals, and every promise must hold.
 */
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { CALM, drawJob, everyFault } from './explore.ts';
import { FAULT_KINDS } from './faults.ts';
import type { Job } from './job.ts';
import { runJobs } from './pool.ts';
import { allEdges } from './session-edges.ts';
import { RECOVERY_BOUND_MS } from './story.ts';
import { createTally, nameOf } from './summary.ts';

const THREADS = 2;
const DRAWN = 120;
/** A story has at least as many; with fewer, not everything was explored. */
const FEWEST = { frame: 21, write: 25, message: 18 } as const;
const FEWEST_EDGES = 44;

const module = await bundle();
const calm = createTally();
let steps = { frame: 0, write: 0, message: 0 };
await runJobs(module, 1, [CALM].values(), (job, result) => {
  steps = { ...steps, ...result.outcome.counts };
  calm.add(job, result);
});
const systematic = createTally();
await runJobs(module, THREADS, everyFault(steps), systematic.add);
const drawn = createTally();
await runJobs(module, THREADS, drawJobs(), drawn.add);

function* drawJobs(): Generator<Job, undefined> {
  for (let index = 0; index < DRAWN; index += 1) yield drawJob(`model ${index}`);
}

const every = systematic.summary();
const some = drawn.summary();
const edges = new Set([...every.edges, ...some.edges]);

test('without faults all is well', () => {
  expect(calm.summary().failures).toEqual([]);
  for (const point of ['frame', 'write', 'message'] as const) {
    expect(steps[point]).toBeGreaterThanOrEqual(FEWEST[point]);
  }
});

test(`one fault, of every kind, at each of ${steps.frame} frames, ${steps.write} writes and ${steps.message} messages: ${every.stories} stories, ${every.steps} steps, at most ${every.slowestRecoveryMs} ms to recover`, () => {
  expect(every.failures).toEqual([]);
  expect(every.slowestRecoveryMs).toBeLessThan(RECOVERY_BOUND_MS);
  for (const point of ['frame', 'write', 'message'] as const) {
    for (const kind of FAULT_KINDS[point]) expect(every.faults.get(nameOf({ point, kind }))).toBe(steps[point]);
  }
});

test(`one to four faults at a time, with doors, rivals, thieves and endings: ${some.stories} stories, ${some.steps} steps`, () => {
  expect(some.failures).toEqual([]);
  expect(some.stories).toBe(DRAWN);
});

test(`${edges.size} of the ${allEdges().length} edges of the session table were taken`, () => {
  expect(allEdges()).toEqual(expect.arrayContaining([...edges]));
  expect(edges.size).toBeGreaterThanOrEqual(FEWEST_EDGES);
});
