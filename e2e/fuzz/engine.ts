/** Runs trials and counts what came of them. Every input follows from the seed, its target and its number alone. */
import { createRandom } from './random.ts';
import type { Target } from './target.ts';

/** No decoder may compute longer for one input. */
const MAX_MS = 250;
/** A slow trial is repeated as often before it counts: the first may have compiled code or collected garbage. */
const REPEATS = 3;

export interface Failure {
  readonly target: string;
  readonly index: number;
  readonly why: string;
  /** Hex, or the text itself as JSON. */
  readonly input: string;
}

export interface Report {
  /** By target, then by outcome. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly slowestMs: number;
  readonly failures: readonly Failure[];
}

export interface Plan {
  /** Of all targets together. */
  readonly inputs: number;
  readonly seed: string;
  /** This run does the inputs whose number gives `part` when divided by `parts`. */
  readonly part: number;
  readonly parts: number;
}

export function fuzz(targets: readonly Target[], { inputs, seed, part, parts }: Plan): Report {
  const counts: Record<string, Record<string, number>> = {};
  const failures: Failure[] = [];
  let slowestMs = 0;
  const total = targets.reduce((sum, { share }) => sum + share, 0);
  for (const target of targets) {
    const ofTarget: Record<string, number> = {};
    counts[target.name] = ofTarget;
    const end = Math.ceil((inputs * target.share) / total);
    for (let index = part; index < end; index += parts) {
      const { outcome, ms, failure } = attempt(target, seed, index);
      ofTarget[outcome] = (ofTarget[outcome] ?? 0) + 1;
      slowestMs = Math.max(slowestMs, ms);
      if (failure !== null) failures.push(failure);
    }
  }
  return { counts, slowestMs, failures };
}

export function merge(reports: readonly Report[]): Report {
  const counts: Record<string, Record<string, number>> = {};
  for (const report of reports) {
    for (const [target, outcomes] of Object.entries(report.counts)) {
      const sum = (counts[target] ??= {});
      for (const [outcome, count] of Object.entries(outcomes)) sum[outcome] = (sum[outcome] ?? 0) + count;
    }
  }
  return {
    counts,
    slowestMs: Math.max(...reports.map(({ slowestMs }) => slowestMs)),
    failures: reports.flatMap(({ failures }) => failures),
  };
}

function attempt(
  target: Target,
  seed: string,
  index: number,
): { readonly outcome: string; readonly ms: number; readonly failure: Failure | null } {
  const { input, run } = target.draw(createRandom(`${seed} ${target.name} ${index}`));
  const fail = (why: string): Failure => ({
    target: target.name,
    index,
    why,
    input: typeof input === 'string' ? JSON.stringify(input) : Buffer.from(input).toString('hex'),
  });
  let outcome = '';
  let ms = Infinity;
  for (let left = REPEATS; left > 0 && ms > MAX_MS; left -= 1) {
    const elapsedMs = startStopwatch();
    try {
      outcome = run();
    } catch (error) {
      return { outcome: 'failed', ms: elapsedMs(), failure: fail(String(error)) };
    }
    ms = Math.min(ms, elapsedMs());
  }
  return { outcome, ms, failure: ms > MAX_MS ? fail(`took ${Math.round(ms)} ms`) : null };
}

/**
 * What this thread has computed is no longer than what passed, and no longer than what all threads of the process have
 * computed; the smaller of both does not grow while something else has the processor.
 */
function startStopwatch(): () => number {
  const start = performance.now();
  const startCpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(startCpu);
    return Math.min(performance.now() - start, (user + system) / 1000);
  };
}
