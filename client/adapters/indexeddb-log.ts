/**
 * A chat's log in IndexedDB, sealed by the chat's data key: an event and the counters it moves are one strict transaction
 * (GC/1 section 8). What the log may do is `log-state.ts`; this file stores each new state before it shows it.
 */
import { encodeUtf8, equalBytes, lv, u64 } from '../protocol/bytes.ts';
import type { ChatLog, Clock } from '../session/ports.ts';
import { StorageError } from '../state/storage-error.ts';
import type { ChatDatabase } from './chat-database.ts';
import { eventsOf } from './database.ts';
import { LOG_COUNTERS, LOG_ROW } from './log-codec.ts';
import {
  acknowledge,
  append,
  countersOf,
  EMPTY_LOG,
  isWhole,
  markRead,
  outboxOf,
  receive,
  type LogRow,
  type LogState,
} from './log-state.ts';
import type { Sealer } from './sealer.ts';

interface Stored {
  readonly state: LogState;
  /** The counters as they lie in the database, which is how a change by anybody else shows; null before the first. */
  readonly sealedCounters: Uint8Array | null;
}

interface Waiting {
  readonly change: (state: LogState) => LogState;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Throws StorageError: `unavailable` when there is no such chat, `corrupt` when what is stored does not fit together.
 * One log for each chat and page: a write after anybody else's is rejected with `unavailable`, and so is every later one.
 */
export async function openIndexedDbLog(database: ChatDatabase, chatId: string, clock: Clock): Promise<ChatLog> {
  const { sealer, ...loaded } = await load(database, chatId);
  let stored: Stored = loaded;
  let shown = toShown(stored.state);
  let waiting: Waiting[] = [];
  let isWorking = false;

  const store = async (state: LogState): Promise<void> => {
    if (state === stored.state) return;
    stored = await save(database, chatId, sealer, stored, state);
    shown = toShown(state);
  };

  /** Everything that came while the last transaction ran goes into the next one. */
  const work = async (): Promise<void> => {
    if (isWorking) return;
    isWorking = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const accepted: Waiting[] = [];
      let { state } = stored;
      for (const one of batch) {
        try {
          state = one.change(state);
          accepted.push(one);
        } catch (error) {
          one.reject(error);
        }
      }
      try {
        await store(state);
        for (const { resolve } of accepted) resolve();
      } catch (error) {
        for (const { reject } of accepted) reject(error);
      }
    }
    isWorking = false;
  };

  const enqueue = (change: Waiting['change']): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ change, resolve, reject });
      void work();
    });

  return {
    counters: () => shown.counters,
    append: async (atUnixMs, body) => {
      let seq = 0;
      await enqueue((state) => {
        seq = state.ownNext;
        return append(state, atUnixMs, body, clock.now());
      });
      return { seq, atUnixMs, body };
    },
    receive: (event) => enqueue((state) => receive(state, event, clock.now())),
    acknowledge: (cum) => enqueue((state) => acknowledge(state, cum)),
    markRead: (seq) => enqueue((state) => markRead(state, seq)),
    entries: () => shown.entries,
    ownAfter: (seq, limit) => Promise.resolve(shown.outbox.filter((event) => event.seq > seq).slice(0, limit)),
  };
}

function toShown(state: LogState) {
  return {
    counters: countersOf(state),
    outbox: outboxOf(state),
    entries: state.rows.filter(({ isHistory }) => isHistory).map(({ entry }) => entry),
  };
}

async function load(database: ChatDatabase, chatId: string): Promise<Stored & { readonly sealer: Sealer }> {
  const { chat, sealedCounters, keys, values } = await database.read(async (transaction) => {
    const events = transaction.objectStore('events');
    const [chat, sealedCounters, keys, values] = await Promise.all([
      transaction.objectStore('chats').get(chatId),
      transaction.objectStore('counters').get(chatId),
      events.getAllKeys(eventsOf(chatId)),
      events.getAll(eventsOf(chatId)),
    ]);
    return { chat, sealedCounters, keys, values };
  });
  if (chat === undefined) throw new StorageError('unavailable');
  const sealer = await database.vault.openDataKey(chatId, chat.key);
  const counters =
    sealedCounters === undefined
      ? EMPTY_LOG
      : LOG_COUNTERS.decode(await sealer.open(sealedCounters, placeOfCounters(chatId)));
  const rows = await Promise.all(
    values.map(async (sealed, place): Promise<LogRow> => {
      const index = keys[place]?.[1] ?? 0;
      return { index, ...LOG_ROW.decode(await sealer.open(sealed, placeOfEvent(chatId, index))) };
    }),
  );
  const state = { ...counters, rows };
  if (!isWhole(state)) throw new StorageError('corrupt');
  return { state, sealedCounters: sealedCounters ?? null, sealer };
}

/** Sealed first: a transaction ends while WebCrypto is awaited. */
async function save(
  database: ChatDatabase,
  chatId: string,
  sealer: Sealer,
  before: Stored,
  state: LogState,
): Promise<Stored> {
  // An event more is the usual change: what both begin with need not be looked at.
  const place = before.state.rows.findIndex((row, at) => row !== state.rows[at]);
  const shared = place < 0 ? before.state.rows.length : place;
  const { changed, gone } = compare(before.state.rows.slice(shared), state.rows.slice(shared));
  const [sealedCounters, ...sealedRows] = await Promise.all([
    sealer.seal(LOG_COUNTERS.encode(state), placeOfCounters(chatId)),
    ...changed.map(async (row) => ({
      index: row.index,
      sealed: await sealer.seal(LOG_ROW.encode(row), placeOfEvent(chatId, row.index)),
    })),
  ]);
  await database.writeStrictly(async (transaction) => {
    const counters = transaction.objectStore('counters');
    const [chatKey, expected] = await Promise.all([
      transaction.objectStore('chats').getKey(chatId),
      counters.get(chatId),
    ]);
    if (chatKey === undefined || !isSame(expected ?? null, before.sealedCounters)) {
      throw new StorageError('unavailable');
    }
    const events = transaction.objectStore('events');
    await Promise.all([
      counters.put(sealedCounters, chatId),
      ...gone.map((index) => events.delete([chatId, index])),
      ...sealedRows.map(({ index, sealed }) => events.put(sealed, [chatId, index])),
    ]);
  });
  return { state, sealedCounters };
}

/** What the database must be told: rows that are new or not as they were, and places that are empty now. */
function compare(before: readonly LogRow[], after: readonly LogRow[]) {
  const known = new Set(before);
  const kept = new Set(after.map(({ index }) => index));
  return {
    changed: after.filter((row) => !known.has(row)),
    gone: before.map(({ index }) => index).filter((index) => !kept.has(index)),
  };
}

function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b);
}

/** Bound to what is sealed, so that nothing can be put in another's place. */
function placeOfEvent(chatId: string, index: number): Uint8Array {
  return lv(encodeUtf8('event'), encodeUtf8(chatId), u64(index));
}

function placeOfCounters(chatId: string): Uint8Array {
  return lv(encodeUtf8('counters'), encodeUtf8(chatId));
}
