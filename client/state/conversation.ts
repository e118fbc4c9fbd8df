/** Folds a chat's log into what the screen shows. Pure. */
import type { LogEntry } from '../session/ports.ts';
import type { Delivery, MessageView } from './view.ts';

export interface DeliveryMarks {
  /** The highest own event the other side has stored. */
  readonly ownAcked: number;
  /** The highest own event handed to the present session. */
  readonly handed: number;
  /** Nothing will be sent any more. */
  readonly isOver: boolean;
}

export function toMessages(entries: readonly LogEntry[], marks: DeliveryMarks): readonly MessageView[] {
  const messages: MessageView[] = [];
  let latestUnixMs = 0;
  for (const { side, seq, atUnixMs, storedAtUnixMs, body } of entries) {
    if (body.kind !== 'text') continue;
    // The other's clock may be wrong: its time is shown only between the message above and when this one arrived.
    latestUnixMs = Math.max(latestUnixMs, Math.min(atUnixMs, storedAtUnixMs));
    messages.push({
      id: `${side}-${String(seq)}`,
      author: side === 'own' ? 'me' : 'other',
      text: body.text,
      atUnixMs: latestUnixMs,
      delivery: side === 'own' ? toDelivery(seq, marks) : null,
    });
  }
  return messages;
}

/** Who ended the chat, if anybody did. */
export function endedBy(entries: readonly LogEntry[]): 'me' | 'other' | null {
  const end = entries.find(({ body }) => body.kind === 'end');
  if (end === undefined) return null;
  return end.side === 'own' ? 'me' : 'other';
}

/** The other's messages above `read`. */
export function countUnread(entries: readonly LogEntry[], read: number): number {
  return entries.filter(({ side, seq, body }) => side === 'other' && seq > read && body.kind === 'text').length;
}

function toDelivery(seq: number, { ownAcked, handed, isOver }: DeliveryMarks): Delivery {
  if (seq <= ownAcked) return 'delivered';
  if (isOver) return 'not-sent';
  return seq <= handed ? 'sent' : 'waiting';
}
