/**
 * What host and guest chats have in common: the log, sending, reading, ending, and the silence after which a chat goes.
 * Knows no rooms and no handshakes.
 */
import { decodeUtf8, encodeUtf8 } from '../protocol/bytes.ts';
import { MAX_TEXT_BYTES } from '../protocol/event-body.ts';
import { createDelivery, type Delivery } from '../session/delivery.ts';
import type { ChatLog, Clock } from '../session/ports.ts';
import { countUnread, endedBy, toMessages } from './conversation.ts';
import type { MessageView, SendRefusal } from './view.ts';

/** GC/1 section 8. */
const MAX_OUTBOX_EVENTS = 500;
const MAX_OUTBOX_BYTES = 4 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Chat {
  readonly delivery: Delivery;
  messages(): readonly MessageView[];
  unreadCount(): number;
  /** Null while the chat goes on. */
  endedBy(): 'me' | 'other' | 'silence' | null;
  /** The other side has everything, the end included. */
  isSettled(): boolean;
  lastActivityUnixMs(): number;
  send(text: string): SendRefusal | null;
  /** Deletes what was said, here at once and there as soon as they can be reached. */
  end(): void;
  /** No more will be sent or received; what is here stays readable. */
  close(): void;
  /** Whether a person is looking at this chat now. */
  setShown(isShown: boolean): void;
}

export function createChat(options: {
  readonly log: ChatLog;
  readonly clock: Clock;
  /** When the chat began, for as long as nothing has been said in it. */
  readonly createdAtUnixMs: number;
  /** Silence after which both sides delete the chat. */
  readonly silenceDays: number;
  changed(): void;
  failed(why: 'out-of-step' | 'storage'): void;
}): Chat {
  const { log, clock, changed } = options;
  let lastActivityUnixMs = log.entries().at(-1)?.storedAtUnixMs ?? options.createdAtUnixMs;
  let isShown = false;
  let isClosed = false;
  let isSilenced = false;
  let cancelSilence = (): void => undefined;

  const markRead = (): void => {
    if (isShown) log.markRead(log.counters().otherCum).then(changed, changed);
  };

  const delivery = createDelivery(log, {
    changed,
    received: () => {
      touch();
      markRead();
    },
    failed: options.failed,
  });

  const touch = (): void => {
    lastActivityUnixMs = clock.now();
    awaitSilence();
  };

  /** Counted from the last event, also across reloads (GC/1 section 2). */
  const awaitSilence = (): void => {
    cancelSilence();
    cancelSilence = clock.after(lastActivityUnixMs + options.silenceDays * DAY_MS - clock.now(), () => {
      isSilenced = true;
      changed();
    });
  };

  const submit = (body: Parameters<Delivery['submit']>[1]): void => {
    touch();
    delivery.submit(clock.now(), body).catch(() => {
      options.failed('storage');
    });
  };

  const whoEnded = (): 'me' | 'other' | 'silence' | null => (isSilenced ? 'silence' : endedBy(log.entries()));

  awaitSilence();

  return {
    delivery,
    messages: () => {
      if (isSilenced) return [];
      const marks = { ownAcked: log.counters().ownAcked, handed: delivery.handedSeq(), isOver: isClosed };
      return toMessages(log.entries(), marks);
    },
    unreadCount: () => (isSilenced ? 0 : countUnread(log.entries(), log.counters().otherRead)),
    endedBy: whoEnded,
    isSettled: () => log.counters().ownAcked === log.counters().ownNext - 1,
    lastActivityUnixMs: () => lastActivityUnixMs,
    send: (text) => {
      if (isClosed || whoEnded() !== null) return 'chat-over';
      const bytes = encodeUtf8(text);
      // Half an emoji cannot be sent; what the other side will read is what is kept here.
      const wellFormed = decodeUtf8(bytes) ?? '';
      if (wellFormed.trim() === '') return 'empty';
      if (bytes.length > MAX_TEXT_BYTES) return 'too-long';
      const { ownNext, ownAcked, outboxBytes } = log.counters();
      const isFull = ownNext - 1 - ownAcked >= MAX_OUTBOX_EVENTS || outboxBytes + bytes.length > MAX_OUTBOX_BYTES;
      if (isFull) return 'outbox-full';
      submit({ kind: 'text', text: wellFormed, replyTo: null });
      return null;
    },
    end: () => {
      if (whoEnded() === null) submit({ kind: 'end' });
    },
    close: () => {
      isClosed = true;
      cancelSilence();
      changed();
    },
    setShown: (shown) => {
      isShown = shown;
      markRead();
    },
  };
}
