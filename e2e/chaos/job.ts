/** What the main thread asks of a worker thread, and what it hears back. */
import type { Fault } from './faults.ts';
import type { Outcome, Plot } from './story.ts';

export interface Job {
  readonly seed: string;
  readonly plot: Plot;
  readonly faults: readonly Fault[];
}

/** From the main thread: null when there is nothing more to do. */
export type Order = Job | null;

export interface Result {
  readonly outcome: Outcome;
  /** Edges of the session table that this worker has seen first in this job: role, phase, event. */
  readonly edges: readonly string[];
}
