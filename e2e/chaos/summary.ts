/** What was explored, added up over all stories. */
import type { Fault, Point } from './faults.ts';
import type { Job, Result } from './job.ts';

export interface Summary {
  readonly stories: number;
  readonly steps: number;
  readonly slowestRecoveryMs: number;
  /** The job that took so long. */
  readonly slowest: string | null;
  /** How often a page waited for a person's word to try again. */
  readonly nudges: number;
  /** Faults that were met, by point and kind. */
  readonly faults: ReadonlyMap<string, number>;
  /** Edges of the session table that were taken. */
  readonly edges: ReadonlySet<string>;
  /** Events that came where they mean nothing. */
  readonly ignored: ReadonlySet<string>;
  /** What the heaps of the workers held between stories; empty when there were too few to tell. */
  readonly heapBytes: readonly number[];
  readonly failures: readonly { readonly job: Job; readonly violations: readonly string[] }[];
}

export interface Tally {
  add(job: Job, result: Result): void;
  summary(): Summary;
}

const FEWEST_HEAPS = 4;
/** What an engine keeps of code that it has seen run often. */
const HEAP_SLACK_BYTES = 4 * 1024 * 1024;

export function createTally(): Tally {
  let stories = 0;
  let steps = 0;
  let slowestRecoveryMs = 0;
  let slowest: string | null = null;
  let nudges = 0;
  const ignored = new Set<string>();
  const faults = new Map<string, number>();
  const edges = new Set<string>();
  const heaps: number[] = [];
  const failures: { job: Job; violations: readonly string[] }[] = [];
  return {
    add: (job, { outcome, edges: fresh, ignored: meaningless, heapBytes }) => {
      stories += 1;
      steps += outcome.steps;
      nudges += outcome.nudges;
      if (outcome.recoveryMs > slowestRecoveryMs) {
        slowestRecoveryMs = outcome.recoveryMs;
        slowest = job.name;
      }
      if (heapBytes !== null) heaps.push(heapBytes);
      for (const pair of meaningless) ignored.add(pair);
      for (const fault of outcome.met) faults.set(nameOf(fault), (faults.get(nameOf(fault)) ?? 0) + 1);
      for (const edge of fresh) edges.add(edge);
      if (outcome.violations.length > 0) failures.push({ job, violations: outcome.violations });
    },
    summary: () => ({
      stories,
      steps,
      slowestRecoveryMs,
      slowest,
      nudges,
      faults,
      edges,
      ignored,
      heapBytes: heaps,
      failures,
    }),
  };
}

export function nameOf({ point, kind }: { readonly point: Point; readonly kind: Fault['kind'] }): string {
  return `${point} ${kind}`;
}

/** Whether what a story leaves in memory adds up: the lightest of the last heaps against that of the first. */
export function isHeapGrowing({ heapBytes }: Summary): boolean {
  const some = Math.ceil(heapBytes.length / 4);
  const [first, last] = [Math.min(...heapBytes.slice(0, some)), Math.min(...heapBytes.slice(-some))];
  return heapBytes.length >= FEWEST_HEAPS && last > first + HEAP_SLACK_BYTES;
}
