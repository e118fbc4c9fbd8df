/** One thread of `npm run fuzz`. */
import { parentPort, workerData } from 'node:worker_threads';
import { fuzz, type Plan } from './engine.ts';
import { TARGETS } from './targets.ts';

// Sent by `main.ts`, which has the same type.
parentPort?.postMessage(fuzz(TARGETS, workerData as Plan));
