/** Gives jobs to worker threads, one each at a time, until there are no more. */
import { Worker } from 'node:worker_threads';
import type { Job, Order, Result } from './job.ts';

/**
 * @param jobs may go on for ever: the next is drawn when a thread is free
 * @param done hears of each, in the order in which they are finished
 * @param isTold the results have the story line by line
 */
export async function runJobs(
  module: string,
  threads: number,
  jobs: Iterator<Job, undefined>,
  done: (job: Job, result: Result) => void,
  isTold = false,
): Promise<void> {
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(module);
      let job: Job | null = null;
      const next = (): void => {
        job = jobs.next().value ?? null;
        worker.postMessage((job === null ? null : { job, isTold }) satisfies Order);
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

export async function runOne(module: string, job: Job, isTold: boolean): Promise<Result> {
  const heard: Result[] = [];
  await runJobs(module, 1, [job].values(), (_, result) => heard.push(result), isTold);
  const [result] = heard;
  if (result === undefined) throw new Error('internal: a worker left without an answer');
  return result;
}
