/** Gives jobs to worker threads, one each at a time, until there are no more. */
import { Worker } from 'node:worker_threads';
import type { Job, Order, Result } from './job.ts';

/**
 * @param jobs may go on for ever: the next is drawn when a thread is free
 * @param done hears of each, in the order in which they are finished
 */
export async function runJobs(
  module: string,
  threads: number,
  jobs: Iterator<Job, undefined>,
  done: (job: Job, result: Result) => void,
): Promise<void> {
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(module);
      let job: Job | null = null;
      const next = (): void => {
        job = jobs.next().value ?? null;
        worker.postMessage(job satisfies Order);
      };
      worker.on('message', (result: Result) => {
        if (job !== null) done(job, result);
        next();
      });
      worker.once('error', (error) => {
        reject(new Error(`in ${JSON.stringify(job)}: ${String(error)}`, { cause: error }));
      });
      worker.once('exit', () => {
        resolve();
      });
      next();
    });
  await Promise.all(Array.from({ length: threads }, work));
}
