/**
 * `npm run fuzz -- [--inputs N] [--seed S]`: every decoder of the protocol under random and mutated inputs, on all cores.
 * Fails on anything but a ProtocolError or null, and on an input that takes long. A failure is drawn again by its seed.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { merge, type Plan, type Report } from './engine.ts';

const MAX_SHOWN_FAILURES = 20;
const MAX_SHOWN_CHARACTERS = 400;

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now()) },
  },
});
const inputs = Number(values.inputs);
if (!Number.isSafeInteger(inputs) || inputs < 1) throw new Error('--inputs takes a whole number');

const parts = availableParallelism();
const start = performance.now();
const report = merge(
  await Promise.all(Array.from({ length: parts }, (_, part) => inWorker({ inputs, seed: values.seed, part, parts }))),
);
print(report);
if (report.failures.length > 0) process.exitCode = 1;

function inWorker(workerData: Plan): Promise<Report> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function print({ counts, slowestMs, failures }: Report): void {
  let total = 0;
  for (const [target, outcomes] of Object.entries(counts)) {
    const sum = Object.values(outcomes).reduce((all, count) => all + count, 0);
    const details = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`);
    console.log(`${target.padEnd(34)} ${String(sum).padStart(8)}   ${details.sort().join(', ')}`);
    total += sum;
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`\n${total} inputs in ${seconds} s, seed ${values.seed}, slowest ${Math.round(slowestMs)} ms`);
  for (const { target, index, why, input } of failures.slice(0, MAX_SHOWN_FAILURES)) {
    console.log(`\n${target} ${index}: ${why}\n  ${input.slice(0, MAX_SHOWN_CHARACTERS)}`);
  }
  console.log(`${failures.length} failed`);
}
