/** Turns a chat's loaded lines into what the screen shows. Pure, but for remembering its last result. */
import type { Clock, LineRef, LogEntry, LogLine } from '../session/ports.ts';
import { toMessageId } from './message-id.ts';
import { EDIT_WINDOW_MS, type Delivery, type MessageView, type QuoteView } from './view.ts';

export interface DeliveryMarks {
  /** The highest own event the other side has stored. */
  readonly ownAcked: number;
  /** The highest own event the other person has seen. */
  readonly ownRead: number;
  /** The highest own event handed to the present session. */
  readonly handed: number;
  /** Nothing will be sent any more. */
  readonly isOver: boolean;
}

export interface Moment {
  readonly nowUnixMs: number;
  /** When the chat began, for lines of which nothing else is known. */
  readonly createdAtUnixMs: number;
}

export interface Conversation {
  readonly messages: readonly MessageView[];
  /** From when on time alone makes it another one; null while that cannot be. */
  readonly validUntilUnixMs: number | null;
}

type Fold = (entries: readonly LogEntry[], marks: DeliveryMarks) => Conversation;

const NOTHING: Conversation = { messages: [], validUntilUnixMs: null };

/**
 * Folds again only when what goes in has changed, or time has, and then only the lines that can differ: a view is asked for
 * far more often than a line changes. What is the same is the same object, so that a screen need not look.
 */
export function createFold(clock: Clock, createdAtUnixMs: number): Fold {
  let before: Folded | null = null;
  return (entries, marks) => {
    const moment = { nowUnixMs: clock.now(), createdAtUnixMs };
    const isInTime = moment.nowUnixMs < (before?.conversation.validUntilUnixMs ?? Infinity);
    if (before?.entries === entries && isInTime && isSame(before.marks, marks)) return before.conversation;
    const begun = before === null || !isInTime ? NOTHING : carryOver(before, entries, marks, moment);
    before = { entries, marks, conversation: toConversation(entries, marks, moment, begun) };
    return before.conversation;
  };
}

interface Folded {
  readonly entries: readonly LogEntry[];
  readonly marks: DeliveryMarks;
  readonly conversation: Conversation;
}

const MARKS = ['ownAcked', 'ownRead', 'handed'] as const;

function isSame(before: DeliveryMarks, now: DeliveryMarks): boolean {
  return before.isOver === now.isOver && MARKS.every((mark) => before[mark] === now[mark]);
}

/** What the last conversation says of the entries that both begin with, as the marks are now. */
function carryOver(
  { entries: old, marks: oldMarks, conversation }: Folded,
  entries: readonly LogEntry[],
  marks: DeliveryMarks,
  moment: Moment,
): Conversation {
  // Where lines were left out, a message's place does not say which line it is.
  if (oldMarks.isOver !== marks.isOver || conversation.messages.length !== old.length) return NOTHING;
  const different = old === entries ? -1 : entries.findIndex((entry, at) => entry !== old[at]);
  const messages = conversation.messages.slice(0, different < 0 ? entries.length : different);
  const moved = MARKS.filter((mark) => oldMarks[mark] !== marks[mark]).flatMap((mark) => [oldMarks[mark], marks[mark]]);
  // From the end, and no further than a mark has moved: own lines stand in the order of their numbers.
  for (let at = messages.length - 1; at >= 0 && moved.length > 0; at -= 1) {
    const [entry, message] = [entries[at], messages[at]];
    if (entry?.is !== 'line' || entry.side !== 'own' || message === undefined) continue;
    if (entry.seq <= Math.min(...moved)) break;
    if (entry.seq <= Math.max(...moved))
      messages[at] = toMessage(entry, message.atUnixMs, marks, moment.nowUnixMs, entries);
  }
  return { messages, validUntilUnixMs: conversation.validUntilUnixMs };
}

