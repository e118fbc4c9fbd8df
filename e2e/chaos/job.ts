/** What the main thread asks of a worker thread, and what it hears back. */
import type { Outcome, Story } from './story.ts';

export interface Job extends Story {
  /** `findJob` makes the same job of it again. */
  readonly name: string;
}

/** From the main thread: null when there is nothing more to do. */
export type Order = { readonly job: Job; readonly isTold: boolean } | null;

export interface Result {
  readonly outcome: Outcome;
  /** Edges of the session table that this worker has seen first in this job: role, phase, event. */
  readonly edges: readonly string[];
  /** The same of events that mean nothing in that phase. */
  readonly ignored: readonly string[];
  /** What the worker's heap holds between stories, once in a while. */
  readonly heapBytes: number | null;
  /** The story line by line, if it was to be told. */
  readonly lines: readonly string[];
}
