/** Two ways to do the same, timed in turns in one run, so that what else the machine does falls on both alike. */

export interface Comparison {
  readonly name: string;
  readonly subject: () => void;
  /** The least that could be done. */
  readonly bare: () => void;
}

export interface Figures {
  readonly name: string;
  /** Median of one call, in ms. */
  readonly subjectMs: number;
  readonly bareMs: number;
  readonly ratio: number;
}

const WARM_UP = 20;

export function compare({ name, subject, bare }: Comparison, rounds: number): Figures {
  for (let i = 0; i < WARM_UP; i += 1) {
    subject();
    bare();
  }
  const subjectTimes: number[] = [];
  const bareTimes: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    subjectTimes.push(timeMs(subject));
    bareTimes.push(timeMs(bare));
  }
  const subjectMs = median(subjectTimes);
  const bareMs = median(bareTimes);
  return { name, subjectMs, bareMs, ratio: subjectMs / bareMs };
}

function timeMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
