/** A log's rows, outbox and counters as bytes. Knows no key and no database. */
import type { TimerSeconds } from '../protocol/disappearing.ts';
import { decodeEventBody, encodeEventBody, type EventBody } from '../protocol/event-body.ts';
import type { Expiry, LineContent, LineRef, LogEnd, LogEvent, LogLine, LogSide } from '../session/ports.ts';
import { padded, versioned, type Codec } from './codec.ts';
import type { StoredCounters } from './log-state.ts';
import { flag, integer, list, nullable, oneKindOf, oneOf, struct, text, type Field } from './record-fields.ts';

/** What a row says besides its key. */
export interface StoredLine extends Omit<LogLine, 'is' | 'index'> {
  readonly before: number | null;
}

const VERSION = 2;

const side = oneOf<LogSide>('own', 'other');
const timer = oneOf<TimerSeconds>(0, 300, 3_600, 86_400);
const ref = struct<LineRef>({ side, seq: integer });

/** All that is left. No bytes are an event of no known form, which is what they are read back as. */
const body: Field<EventBody> = {
  write: (value, writer) => {
    if (value.kind !== 'unknown') writer.bytes(encodeEventBody(value));
  },
  read: (reader) => decodeEventBody(reader.rest()),
};

const content = oneKindOf<LineContent>({
  text: struct({
    text,
    isEdited: flag,
    replyTo: nullable(ref),
    reactions: list(struct<{ readonly side: LogSide; readonly emoji: string }>({ side, emoji: text })),
  }),
  deleted: struct({}),
  timer: struct({ seconds: timer }),
});

const FIXED = ['never', 'after-read'] as const;
const dated = struct<{ readonly form: 0 | 1 | 2; readonly atUnixMs: number }>({
  form: oneOf<0 | 1 | 2>(0, 1, 2),
  atUnixMs: integer,
});

/** Its place in FIXED, or 2; and the time, which is 0 without one. */
const expiry: Field<Expiry> = {
  write: (value, writer) => {
    if (typeof value === 'number') dated.write({ form: 2, atUnixMs: value }, writer);
    else dated.write({ form: value === FIXED[0] ? 0 : 1, atUnixMs: 0 }, writer);
  },
  read: (reader) => {
    const { form, atUnixMs } = dated.read(reader);
    return form === 2 ? atUnixMs : FIXED[form];
  },
};

/** Padded, so that how much lies there does not say how much was said. */
export const LOG_LINE: Codec<StoredLine> = padded(
  versioned(
    VERSION,
    struct<StoredLine>({
      before: nullable(integer),
      side,
      seq: integer,
      atUnixMs: integer,
      storedAtUnixMs: integer,
      expiry,
      content,
    }),
  ),
);

/** Without the number, which is the row's key. */
export const LOG_OUTGOING: Codec<Omit<LogEvent, 'seq'>> = padded(
  versioned(VERSION, struct<Omit<LogEvent, 'seq'>>({ atUnixMs: integer, body })),
);

export const LOG_COUNTERS: Codec<StoredCounters> = padded(
  versioned(
    VERSION,
    struct<StoredCounters>({
      nextIndex: integer,
      lastIndex: nullable(integer),
      ownNext: integer,
      ownAcked: integer,
      ownRead: integer,
      otherCum: integer,
      otherRead: integer,
      unread: integer,
      timerSeconds: timer,
      lastEventAtUnixMs: nullable(integer),
      ended: nullable(struct<LogEnd>({ by: side, atUnixMs: integer })),
      expiringFrom: nullable(integer),
    }),
  ),
);