/** @param begun what is known of the first entries already, one message for each */
export function toConversation(
  entries: readonly LogEntry[],
  marks: DeliveryMarks,
  moment: Moment,
  begun = NOTHING,
): Conversation {
  const { nowUnixMs } = moment;
  const messages = [...begun.messages];
  let validUntilUnixMs = begun.validUntilUnixMs ?? Infinity;
  let latestUnixMs = messages.at(-1)?.atUnixMs ?? 0;
  for (const entry of entries.slice(messages.length)) {
    if (entry.is === 'unreadable') {
      if (latestUnixMs === 0) latestUnixMs = moment.createdAtUnixMs;
      const id = `row-${String(entry.index)}`;
      messages.push({ is: 'unreadable', id, author: 'other', atUnixMs: latestUnixMs, why: entry.why });
      continue;
    }
    if (typeof entry.expiry === 'number') {
      if (entry.expiry <= nowUnixMs) continue;
      validUntilUnixMs = Math.min(validUntilUnixMs, entry.expiry);
    }
    // The other's clock may be wrong: its time is shown only between the message above and when this one arrived.
    latestUnixMs = Math.max(latestUnixMs, Math.min(entry.atUnixMs, entry.storedAtUnixMs));
    const message = toMessage(entry, latestUnixMs, marks, nowUnixMs, entries);
    if (message.is === 'text' && message.canEdit) {
      validUntilUnixMs = Math.min(validUntilUnixMs, entry.atUnixMs + EDIT_WINDOW_MS);
    }
    messages.push(message);
  }
  return { messages, validUntilUnixMs: validUntilUnixMs === Infinity ? null : validUntilUnixMs };
}

/** By the author's own clock, which wrote the time (GC/1 section 8). */
export function canEdit({ side, content, atUnixMs }: LogLine, nowUnixMs: number): boolean {
  return side === 'own' && content.kind === 'text' && nowUnixMs < atUnixMs + EDIT_WINDOW_MS;
}

function toMessage(
  line: LogLine,
  atUnixMs: number,
  marks: DeliveryMarks,
  nowUnixMs: number,
  entries: readonly LogEntry[],
): MessageView {
  const { content, side, seq, expiry } = line;
  const common = { id: toMessageId(line), author: toAuthor(side), atUnixMs };
  switch (content.kind) {
    case 'deleted':
      return { ...common, is: 'deleted' };
    case 'timer':
      return { ...common, is: 'timer', seconds: content.seconds };
    case 'text':
      return {
        ...common,
        is: 'text',
        text: content.text,
        isEdited: content.isEdited,
        quote: content.replyTo === null ? null : toQuote(content.replyTo, entries, nowUnixMs),
        reactions: content.reactions.map((one) => ({ emoji: one.emoji, author: toAuthor(one.side) })),
        delivery: side === 'own' ? toDelivery(seq, marks) : null,
        arrivedAtUnixMs: side === 'own' ? null : line.storedAtUnixMs,
        canEdit: !marks.isOver && canEdit(line, nowUnixMs),
        disappearsAtUnixMs: typeof expiry === 'number' ? expiry : null,
      };
  }
}

function toQuote(ref: LineRef, entries: readonly LogEntry[], nowUnixMs: number): QuoteView {
  // From the end: what is answered was mostly said lately.
  const line = entries.findLast((entry) => entry.is === 'line' && entry.side === ref.side && entry.seq === ref.seq);
  const isQuotable = line?.is === 'line' && !(typeof line.expiry === 'number' && line.expiry <= nowUnixMs);
  const text = isQuotable && line.content.kind === 'text' ? line.content.text : null;
  return { id: toMessageId(ref), author: toAuthor(ref.side), text };
}

function toAuthor(side: LogLine['side']): 'me' | 'other' {
  return side === 'own' ? 'me' : 'other';
}

/** Waiting, sent, delivered, read: it only ever moves right, but for `sent` on a session that is over. */
export function toDelivery(seq: number, { ownAcked, ownRead, handed, isOver }: DeliveryMarks): Delivery {
  if (seq <= ownRead) return 'read';
  if (seq <= ownAcked) return 'delivered';
  if (isOver) return 'not-sent';
  return seq <= handed ? 'sent' : 'waiting';
}
