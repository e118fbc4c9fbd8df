/**
 * `npm run chaos -- [--seeds N | --minutes M | --systematic | --plants | --seed S [--keep 0,2]]`: stories on all cores. The first
 * stories to fail are shrunk, and printed with the command that tells them again.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.ts';
import { drawJob, everyFault, findJob } from './explore.ts';
import type { Job, Result } from './job.ts';
import { findPlant, plantStories } from './find-plant.ts';
import { CALM, NAMED } from './named.ts';
import { PLANTS } from './plants.ts';
import { runJobs, runOne } from './pool.ts';
import { progressOf, reportOf } from './report.ts';
import { ingredientCount, keepOnly, shrink } from './shrink.ts';
import { allEdges, fewestEdges } from './session-edges.ts';
import { createTally, isHeapGrowing } from './summary.ts';

const MAX_SHRUNK = 3;
/** So many must have taken what there is to take of the session table. */
const STORIES_FOR_EDGES = 1_000;
/** Each planted bug must show itself in so many. */
const MAX_STORIES = 2_000;
const PROGRESS_EVERY_MS = 5_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    minutes: { type: 'string' },
    /** Where the drawn seeds begin, to draw the same again. */
    from: { type: 'string', default: Date.now().toString(36) },
    seed: { type: 'string' },
    keep: { type: 'string' },
    systematic: { type: 'boolean', default: false },
    plants: { type: 'boolean', default: false },
  },
});

const module = await bundle();
const start = performance.now();
const seconds = (): number => Math.round((performance.now() - start) / 1000);

if (values.plants) await findPlants();
else if (values.seed !== undefined) await tell(values.seed);
else await explore(await choose());

/** How many stories it takes to find each bug of `plants.ts`. */
async function findPlants(): Promise<void> {
  for (const plant of PLANTS) {
    const found = await findPlant(module, plant, plantStories(MAX_STORIES), availableParallelism());
    if (found === null) {
      console.log(`${plant.name}: NOT FOUND`);
      process.exitCode = 1;
      continue;
    }
    const { stories, story, violations, without } = found;
    console.log(`${plant.name}: after ${stories} stories, by '${story}': ${violations.join('; ')}`);
    printViolations(without);
  }
}

/** One story, line by line. */
async function tell(name: string): Promise<void> {
  const whole = await findJob(name, stepsOfCalm);
  const job = values.keep === undefined ? whole : keepOnly(whole, values.keep.split(',').map(Number));
  const { outcome, lines } = await runOne(module, job, true);
  for (const line of lines) console.log(line);
  console.log(`\nplot ${job.plot}, ${ingredientCount(job)} of ${ingredientCount(whole)} ingredients`);
  console.log(`all well ${outcome.recoveryMs} ms after the network was healed`);
  printViolations(outcome.violations);
}

async function explore(jobs: Iterator<Job, undefined>): Promise<void> {
  const tally = createTally();
  const progress = setInterval(() => {
    const line = progressOf(tally.summary(), seconds());
    if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
    else console.log(line);
  }, PROGRESS_EVERY_MS);
  await runJobs(module, availableParallelism(), jobs, tally.add);
  clearInterval(progress);
  const summary = tally.summary();
  console.log(`${process.stdout.isTTY ? '\n' : ''}${reportOf(summary, seconds()).join('\n')}`);
  if (isHeapGrowing(summary)) printViolations(['what stories leave in memory adds up']);
  if (summary.stories >= STORIES_FOR_EDGES && summary.edges.size < fewestEdges()) {
    printViolations([`fewer than ${fewestEdges()} of ${allEdges().length} edges were taken`]);
  }
  for (const [place, { job, violations }] of summary.failures.entries()) {
    console.log(`\n${job.name} (${job.plot})`);
    printViolations(violations);
    const kept = place < MAX_SHRUNK ? await shrink(job, isFailing) : null;
    console.log(`  npm run chaos -- --seed '${job.name}'${kept === null ? '' : ` --keep ${kept.join(',')}`}`);
  }
}

async function choose(): Promise<Iterator<Job, undefined>> {
  if (values.systematic) return [...NAMED.map(([, job]) => job), ...everyFault(await stepsOfCalm())].values();
  const minutes = values.minutes === undefined ? Infinity : toNumber(values.minutes, '--minutes');
  return draw(values.minutes === undefined ? toNumber(values.seeds, '--seeds') : Infinity, minutes);
}

function* draw(count: number, minutes: number): Generator<Job, undefined> {
  for (let index = 0; index < count && seconds() < minutes * 60; index += 1) yield drawJob(`${values.from} ${index}`);
}

async function isFailing(job: Job): Promise<boolean> {
  const { outcome } = await runOne(module, job, false);
  return outcome.violations.length > 0;
}

async function stepsOfCalm(): Promise<Result['outcome']['counts']> {
  const { outcome } = await runOne(module, CALM, false);
  return outcome.counts;
}

function printViolations(violations: readonly string[]): void {
  for (const violation of violations) console.log(`  violated: ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
}

function toNumber(text: string, name: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`${name} takes a number`);
  return number;
}
