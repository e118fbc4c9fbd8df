/**
 * One chat's log as a value, and the changes a ChatLog can make to it (GC/1 section 8). Pure: a change returns a new state
 * that shares all unchanged rows, or throws `internal` for what no caller may ask. Knows no storage and no keys.
 */
import { encodeUtf8 } from '../protocol/bytes.ts';
import { AFTER_READ_SECONDS } from '../protocol/disappearing.ts';
import type { EventBody, EventTarget } from '../protocol/event-body.ts';
import type { LogCounters, LogEvent, LogSide } from '../session/ports.ts';
import { apply, count, isUnread, withdraw } from './log-effects.ts';
import { without, type LogRow } from './log-rows.ts';

/** What cannot be derived from the latest rows alone. */
export interface StoredCounters extends Omit<LogCounters, 'outboxBytes'> {
  /** The place of the next row. */
  readonly nextIndex: number;
  /** The place of the newest row; null when there is none. */
  readonly lastIndex: number | null;
  /** No row before this one disappears by itself; null when none does. */
  readonly expiringFrom: number | null;
}

/** An own event that the other side has not acknowledged. */
export interface Outgoing {
  readonly event: LogEvent;
  readonly textBytes: number;
}

export interface LogState {
  readonly counters: StoredCounters;
  /** The newest rows, by ascending index: at least all from `expiringFrom` on. */
  readonly rows: readonly LogRow[];
  /** `rows` are all there are. */
  readonly isComplete: boolean;
  /** By ascending number; one that is missing was withdrawn. */
  readonly outbox: readonly Outgoing[];
  /** Lines before this place are loaded and not yet shown. */
  readonly shownFrom: number;
}

/** Where and when a change is made. */
export interface Here {
  readonly role: EventTarget['side'];
  readonly nowUnixMs: number;
}

export const EMPTY_LOG: LogState = {
  counters: {
    nextIndex: 0,
    lastIndex: null,
    ownNext: 1,
    ownAcked: 0,
    ownRead: 0,
    otherCum: 0,
    otherRead: 0,
    unread: 0,
    timerSeconds: 0,
    lastEventAtUnixMs: null,
    ended: null,
    expiringFrom: null,
  },
  rows: [],
  isComplete: true,
  outbox: [],
  shownFrom: 0,
};

/** After an end nothing can be said any more: such an event keeps only its number. */
export function append(state: LogState, atUnixMs: number, body: EventBody, here: Here): LogState {
  const seq = state.counters.ownNext;
  const event = { seq, atUnixMs, body };
  const counted = count(state, { ownNext: seq + 1, lastEventAtUnixMs: here.nowUnixMs });
  if (state.counters.ended !== null) return counted;
  const outbox = [...state.outbox, toOutgoing(event)];
  if (body.kind === 'end') return { ...forget(counted, 'own', here), outbox: outbox.slice(-1) };
  return apply({ ...counted, outbox }, 'own', event, here);
}

export function receive(state: LogState, event: LogEvent, here: Here): LogState {
  if (event.seq !== state.counters.otherCum + 1) throw new Error('internal: received out of order');
  const counted = count(state, { otherCum: event.seq, lastEventAtUnixMs: here.nowUnixMs });
  if (state.counters.ended !== null) return counted;
  if (event.body.kind === 'end') return { ...forget(counted, 'other', here), outbox: [] };
  return apply(counted, 'other', event, here);
}

export function acknowledge(state: LogState, cum: number, nowUnixMs: number): LogState {
  if (cum >= state.counters.ownNext) throw new Error('internal: acknowledged what was never written');
  if (cum <= state.counters.ownAcked) return state;
  const counted = count(state, { ownAcked: cum, lastEventAtUnixMs: nowUnixMs });
  return { ...counted, outbox: state.outbox.filter(({ event }) => event.seq > cum) };
}

export function confirmRead(state: LogState, cum: number, nowUnixMs: number): LogState {
  if (cum >= state.counters.ownNext) throw new Error('internal: read what was never written');
  if (cum <= state.counters.ownRead) return state;
  return startExpiry(count(state, { ownRead: cum }), 'own', cum, nowUnixMs);
}

