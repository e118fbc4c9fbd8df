/**
 * What an event does to a log besides being counted (GC/1 section 8). Pure; knows no storage, and neither numbers events
 * nor acknowledges them.
 */
import { AFTER_READ_SECONDS, toTimer } from '../protocol/disappearing.ts';
import type { EventBody, EventTarget } from '../protocol/event-body.ts';
import type { LineContent, LineRef, LogEvent, LogSide } from '../session/ports.ts';
import { changeLine, hasLine, type LogRow } from './log-rows.ts';
import type { Here, LogState, StoredCounters } from './log-state.ts';

/** An event that changes a line has its target loaded first, so that the change can be made there and then. */
export function targetOf(side: LogSide, body: EventBody, role: EventTarget['side']): LineRef | null {
  switch (body.kind) {
    case 'edit':
    case 'delete':
      return { side, seq: body.seq };
    case 'reaction':
      return toRef(body.target, role);
    default:
      return null;
  }
}

/** Whether loading more rows can still bring the line. */
export function isAwaited({ counters, rows, isComplete }: LogState, { side, seq }: LineRef): boolean {
  if (isComplete || seq < 1) return false;
  if (seq > (side === 'own' ? counters.ownNext - 1 : counters.otherCum)) return false;
  return !hasLine(rows, { side, seq });
}

/** What does not fit has no effect (GC/1 section 7). */
export function apply(state: LogState, side: LogSide, event: LogEvent, here: Here): LogState {
  const { body } = event;
  switch (body.kind) {
    case 'text': {
      const replyTo = body.replyTo === null ? null : toRef(body.replyTo, here.role);
      const isGiven = replyTo !== null && isNumbered(state, replyTo);
      const content = { kind: 'text', text: body.text, isEdited: false, replyTo: isGiven ? replyTo : null } as const;
      return addLine(state, side, event, { ...content, reactions: [] }, here);
    }
    case 'timer': {
      const seconds = toTimer(body.seconds);
      if (seconds === state.counters.timerSeconds) return state;
      return count(addLine(state, side, event, { kind: 'timer', seconds }, here), { timerSeconds: seconds });
    }
    case 'edit':
      return {
        ...state,
        rows: changeLine(state.rows, { side, seq: body.seq }, ({ content, ...line }) =>
          content.kind === 'text' ? { ...line, content: { ...content, text: body.text, isEdited: true } } : null,
        ),
      };
    case 'delete':
      return takeBack(state, { side, seq: body.seq });
    case 'reaction':
      return {
        ...state,
        rows: changeLine(state.rows, toRef(body.target, here.role), ({ content, ...line }) => {
          if (content.kind !== 'text') return null;
          const others = content.reactions.filter((one) => one.side !== side);
          const reactions = body.emoji === '' ? others : [...others, { side, emoji: body.emoji }];
          return { ...line, content: { ...content, reactions } };
        }),
      };
    default:
      return state;
  }
}

function addLine(state: LogState, side: LogSide, event: LogEvent, content: LineContent, here: Here): LogState {
  const { nextIndex, lastIndex, unread, timerSeconds, expiringFrom } = state.counters;
  const { nowUnixMs } = here;
  const isText = content.kind === 'text';
  const expiry = !isText || timerSeconds === 0 ? 'never' : toExpiry(timerSeconds, nowUnixMs);
  const { seq, atUnixMs } = event;
  const place = { is: 'line', index: nextIndex, side, seq } as const;
  const row: LogRow = {
    before: lastIndex,
    entry: { ...place, atUnixMs, storedAtUnixMs: nowUnixMs, expiry, content },
  };
  const added = count(state, {
    nextIndex: nextIndex + 1,
    lastIndex: nextIndex,
    unread: side === 'other' && isText ? unread + 1 : unread,
    expiringFrom: expiringFrom ?? (expiry === 'never' ? null : nextIndex),
  });
  return { ...added, rows: [...state.rows, row] };
}

function toExpiry(seconds: number, nowUnixMs: number): number | 'after-read' {
  return seconds === AFTER_READ_SECONDS ? 'after-read' : nowUnixMs + seconds * 1000;
}

/** Its place stays, and goes when the text would have gone. */
function takeBack(state: LogState, ref: LineRef): LogState {
  let unread = 0;
  const rows = changeLine(state.rows, ref, (line) => {
    if (line.content.kind !== 'text') return null;
    if (isUnread(state, line)) unread = 1;
    return { ...line, content: { kind: 'deleted' } };
  });
  if (rows === state.rows) return state;
  return withdraw({ ...count(state, { unread: state.counters.unread - unread }), rows }, ref);
}

/** Takes what the outbox says of an own text: its words, and new words for it. */
export function withdraw(state: LogState, { side, seq }: LineRef): LogState {
  if (side === 'other') return state;
  const outbox = state.outbox.filter(
    ({ event }) => event.seq !== seq && !(event.body.kind === 'edit' && event.body.seq === seq),
  );
  return outbox.length === state.outbox.length ? state : { ...state, outbox };
}

export function count(state: LogState, counters: Partial<StoredCounters>): LogState {
  return { ...state, counters: { ...state.counters, ...counters } };
}

export function isUnread({ counters }: LogState, line: LineRef & { readonly content: LineContent }): boolean {
  return line.side === 'other' && line.seq > counters.otherRead && line.content.kind === 'text';
}

function isNumbered({ counters }: LogState, { side, seq }: LineRef): boolean {
  return seq >= 1 && seq <= (side === 'own' ? counters.ownNext - 1 : counters.otherCum);
}

function toRef({ side, seq }: EventTarget, role: EventTarget['side']): LineRef {
  return { side: side === role ? 'own' : 'other', seq };
}
