/** What the command says of a run. Words only. */
import { allEdges } from './session-edges.ts';
import type { Summary } from './summary.ts';

export function progressOf({ stories, steps, failures }: Summary, seconds: number): string {
  return `${stories} stories, ${steps} steps, ${failures.length} failed, ${seconds} s`;
}

export function reportOf(summary: Summary, seconds: number): readonly string[] {
  const { edges, ignored, faults, slowestRecoveryMs, slowest, nudges } = summary;
  const missing = allEdges().filter((edge) => !edges.has(edge));
  return [
    progressOf(summary, seconds),
    `slowest recovery ${slowestRecoveryMs} ms${slowest === null ? '' : ` (${slowest})`}, ${nudges} times a person had to try again`,
    `session table: ${edges.size} of ${allEdges().length} edges taken, ${ignored.size} events where they mean nothing`,
    ...missing.map((edge) => `  never: ${edge}`),
    ...heapOf(summary),
    'faults:',
    ...[...faults].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `  ${name.padEnd(26)} ${count}`),
  ];
}

function heapOf({ heapBytes }: Summary): readonly string[] {
  const [first, last] = [heapBytes[0], heapBytes.at(-1)].map((bytes) => ((bytes ?? 0) / 1024 / 1024).toFixed(1));
  return heapBytes.length === 0 ? [] : [`heap between stories: ${first} MB at first, ${last} MB at last`];
}
