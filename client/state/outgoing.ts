/**
 * What the person here says: judged, stored, and shown as not sent when it cannot be. Knows no session; the limits are
 * those of GC/1 section 8.
 */
import { decodeUtf8, encodeUtf8 } from '../protocol/bytes.ts';
import { MAX_TEXT_BYTES, type EventBody } from '../protocol/event-body.ts';
import type { Delivery } from '../session/delivery.ts';
import type { ChatLog, Clock } from '../session/ports.ts';
import { StorageError } from './storage-error.ts';
import type { QuoteView, SendRefusal, TextView } from './view.ts';

const MAX_OUTBOX_EVENTS = 500;
const MAX_OUTBOX_BYTES = 4 * 1024 * 1024;
const UNSENT = /^unsent-/;

export interface Outgoing {
  /** What a text becomes on the way, or why it cannot be sent now. */
  judge(text: string): { readonly text: string } | { readonly refusal: SendRefusal };
  /** @param quote what the text answers, should it have to be shown as not sent */
  submit(body: EventBody, quote?: QuoteView | null): void;
  /** Texts that could not be stored. */
  unsent(): readonly TextView[];
  /** @returns whether the id was of one of those */
  discard(id: string): boolean;
  trouble(): 'full' | 'refused' | null;
}

export function createOutgoing(options: {
  readonly log: ChatLog;
  readonly delivery: Delivery;
  readonly clock: Clock;
  changed(): void;
}): Outgoing {
  const { log, delivery, clock, changed } = options;
  /** Given to the log, and not stored yet. */
  const inFlight = { events: 0, bytes: 0 };
  let unsent: readonly TextView[] = [];
  let refused = 0;
  let trouble: 'full' | 'refused' | null = null;

  const toUnsent = (text: string, quote: QuoteView | null): TextView => {
    refused += 1;
    const id = `unsent-${String(refused)}`;
    const head = { is: 'text', id, author: 'me', atUnixMs: clock.now(), text, quote } as const;
    return {
      ...head,
      isEdited: false,
      reactions: [],
      delivery: 'not-sent',
      arrivedAtUnixMs: null,
      canEdit: false,
      disappearsAtUnixMs: null,
    };
  };

  return {
    judge: (text) => {
      const bytes = encodeUtf8(text);
      // Half an emoji cannot be sent; what the other side will read is what is kept here.
      const wellFormed = decodeUtf8(bytes) ?? '';
      if (wellFormed.trim() === '') return { refusal: 'empty' };
      if (bytes.length > MAX_TEXT_BYTES) return { refusal: 'too-long' };
      const { ownNext, ownAcked, outboxBytes } = log.counters();
      const events = ownNext - 1 - ownAcked + inFlight.events;
      const isFull = events >= MAX_OUTBOX_EVENTS || outboxBytes + inFlight.bytes + bytes.length > MAX_OUTBOX_BYTES;
      return isFull ? { refusal: 'outbox-full' } : { text: wellFormed };
    },
    submit: (body, quote = null) => {
      const bytes = 'text' in body ? encodeUtf8(body.text).length : 0;
      inFlight.events += 1;
      inFlight.bytes += bytes;
      const landed = (): void => {
        inFlight.events -= 1;
        inFlight.bytes -= bytes;
      };
      delivery.submit(clock.now(), body).then(
        () => {
          landed();
          trouble = null;
          changed();
        },
        (error: unknown) => {
          landed();
          trouble = error instanceof StorageError && error.code === 'quota' ? 'full' : 'refused';
          if (body.kind === 'text') unsent = [...unsent, toUnsent(body.text, quote)];
          changed();
        },
      );
    },
    unsent: () => unsent,
    discard: (id) => {
      if (!UNSENT.test(id)) return false;
      unsent = unsent.filter((message) => message.id !== id);
      if (unsent.length === 0) trouble = null;
      changed();
      return true;
    },
    trouble: () => trouble,
  };
}