export function markRead(state: LogState, nowUnixMs: number): LogState {
  const { otherRead, otherCum } = state.counters;
  if (otherRead === otherCum) return state;
  return startExpiry(count(state, { otherRead: otherCum, unread: 0 }), 'other', otherCum, nowUnixMs);
}

export function expire(state: LogState, nowUnixMs: number): LogState {
  const expired = state.rows.flatMap(({ entry }) =>
    entry.is === 'line' && typeof entry.expiry === 'number' && entry.expiry <= nowUnixMs ? [entry] : [],
  );
  if (expired.length === 0) return state;
  const { rows, lastIndex } = without(state.rows, state.counters.lastIndex, new Set(expired.map(({ index }) => index)));
  const unread = state.counters.unread - expired.filter((line) => isUnread(state, line)).length;
  const left = expired.reduce(withdraw, { ...count(state, { unread, lastIndex }), rows });
  return count(left, { expiringFrom: firstExpiring(rows) });
}

export function countersOf({ counters, outbox }: LogState): LogCounters {
  return { ...counters, outboxBytes: outbox.reduce((sum, { textBytes }) => sum + textBytes, 0) };
}

export function toOutgoing(event: LogEvent): Outgoing {
  const { body } = event;
  return { event, textBytes: body.kind === 'text' || body.kind === 'edit' ? encodeUtf8(body.text).length : 0 };
}

/** What is to be sent: of the numbers that were given, each once. */
export function ownAfter({ counters, outbox }: LogState, seq: number, limit: number): readonly LogEvent[] {
  const known = new Map(outbox.map(({ event }) => [event.seq, event]));
  const first = Math.max(seq, counters.ownAcked) + 1;
  const length = Math.max(0, Math.min(limit, counters.ownNext - first));
  return Array.from({ length }, (_, place) => {
    const own = first + place;
    return known.get(own) ?? { seq: own, atUnixMs: 0, body: { kind: 'void' } };
  });
}

/** Whether rows, outbox and counters, stored apart, belong together. */
export function isFitting({ counters, rows, outbox }: LogState): boolean {
  const { nextIndex, lastIndex, ownNext, ownAcked, ownRead, otherCum, otherRead, unread } = counters;
  return (
    otherRead <= otherCum &&
    unread <= otherCum - otherRead &&
    ownAcked < ownNext &&
    ownRead < ownNext &&
    (lastIndex === null || lastIndex < nextIndex) &&
    outbox.every(({ event }) => event.seq > ownAcked && event.seq < ownNext) &&
    rows.every(({ entry }) => entry.index < nextIndex) &&
    rows.every(({ entry }) => entry.is !== 'line' || entry.seq <= (entry.side === 'own' ? ownNext - 1 : otherCum))
  );
}

/** Nothing of what was said is left. The numbers of unacknowledged events are, and go out as void. */
function forget(state: LogState, by: LogSide, { nowUnixMs }: Here): LogState {
  const ended = { by, atUnixMs: nowUnixMs };
  return { ...count(state, { ended, unread: 0, lastIndex: null, expiringFrom: null }), rows: [], isComplete: true };
}

function startExpiry(state: LogState, side: LogSide, cum: number, nowUnixMs: number): LogState {
  if (state.counters.expiringFrom === null) return state;
  const expiry = nowUnixMs + AFTER_READ_SECONDS * 1000;
  const isDue = ({ entry }: LogRow): boolean =>
    entry.is === 'line' && entry.side === side && entry.seq <= cum && entry.expiry === 'after-read';
  if (!state.rows.some(isDue)) return state;
  const rows = state.rows.map((row) =>
    row.entry.is === 'line' && isDue(row) ? { ...row, entry: { ...row.entry, expiry } } : row,
  );
  return { ...state, rows };
}

function firstExpiring(rows: readonly LogRow[]): number | null {
  return rows.find(({ entry }) => entry.is === 'line' && entry.expiry !== 'never')?.entry.index ?? null;
}
