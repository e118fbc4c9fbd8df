/** One thread that lives through stories, as many as it is given. Built by `bundle.ts`. */
import { parentPort } from 'node:worker_threads';
import type { Order, Result } from './job.ts';
import { runStory } from './story.ts';

declare global {
  /** Set here, called by the probe that `bundle.ts` puts around the session table. */
  var chaosProbe: ((role: string, phase: string, event: string, isEdge: boolean) => void) | undefined;
}

const known = new Set<string>();
let fresh: string[] = [];
const faults: string[] = [];

globalThis.chaosProbe = (role, phase, event, isEdge) => {
  const edge = `${role} ${phase} ${event}`;
  if (!isEdge || known.has(edge)) return;
  known.add(edge);
  fresh.push(edge);
};

process.on('unhandledRejection', (error) => {
  faults.push(String(error));
});

parentPort?.on('message', (order: Order) => {
  if (order === null) {
    parentPort?.close();
    return;
  }
  void run(order).then((result) => {
    parentPort?.postMessage(result);
  });
});

async function run({ seed, plot, faults: plan }: Exclude<Order, null>): Promise<Result> {
  const outcome = await runStory(seed, plot, plan);
  const violations = [...outcome.violations, ...faults.splice(0).map((fault) => `a promise was rejected: ${fault}`)];
  const edges = fresh;
  fresh = [];
  return { outcome: { ...outcome, violations }, edges };
}
