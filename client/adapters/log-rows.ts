/**
 * The rows of a log: lines in local order, each naming the place of the one before it, so that a row that goes missing
 * shows although shredding leaves holes. Pure; knows no storage and not what changes a line.
 */
import type { LineRef, LogEntry, LogLine, LostLine } from '../session/ports.ts';

export interface LogRow {
  /** The place of the row before; null when it is the first. Meaningless at an unreadable one. */
  readonly before: number | null;
  readonly entry: LogEntry;
}

export function hasLine(rows: readonly LogRow[], ref: LineRef): boolean {
  return rows.some(({ entry }) => isLine(entry, ref));
}

/** @param change null leaves it as it is. @returns `rows` itself when nothing changed */
export function changeLine(
  rows: readonly LogRow[],
  ref: LineRef,
  change: (line: LogLine) => LogLine | null,
): readonly LogRow[] {
  // From the end: what is changed was mostly said lately.
  const place = rows.findLastIndex(({ entry }) => isLine(entry, ref));
  const row = rows[place];
  const changed = row?.entry.is === 'line' ? change(row.entry) : null;
  return row === undefined || changed === null ? rows : rows.with(place, { ...row, entry: changed });
}

/** Takes rows out; what came after them names the row before them. */
export function without(
  rows: readonly LogRow[],
  lastIndex: number | null,
  goes: ReadonlySet<number>,
): { readonly rows: readonly LogRow[]; readonly lastIndex: number | null } {
  const kept: LogRow[] = [];
  /** What the next row is to name; undefined while it names the right one. */
  let before: number | null | undefined;
  for (const row of rows) {
    if (goes.has(row.entry.index)) {
      if (before === undefined) before = row.before;
    } else {
      kept.push(before === undefined || row.entry.is === 'unreadable' ? row : { ...row, before });
      before = undefined;
    }
  }
  return { rows: kept, lastIndex: before === undefined ? lastIndex : before };
}

/**
 * Puts an unreadable line where a row is missing.
 * @param rows ascending, as found; the ones before them are not looked at unless `isFirst`
 * @param next what comes after `rows` names as its place before: undefined when that cannot be known
 * @param isFirst nothing is stored before `rows`
 */
export function showMissing(
  rows: readonly LogRow[],
  next: number | null | undefined,
  isFirst: boolean,
): readonly LogRow[] {
  const shown: LogRow[] = [];
  let expected = next;
  for (const row of rows.toReversed()) {
    if (typeof expected === 'number' && expected > row.entry.index) shown.push(missing(expected));
    shown.push(row);
    expected = row.entry.is === 'line' ? row.before : undefined;
  }
  if (isFirst && typeof expected === 'number') shown.push(missing(expected));
  return shown.toReversed();
}

/** What the row that comes before `rows` is called in them; undefined when that cannot be known. */
export function placeBefore(rows: readonly LogRow[], lastIndex: number | null | undefined): number | null | undefined {
  const [first] = rows;
  if (first === undefined) return lastIndex;
  return first.entry.is === 'line' ? first.before : undefined;
}

function missing(index: number): LogRow {
  const entry: LostLine = { is: 'unreadable', index, why: 'corrupt' };
  return { before: null, entry };
}

function isLine(entry: LogEntry, { side, seq }: LineRef): boolean {
  return entry.is === 'line' && entry.side === side && entry.seq === seq;
}
