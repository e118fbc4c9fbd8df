/**
 * A chat's log in IndexedDB, sealed by the chat's data key: an event and the counters it moves are one strict transaction
 * (GC/1 section 8). What the log may do is `log-state.ts`; this file reads pages of it and stores what changed.
 */
import { equalBytes } from '../protocol/bytes.ts';
import type { ChatLog, LogEvent } from '../session/ports.ts';
import { StorageError } from '../state/storage-error.ts';
import type { ChatDatabase } from './chat-database.ts';
import { putRows, rowsBefore, rowsOf, type ReadTransaction } from './database.ts';
import { createLog, type LogKeeper, type LogOptions } from './log.ts';
import { FIRST_PAGE_ROWS, PAGE_ROWS, showEarlier } from './log-pages.ts';
import { placeBefore, showMissing, type LogRow } from './log-rows.ts';
import { createLogSealer, type LogSealer } from './log-sealer.ts';
import { EMPTY_LOG, isFitting, toOutgoing, type LogState, type Outgoing, type StoredCounters } from './log-state.ts';

interface Page {
  readonly keys: readonly [string, number][];
  readonly values: readonly Uint8Array[];
  /** Nothing is stored before it. */
  readonly isFirst: boolean;
}

interface Opened {
  readonly state: LogState;
  readonly isDamaged: boolean;
  /** As they lie in the database, which is how a change by anybody else shows; null before the first. */
  readonly sealedCounters: Uint8Array | null;
  readonly sealer: LogSealer;
}

/**
 * Reads counters, outbox and the last page. Throws StorageError `unavailable` when there is no such chat.
 * One log for each chat and page: a write after anybody else's is rejected with `unavailable`, and so is every later one.
 */
export async function openIndexedDbLog(database: ChatDatabase, chatId: string, options: LogOptions): Promise<ChatLog> {
  const { state, isDamaged, sealer, ...opened } = await open(database, chatId);
  let { sealedCounters } = opened;

  const keeper: LogKeeper = {
    load: (loaded) => loadPage(database, chatId, sealer, loaded),
    save: async (before, after) => {
      const isCounted = !isDamaged && after.counters !== before.counters;
      const { lines, outbox } = compare(before, after);
      if (!isCounted && lines.isSame && outbox.isSame) return;
      // Sealed first: a transaction ends while WebCrypto is awaited.
      const [counted, sealedLines, sealedOutbox] = await Promise.all([
        isCounted ? sealer.counters.seal(after.counters) : sealedCounters,
        Promise.all(lines.changed.map(async (row) => [row.entry.index, await sealer.line.seal(row)] as const)),
        Promise.all(outbox.changed.map(async ({ event }) => [event.seq, await sealer.outgoing.seal(event)] as const)),
      ]);
      await database.writeStrictly(async (transaction) => {
        const stores = {
          counters: transaction.objectStore('counters'),
          lines: transaction.objectStore('lines'),
          outbox: transaction.objectStore('outbox'),
        };
        const [chatKey, expected] = await Promise.all([
          transaction.objectStore('chats').getKey(chatId),
          stores.counters.get(chatId),
        ]);
        if (chatKey === undefined || !isSame(expected ?? null, sealedCounters)) throw new StorageError('unavailable');
        const hasEnded = before.counters.ended === null && after.counters.ended !== null;
        // By range: what cannot be read is not in `before`, and goes all the same.
        const acked = rowsBefore(chatId, after.counters.ownAcked + 1);
        const withdrawn = outbox.gone.filter((seq) => seq > after.counters.ownAcked);
        const requests = [
          ...(counted === null ? [] : [stores.counters.put(counted, chatId)]),
          ...(hasEnded ? [stores.lines.delete(rowsOf(chatId))] : []),
          ...(isCounted ? [stores.outbox.delete(hasEnded ? rowsOf(chatId) : acked)] : []),
          ...lines.gone.map((index) => stores.lines.delete([chatId, index])),
          ...withdrawn.map((seq) => stores.outbox.delete([chatId, seq])),
        ];
        putRows(transaction, 'lines', chatId, sealedLines);
        putRows(transaction, 'outbox', chatId, sealedOutbox);
        await Promise.all(requests);
      });
      sealedCounters = counted;
    },
  };

  return createLog(keeper, state, isDamaged, options);
}

