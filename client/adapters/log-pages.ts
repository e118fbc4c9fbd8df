/** How much of a log is loaded and shown at once. Pure; who loads it is the log's part. */
import type { LogEntry } from '../session/ports.ts';
import type { LogState } from './log-state.ts';

/** Enough for a chat that nobody looks at yet: of many, each is opened with the page. */
export const FIRST_PAGE_ROWS = 16;
/** More than a screen, less than can be noticed. */
export const PAGE_ROWS = 60;
/** More than anybody scrolls back through before the way to what is earlier; each on screen takes memory and time. */
export const MOST_FOLLOWED_ROWS = 5 * PAGE_ROWS;
/** What is left of more than that: not one less for each that comes, which would move all the others. */
export const LEAST_FOLLOWED_ROWS = 2 * PAGE_ROWS;

export function entriesOf({ rows, shownFrom }: LogState): readonly LogEntry[] {
  return rows.filter(({ entry }) => entry.index >= shownFrom).map(({ entry }) => entry);
}

export function hasEarlier({ rows, shownFrom, isComplete }: LogState): boolean {
  const [first] = rows;
  return !isComplete || (first !== undefined && first.entry.index < shownFrom);
}

/** Whether as many rows are loaded as the next page shows. */
export function hasNextPage({ rows, shownFrom }: LogState): boolean {
  return rows.filter(({ entry }) => entry.index < shownFrom).length >= PAGE_ROWS;
}

/** Shows no more than the latest rows. */
export function showLatest(state: LogState): LogState {
  const { length } = entriesOf(state);
  const first = length > MOST_FOLLOWED_ROWS ? state.rows.at(-LEAST_FOLLOWED_ROWS) : undefined;
  return first === undefined ? state : { ...state, shownFrom: first.entry.index };
}

/** Shows `length` rows more of those that are loaded; all that are left if they are fewer. */
export function showEarlier(state: LogState, length: number): LogState {
  const hidden = state.rows.filter(({ entry }) => entry.index < state.shownFrom);
  const first = hidden.at(-length) ?? hidden[0];
  return first === undefined ? state : { ...state, shownFrom: first.entry.index };
}
