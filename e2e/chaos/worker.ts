/** One thread that lives through stories, as many as it is given. Built by `bundle.ts`. */
import { parentPort } from 'node:worker_threads';
import type { Order, Result } from './job.ts';
import { runStory } from './story.ts';

declare global {
  /** Set here, called by the probe that `bundle.ts` puts around the session table. */
  var chaosProbe: ((role: string, phase: string, event: string, isEdge: boolean) => void) | undefined;
}

const known = new Set<string>();
let edges: string[] = [];
let ignored: string[] = [];
const rejections: string[] = [];

globalThis.chaosProbe = (role, phase, event, isEdge) => {
  const pair = `${role} ${phase} ${event}`;
  if (known.has(pair)) return;
  known.add(pair);
  if (isEdge) edges.push(pair);
  else if (phase !== 'closed') ignored.push(pair);
};

process.on('unhandledRejection', (error) => {
  rejections.push(String(error));
});

parentPort?.on('message', (order: Order) => {
  if (order === null) {
    parentPort?.close();
    return;
  }
  run(order).then(
    (result) => parentPort?.postMessage(result),
    (error: unknown) => {
      // Out of the promise, so that it ends the worker.
      setImmediate(() => {
        throw error;
      });
    },
  );
});

async function run({ job, isTold }: Exclude<Order, null>): Promise<Result> {
  const lines: string[] = [];
  const outcome = await runStory(job, isTold ? (line) => lines.push(line) : null);
  const rejected = rejections.splice(0).map((why) => `a promise was rejected: ${why}`);
  const result = { outcome: { ...outcome, violations: [...outcome.violations, ...rejected] }, edges, ignored, lines };
  edges = [];
  ignored = [];
  return result;
}
