/** Sealing of a log's parts, each bound to its place, so that nothing can be put in another's. Knows no database. */
import { encodeUtf8, lv, u64, wipe } from '../protocol/bytes.ts';
import type { LogEvent } from '../session/ports.ts';
import type { Codec } from './codec.ts';
import { LOG_COUNTERS, LOG_LINE, LOG_OUTGOING } from './log-codec.ts';
import type { LogRow } from './log-rows.ts';
import type { StoredCounters } from './log-state.ts';
import type { Sealer } from './sealer.ts';

/** `open` throws StorageError `corrupt` or `future-version`. */
export interface LogSealer {
  readonly line: { seal(row: LogRow): Promise<Uint8Array>; open(sealed: Uint8Array, index: number): Promise<LogRow> };
  readonly outgoing: {
    seal(event: LogEvent): Promise<Uint8Array>;
    open(sealed: Uint8Array, seq: number): Promise<LogEvent>;
  };
  readonly counters: {
    seal(counters: StoredCounters): Promise<Uint8Array>;
    open(sealed: Uint8Array): Promise<StoredCounters>;
  };
}

/** Of a line's place or an event's, the last of what it is bound to. */
const NUMBER_BYTES = 8;

export function createLogSealer(sealer: Sealer, chatId: string): LogSealer {
  const placesOf = (what: string): ((number: number) => Uint8Array) => {
    const first = lv(encodeUtf8(what), encodeUtf8(chatId), u64(0));
    return (number) => {
      const place = first.slice();
      place.set(u64(number), place.length - NUMBER_BYTES);
      return place;
    };
  };
  const placeOfLine = placesOf('line');
  const placeOfOutgoing = placesOf('outgoing');
  const placeOfCounters = lv(encodeUtf8('counters'), encodeUtf8(chatId));

  const seal = async <T>(codec: Codec<T>, value: T, place: Uint8Array): Promise<Uint8Array> => {
    const encoded = codec.encode(value);
    const sealed = await sealer.seal(encoded, place);
    wipe(encoded);
    return sealed;
  };

  const open = async <T>(codec: Codec<T>, sealed: Uint8Array, place: Uint8Array): Promise<T> => {
    const encoded = await sealer.open(sealed, place);
    const value = codec.decode(encoded);
    wipe(encoded);
    return value;
  };

  return {
    line: {
      seal: ({ before, entry }) => {
        if (entry.is !== 'line') throw new Error('internal: what cannot be read cannot be stored');
        return seal(LOG_LINE, { before, ...entry }, placeOfLine(entry.index));
      },
      open: async (sealed, index) => {
        const { before, ...line } = await open(LOG_LINE, sealed, placeOfLine(index));
        return { before, entry: { is: 'line', index, ...line } };
      },
    },
    outgoing: {
      seal: (event) => seal(LOG_OUTGOING, event, placeOfOutgoing(event.seq)),
      open: async (sealed, seq) => ({ seq, ...(await open(LOG_OUTGOING, sealed, placeOfOutgoing(seq))) }),
    },
    counters: {
      seal: (counters) => seal(LOG_COUNTERS, counters, placeOfCounters),
      open: (sealed) => open(LOG_COUNTERS, sealed, placeOfCounters),
    },
  };
}
