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

/** What was shown of a line; the same object again as long as it would say the same, so that a screen need not look. */
type Shown = WeakMap<LogLine, MessageView>;

/** Folds again only when what goes in has changed, or time has: a view is asked for far more often. */
export function createFold(clock: Clock, createdAtUnixMs: number): Fold {
  const shown: Shown = new WeakMap();
  let of: readonly unknown[] = [];
  let last: Conversation = { messages: [], validUntilUnixMs: null };
  return (entries, marks) => {
    const nowUnixMs = clock.now();
    const next = [entries, marks.ownAcked, marks.ownRead, marks.handed, marks.isOver];
    const isSame = of.length > 0 && next.every((part, place) => part === of[place]);
    if (isSame && nowUnixMs < (last.validUntilUnixMs ?? Infinity)) return last;
    of = next;
    last = toConversation(entries, marks, { nowUnixMs, createdAtUnixMs }, shown);
    return last;
  };
}

export function toConversation(
  entries: readonly LogEntry[],
  marks: DeliveryMarks,
  moment: Moment,
  shown: Shown = new WeakMap(),
): Conversation {
  const { nowUnixMs } = moment;
  const messages: MessageView[] = [];
  let validUntilUnixMs = Infinity;
  let latestUnixMs = 0;
  for (const entry of entries) {
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
    const known = shown.get(entry);
    const isSame = known !== undefined && saysTheSame(known, entry, latestUnixMs, marks, nowUnixMs);
    const message = isSame ? known : toMessage(entry, latestUnixMs, marks, nowUnixMs, entries);
    if (!isSame) shown.set(entry, message);
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

/** Whether `toMessage` would say the same of this line; what it quotes may have changed. */
function saysTheSame(
  message: MessageView,
  line: LogLine,
  atUnixMs: number,
  marks: DeliveryMarks,
  nowUnixMs: number,
): boolean {
  if (message.atUnixMs !== atUnixMs) return false;
  if (message.is !== 'text') return true;
  return (
    message.quote === null &&
    message.delivery === (line.side === 'own' ? toDelivery(line.seq, marks) : null) &&
    message.canEdit === (!marks.isOver && canEdit(line, nowUnixMs))
  );
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
