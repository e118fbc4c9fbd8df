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
  readonly failures: readonly { readonly job: Job; readonly violations: readonly string[] }[];
}

export interface Tally {
  add(job: Job, result: Result): void;
  summary(): Summary;
}

export function createTally(): Tally {
  let stories = 0;
  let steps = 0;
  let slowestRecoveryMs = 0;
  let slowest: string | null = null;
  let nudges = 0;
  const ignored = new Set<string>();
  const faults = new Map<string, number>();
  const edges = new Set<string>();
  const failures: { job: Job; violations: readonly string[] }[] = [];
  return {
    add: (job, { outcome, edges: fresh, ignored: meaningless }) => {
      stories += 1;
      steps += outcome.steps;
      nudges += outcome.nudges;
      if (outcome.recoveryMs > slowestRecoveryMs) {
        slowestRecoveryMs = outcome.recoveryMs;
        slowest = job.name;
      }
      for (const pair of meaningless) ignored.add(pair);
      for (const fault of outcome.met) faults.set(nameOf(fault), (faults.get(nameOf(fault)) ?? 0) + 1);
      for (const edge of fresh) edges.add(edge);
      if (outcome.violations.length > 0) failures.push({ job, violations: outcome.violations });
    },
    summary: () => ({ stories, steps, slowestRecoveryMs, slowest, nudges, faults, edges, ignored, failures }),
  };
}

export function nameOf({ point, kind }: { readonly point: Point; readonly kind: Fault['kind'] }): string {
  return `${point} ${kind}`;
}
