/** A log's rows and counters as bytes. Knows no key and no database. */
import { EMPTY } from '../protocol/bytes.ts';
import { decodeEventBody, encodeEventBody, type EventBody } from '../protocol/event-body.ts';
import type { LogEntry } from '../session/ports.ts';
import { versioned, type Codec } from './codec.ts';
import type { LogRow, LogState } from './log-state.ts';
import { flag, integer, oneOf, struct, type Field } from './record-fields.ts';

const VERSION = 1;

/** All that is left. No bytes are an event of no known form, which is what they are read back as. */
const body: Field<EventBody> = {
  write: (value) => (value.kind === 'unknown' ? EMPTY : encodeEventBody(value)),
  read: (reader) => decodeEventBody(reader.rest()),
};

/** Without the index, which is the row's key. */
export const LOG_ROW: Codec<Omit<LogRow, 'index'>> = versioned(
  VERSION,
  struct<Omit<LogRow, 'index'>>({
    isHistory: flag,
    entry: struct<LogEntry>({
      side: oneOf<LogEntry['side']>('own', 'other'),
      seq: integer,
      atUnixMs: integer,
      storedAtUnixMs: integer,
      body,
    }),
  }),
);

export const LOG_COUNTERS: Codec<Omit<LogState, 'rows'>> = versioned(
  VERSION,
  struct<Omit<LogState, 'rows'>>({
    nextIndex: integer,
    ownNext: integer,
    ownAcked: integer,
    otherCum: integer,
    otherRead: integer,
  }),
);
