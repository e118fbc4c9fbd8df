/** One thread that lives through stories, as many as it is given. Built by `bundle.ts`. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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
let stories = 0;
/** Often enough to see what stays behind, and too seldom to cost much. */
const WEIGH_EVERY_STORIES = 25;
setFlagsFromString('--expose-gc');
// What the flag adds, and types do not know.
const collectGarbage = runInNewContext('gc') as () => void;

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
  const violations = [...outcome.violations, ...rejected];
  stories += 1;
  const heapBytes = stories % WEIGH_EVERY_STORIES === 0 ? weigh() : null;
  const result = { outcome: { ...outcome, violations }, edges, ignored, heapBytes, lines };
  edges = [];
  ignored = [];
  return result;
}

function weigh(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