async function open(database: ChatDatabase, chatId: string): Promise<Opened> {
  const { chat, sealedCounters, outboxKeys, outboxValues, page } = await database.read(async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const [chat, sealedCounters, outboxKeys, outboxValues, page] = await Promise.all([
      transaction.objectStore('chats').get(chatId),
      transaction.objectStore('counters').get(chatId),
      outbox.getAllKeys(rowsOf(chatId)),
      outbox.getAll(rowsOf(chatId)),
      readPage(transaction, chatId, rowsOf(chatId), FIRST_PAGE_ROWS),
    ]);
    return { chat, sealedCounters, outboxKeys, outboxValues, page };
  });
  if (chat === undefined) throw new StorageError('unavailable');
  const sealer = createLogSealer(await database.vault.openDataKey(chatId, chat.key), chatId);
  const isNew = sealedCounters === undefined && page.keys.length === 0 && outboxKeys.length === 0;
  const counters = isNew ? EMPTY_LOG.counters : await openCounters(sealer, sealedCounters);
  const outbox = await Promise.all(
    outboxValues.map((sealed, place) => openOutgoing(sealer, outboxKeys[place]?.[1] ?? 0, sealed)),
  );
  const empty = { ...EMPTY_LOG, isComplete: false, shownFrom: counters?.nextIndex ?? Number.MAX_SAFE_INTEGER };
  let state = await addPage(
    { ...empty, counters: counters ?? EMPTY_LOG.counters, outbox: outbox.filter((one) => one !== null) },
    counters?.lastIndex,
    sealer,
    page,
  );
  while (isDisappearingBefore(state)) state = await loadPage(database, chatId, sealer, state);
  const isDamaged = counters === null || !isFitting(state);
  return { state: showEarlier(state, FIRST_PAGE_ROWS), isDamaged, sealedCounters: sealedCounters ?? null, sealer };
}

function isDisappearingBefore({ counters, rows, isComplete }: LogState): boolean {
  const first = rows[0]?.entry.index;
  return !isComplete && counters.expiringFrom !== null && (first === undefined || first > counters.expiringFrom);
}

/** Null when they are lost or damaged. */
async function openCounters(sealer: LogSealer, sealed: Uint8Array | undefined): Promise<StoredCounters | null> {
  if (sealed === undefined) return null;
  const opened = await lossOf(() => sealer.counters.open(sealed));
  return typeof opened === 'string' ? null : opened;
}

/** Null when it cannot be read: then it is sent as one that was withdrawn. */
async function openOutgoing(sealer: LogSealer, seq: number, sealed: Uint8Array): Promise<Outgoing | null> {
  const opened = await lossOf<LogEvent>(() => sealer.outgoing.open(sealed, seq));
  return typeof opened === 'string' ? null : toOutgoing(opened);
}

async function loadPage(database: ChatDatabase, chatId: string, sealer: LogSealer, state: LogState): Promise<LogState> {
  const [first] = state.rows;
  const range = first === undefined ? rowsOf(chatId) : rowsBefore(chatId, first.entry.index);
  const page = await database.read((transaction) => readPage(transaction, chatId, range, PAGE_ROWS));
  return addPage(state, placeBefore(state.rows, state.counters.lastIndex), sealer, page);
}

/** The last rows of the range. */
async function readPage(
  transaction: ReadTransaction,
  chatId: string,
  range: IDBKeyRange,
  length: number,
): Promise<Page> {
  const lines = transaction.objectStore('lines');
  const cursor = await lines.openKeyCursor(range, 'prev');
  const first = length > 1 ? await cursor?.advance(length - 1) : cursor;
  const from = first?.key ?? [chatId];
  const upTo = IDBKeyRange.bound(from, range.upper, false, range.upperOpen);
  const [keys, values] = await Promise.all([lines.getAllKeys(upTo), lines.getAll(upTo)]);
  return { keys, values, isFirst: keys.length < length };
}

async function addPage(
  state: LogState,
  next: number | null | undefined,
  sealer: LogSealer,
  { keys, values, isFirst }: Page,
): Promise<LogState> {
  const found = await Promise.all(
    values.map(async (sealed, place): Promise<LogRow> => {
      const index = keys[place]?.[1] ?? 0;
      const opened = await lossOf(() => sealer.line.open(sealed, index));
      if (typeof opened === 'string') return { before: null, entry: { is: 'unreadable', index, why: opened } };
      return opened;
    }),
  );
  return { ...state, rows: [...showMissing(found, next, isFirst), ...state.rows], isComplete: isFirst };
}

/** What was opened, or why it could not be. */
async function lossOf<T extends object>(open: () => Promise<T>): Promise<T | 'corrupt' | 'future-version'> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof StorageError && (error.code === 'corrupt' || error.code === 'future-version'))
      return error.code;
    throw error;
  }
}

/** What the database must be told. */
function compare(before: LogState, after: LogState) {
  // A line more is the usual change: what both begin with need not be looked at.
  const place = before.rows.findIndex((row, at) => row !== after.rows[at]);
  const shared = place < 0 ? before.rows.length : place;
  return {
    lines: difference(before.rows.slice(shared), after.rows.slice(shared), ({ entry }) => entry.index),
    outbox: difference(before.outbox, after.outbox, ({ event }) => event.seq),
  };
}

/** Things that are new or not as they were, and keys that are free now. */
function difference<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => number) {
  const known = new Set(before);
  const kept = new Set(after.map(keyOf));
  const changed = after.filter((one) => !known.has(one));
  const gone = before.map(keyOf).filter((key) => !kept.has(key));
  return { changed, gone, isSame: changed.length === 0 && gone.length === 0 };
}

function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b);
}
