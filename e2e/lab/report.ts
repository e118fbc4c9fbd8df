/** What came out, in rows that can be pasted into a document. */
import type { Cell, CellResult } from './cell.ts';

export interface Outcome {
  readonly cell: Cell;
  readonly result: CellResult;
}

const MAX_RATIO = 1.5;
const COLUMNS = ['network', 'pair', 'connected', 'way', 'live', 'bare', 'back', 'messages', ''] as const;
const WIDTHS = [32, 4, 9, 22, 8, 8, 7, 9, 6];

export const HEADER = `${toLine(COLUMNS)}\n${toLine(WIDTHS.map((width) => '-'.repeat(width)))}`;

export function toRow({ cell: { profile, pair, tries }, result }: Outcome): string {
  const { liveMs, bareMs, paths, backMs, areMessagesExact, faults } = result;
  const isPossible = profile.path !== null;
  return toLine([
    profile.name,
    pair,
    isPossible ? `${liveMs.length} of ${tries}` : 'no way',
    [...paths].join(', '),
    toTime(median(liveMs)),
    toTime(median(bareMs)),
    toTime(backMs),
    isPossible ? (areMessagesExact ? 'exact' : 'NOT EXACT') : '',
    faults.length === 0 ? 'ok' : 'FAILED',
  ]);
}

/** How the goals were met that a machine's load can spoil. */
export function toGoals(outcomes: readonly Outcome[]): string {
  const names = [...new Set(outcomes.map(({ cell }) => cell.profile.name))];
  return names
    .flatMap((name) => {
      const results = outcomes.filter(({ cell }) => cell.profile.name === name).map(({ result }) => result);
      const live = median(results.flatMap(({ liveMs }) => liveMs));
      const bare = median(results.flatMap(({ bareMs }) => bareMs));
      if (live === null || bare === null) return [];
      const ratio = live / bare;
      return [
        `${ratio <= MAX_RATIO ? 'met   ' : 'missed'}  ${name}: ${ratio.toFixed(2)} times a bare connection's ${toTime(bare)}`,
      ];
    })
    .join('\n');
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function toTime(ms: number | null): string {
  return ms === null ? '' : ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function toLine(cells: readonly string[]): string {
  return `| ${cells.map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0)).join(' | ')} |`;
}
