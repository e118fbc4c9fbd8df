/**
 * A ChatLog over whatever keeps its state: changes wait in one queue, and each is stored before it shows. Knows no
 * database and no keys.
 */
import type { EventTarget } from '../protocol/event-body.ts';
import type { ChatLog, Clock, LineRef } from '../session/ports.ts';
import { StorageError } from '../state/storage-error.ts';
import { isAwaited, targetOf } from './log-effects.ts';
import { entriesOf, hasEarlier, hasNextPage, PAGE_ROWS, showEarlier, showLatest } from './log-pages.ts';
import {
  acknowledge,
  append,
  confirmRead,
  countersOf,
  expire,
  markRead,
  ownAfter,
  receive,
  type Here,
  type LogState,
} from './log-state.ts';

/** Both may reject with a StorageError; then nothing has changed. */
export interface LogKeeper {
  /** Adds the page of rows before those that are loaded; not called once all are. */
  load(state: LogState): Promise<LogState>;
  /** Stores what is new in `after`, all at once. */
  save(before: LogState, after: LogState): Promise<void>;
}

interface Waiting {
  /** Whether the change needs rows that are not loaded. */
  readonly needsMore: (state: LogState) => boolean;
  readonly change: (state: LogState) => LogState;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface LogOptions {
  readonly role: EventTarget['side'];
  readonly clock: Clock;
}

const never = (): boolean => false;

/** Of one transaction: some milliseconds of work, after which the page can do something else. */
const MAX_CHANGES = 128;

/** @param isDamaged the state does not fit together: it can be read, and lines can expire */
export function createLog(keeper: LogKeeper, first: LogState, isDamaged: boolean, options: LogOptions): ChatLog {
  const { role, clock } = options;
  let stored = first;
  let shown = toShown(first);
  let waiting: Waiting[] = [];
  let isWorking = false;
  let isFollowed = false;

  const here = (): Here => ({ role, nowUnixMs: clock.now() });

  const show = (next: LogState): void => {
    const state = isFollowed ? showLatest(next) : next;
    if (state === stored) return;
    // Who compares by identity sees only what differs.
    const isSameView = state.rows === stored.rows && state.shownFrom === stored.shownFrom;
    stored = state;
    shown = isSameView ? { ...shown, counters: countersOf(state) } : toShown(state);
  };

  const isShort = (one: Waiting): boolean => !stored.isComplete && one.needsMore(stored);

  const loadFor = async (one: Waiting): Promise<boolean> => {
    try {
      while (isShort(one)) show(await keeper.load(stored));
      return true;
    } catch (error) {
      one.reject(error);
      return false;
    }
  };

  /** What came while the last transaction ran goes into the next one. */
  const work = async (): Promise<void> => {
    if (isWorking) return;
    isWorking = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_CHANGES);
      waiting = waiting.slice(MAX_CHANGES);
      const ready: Waiting[] = [];
      for (const one of batch) if (!isShort(one) || (await loadFor(one))) ready.push(one);
      const accepted: Waiting[] = [];
      let state = stored;
      for (const one of ready) {
        try {
          state = one.change(state);
          accepted.push(one);
        } catch (error) {
          one.reject(error);
        }
      }
      try {
        if (state !== stored) await keeper.save(stored, state);
        show(state);
        for (const { resolve } of accepted) resolve();
      } catch (error) {
        for (const { reject } of accepted) reject(error);
      }
    }
    isWorking = false;
  };

  const enqueue = (change: Waiting['change'], needsMore: Waiting['needsMore'] = never): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ change, needsMore, resolve, reject });
      void work();
    });

  /** What moves counters, which a damaged log does not have. */
  const count = (change: Waiting['change'], target: LineRef | null = null): Promise<void> =>
    isDamaged
      ? Promise.reject(new StorageError('corrupt'))
      : enqueue(change, (state) => target !== null && isAwaited(state, target));

  return {
    counters: () => shown.counters,
    isDamaged: () => isDamaged,
    // A damaged one is not stored over.
    claim: () => (isDamaged ? Promise.resolve() : enqueue((state) => ({ ...state, counters: { ...state.counters } }))),
    append: async (atUnixMs, body) => {
      let seq = 0;
      await count(
        (state) => {
          seq = state.counters.ownNext;
          return append(state, atUnixMs, body, here());
        },
        targetOf('own', body, role),
      );
      return { seq, atUnixMs, body };
    },
    receive: (event, isSeen = false) =>
      count(
        (state) => {
          const received = receive(state, event, here());
          return isSeen ? markRead(received, clock.now()) : received;
        },
        targetOf('other', event.body, role),
      ),
    acknowledge: (cum) => count((state) => acknowledge(state, cum, clock.now())),
    confirmRead: (cum) => count((state) => confirmRead(state, cum, clock.now())),
    markRead: () => count((state) => markRead(state, clock.now())),
    // Without counters nothing says where what disappears begins.
    expire: () =>
      enqueue(
        (state) => expire(state, clock.now()),
        () => isDamaged,
      ),
    nextExpiryUnixMs: () => shown.nextExpiryUnixMs,
    entries: () => shown.entries,
    follow: (isNowFollowed) => {
      isFollowed = isNowFollowed;
      show(stored);
    },
    hasEarlier: () => shown.hasEarlier,
    loadEarlier: () =>
      enqueue(
        (state) => showEarlier(state, PAGE_ROWS),
        (state) => !hasNextPage(state),
      ),
    allEntries: async () => {
      await enqueue(
        (state) => state,
        () => true,
      );
      return stored.rows.map(({ entry }) => entry);
    },
    ownAfter: (seq, limit) => Promise.resolve(ownAfter(stored, seq, limit)),
  };
}

function toShown(state: LogState) {
  return {
    counters: countersOf(state),
    entries: entriesOf(state),
    hasEarlier: hasEarlier(state),
    nextExpiryUnixMs: nextExpiryUnixMs(state),
  };
}

function nextExpiryUnixMs({ counters, rows }: LogState): number | null {
  if (counters.expiringFrom === null) return null;
  let next: number | null = null;
  for (const { entry } of rows) {
    if (entry.is !== 'line' || typeof entry.expiry !== 'number') continue;
    next = next === null ? entry.expiry : Math.min(next, entry.expiry);
  }
  return next;
}
