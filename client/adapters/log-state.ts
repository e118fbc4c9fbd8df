/**
 * One chat's log as a value, and the changes a ChatLog can make to it (GC/1 section 8). Pure: a change returns a new state
 * that shares all unchanged rows, or throws `internal` for what no caller may ask. Knows no storage and no keys.
 */
import { encodeUtf8 } from '../protocol/bytes.ts';
import type { EventBody } from '../protocol/event-body.ts';
import type { LogCounters, LogEntry, LogEvent } from '../session/ports.ts';

export interface LogRow {
  /** Its place in local order. */
  readonly index: number;
  /** False for an own event that was replaced by void: only the other side still has to hear of it. */
  readonly isHistory: boolean;
  readonly entry: LogEntry;
}

export interface LogState {
  readonly nextIndex: number;
  readonly ownNext: number;
  readonly ownAcked: number;
  readonly otherCum: number;
  readonly otherRead: number;
  /** History and outbox, by ascending index. */
  readonly rows: readonly LogRow[];
}

export const EMPTY_LOG: LogState = { nextIndex: 0, ownNext: 1, ownAcked: 0, otherCum: 0, otherRead: 0, rows: [] };

const VOID: EventBody = { kind: 'void' };

export function append(state: LogState, atUnixMs: number, body: EventBody, nowUnixMs: number): LogState {
  const entry: LogEntry = { seq: state.ownNext, atUnixMs, body, side: 'own', storedAtUnixMs: nowUnixMs };
  return { ...add(state, entry), ownNext: state.ownNext + 1 };
}

export function receive(state: LogState, { seq, atUnixMs, body }: LogEvent, nowUnixMs: number): LogState {
  if (seq !== state.otherCum + 1) throw new Error('internal: received out of order');
  // What was on its way when the chat was ended here is counted, and not kept.
  if (state.rows.some(({ entry }) => entry.body.kind === 'end')) return { ...state, otherCum: seq };
  return { ...add(state, { seq, atUnixMs, body, side: 'other', storedAtUnixMs: nowUnixMs }), otherCum: seq };
}

export function acknowledge(state: LogState, cum: number): LogState {
  if (cum >= state.ownNext) throw new Error('internal: acknowledged what was never written');
  if (cum <= state.ownAcked) return state;
  const rows = state.rows.filter(({ isHistory, entry }) => isHistory || entry.seq > cum);
  return { ...state, ownAcked: cum, rows };
}

export function markRead(state: LogState, seq: number): LogState {
  const otherRead = Math.min(seq, state.otherCum);
  return otherRead <= state.otherRead ? state : { ...state, otherRead };
}

/** Own events that the other side has not acknowledged, in order. */
export function outboxOf(state: LogState): readonly LogEvent[] {
  return state.rows
    .filter((row) => isInOutbox(state, row))
    .map(({ entry: { seq, atUnixMs, body } }) => ({ seq, atUnixMs, body }));
}

export function countersOf(state: LogState): LogCounters {
  const { ownNext, ownAcked, otherCum, otherRead } = state;
  const outboxBytes = outboxOf(state).reduce((sum, event) => sum + textBytes(event), 0);
  return { ownNext, ownAcked, otherCum, otherRead, outboxBytes };
}

/** Whether rows and counters, stored apart, belong together: a whole outbox, and nothing the counters do not count. */
export function isWhole(state: LogState): boolean {
  const { nextIndex, ownNext, ownAcked, otherCum, otherRead, rows } = state;
  const outbox = outboxOf(state);
  return (
    otherRead <= otherCum &&
    outbox.length === ownNext - 1 - ownAcked &&
    outbox.every(({ seq }, place) => seq === ownAcked + 1 + place) &&
    rows.every(({ index, entry }) => index < nextIndex && (entry.side === 'own' || entry.seq <= otherCum))
  );
}

/** An `end` leaves nothing of what was said: of own events that were never acknowledged, only that there were some. */
function add(state: LogState, entry: LogEntry): LogState {
  const rows = entry.body.kind === 'end' ? state.rows.filter((row) => isInOutbox(state, row)).map(toVoid) : state.rows;
  return {
    ...state,
    nextIndex: state.nextIndex + 1,
    rows: [...rows, { index: state.nextIndex, isHistory: true, entry }],
  };
}

function toVoid({ index, entry }: LogRow): LogRow {
  return { index, isHistory: false, entry: { ...entry, body: VOID } };
}

function isInOutbox({ ownAcked }: LogState, { entry }: LogRow): boolean {
  return entry.side === 'own' && entry.seq > ownAcked;
}

function textBytes({ body }: LogEvent): number {
  return body.kind === 'text' || body.kind === 'edit' ? encodeUtf8(body.text).length : 0;
}
