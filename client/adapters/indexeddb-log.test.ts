import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EventBody } from '../protocol/event-body.ts';
import type { ChatLog } from '../session/ports.ts';
import { createFakeClock, type FakeClock } from '../session/testing/fake-clock.ts';
import { allEntries, describeLog, said, text } from '../session/testing/log.contract.ts';
import { createHostRecord } from '../state/testing/records.ts';
import { openAgain, openFreshDatabase } from './testing/fresh-database.ts';
import type { ChatDatabase } from './chat-database.ts';
import { createIndexedDbChatStore } from './indexeddb-chat-store.ts';
import { openIndexedDbLog } from './indexeddb-log.ts';
import { LOG_COUNTERS, LOG_LINE } from './log-codec.ts';
import { createMemoryLog } from './memory-log.ts';
import { HOST_RECORD } from './record-codec.ts';

const clock = createFakeClock();

async function databaseWithChat(): Promise<ChatDatabase> {
  const database = await openFreshDatabase();
  await createIndexedDbChatStore(database, HOST_RECORD).create(createHostRecord('ana'));
  return database;
}

const openLog = (database: ChatDatabase, at: FakeClock = clock): Promise<ChatLog> =>
  openIndexedDbLog(database, 'ana', { role: 'host', clock: at });
const sealed = (database: ChatDatabase, store: 'lines' | 'outbox'): Promise<readonly Uint8Array[]> =>
  database.read((transaction) => transaction.objectStore(store).getAll());
const snapshot = async (log: ChatLog): Promise<unknown> => [
  log.counters(),
  await allEntries(log),
  log.nextExpiryUnixMs(),
  await log.ownAfter(0, 1_000),
];

/** As when a disk or another program has been at it. */
const spoil = (database: ChatDatabase, store: 'lines' | 'outbox', key: number): Promise<void> =>
  database.writeStrictly(async (transaction) => {
    const rows = transaction.objectStore(store);
    const row = await rows.get(['ana', key]);
    if (row === undefined) throw new Error('nothing to spoil');
    await rows.put(
      row.map((byte, at) => (at === 20 ? byte ^ 1 : byte)),
      ['ana', key],
    );
  });

afterEach(() => {
  vi.restoreAllMocks();
});

describeLog('IndexedDB', async () => {
  const at = createFakeClock();
  const database = await databaseWithChat();
  return { clock: at, open: () => openLog(database, at) };
});

describe('the log in IndexedDB', () => {
  test('is, after any changes and however often it is opened again, what it would be in memory', async () => {
    const seq = fc.nat(8);
    const words = fc.string({ unit: 'binary', maxLength: 20 });
    const target = fc.record({ side: fc.constantFrom('guest' as const, 'host' as const), seq });
    const body: fc.Arbitrary<EventBody> = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({ kind: fc.constant('text' as const), text: words, replyTo: fc.option(target) }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), seq, text: words }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), seq }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('reaction' as const), target, emoji: fc.constantFrom('', '🌱') }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('timer' as const), seconds: fc.constantFrom(0, 300, 3_600, 7) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const) }) },
    );
    type Step =
      | { readonly does: 'append' | 'receive'; readonly body: EventBody }
      | { readonly does: 'acknowledge' | 'confirmRead'; readonly seq: number }
      | { readonly does: 'markRead' | 'expire' | 'reopen' };
    const change: fc.Arbitrary<Step> = fc.oneof(
      { weight: 6, arbitrary: fc.record({ does: fc.constantFrom('append' as const, 'receive' as const), body }) },
      {
        weight: 2,
        arbitrary: fc.record({ does: fc.constantFrom('acknowledge' as const, 'confirmRead' as const), seq }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          does: fc.constantFrom('markRead' as const, 'expire' as const, 'reopen' as const),
        }),
      },
    );
    const passing = createFakeClock();
    const make = (log: ChatLog, step: Step): Promise<unknown> => {
      switch (step.does) {
        case 'append':
          return log.append(2, step.body);
        case 'receive':
          return log.receive({ seq: log.counters().otherCum + 1, atUnixMs: 3, body: step.body });
        case 'acknowledge':
        case 'confirmRead':
          return log[step.does](step.seq);
        case 'markRead':
        case 'expire':
          return log[step.does]();
        case 'reopen':
          return Promise.resolve();
      }
    };
    const seen = { reopen: 0, end: 0, expired: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 10, maxLength: 40 }), async (steps) => {
        let database = await databaseWithChat();
        let log = await openLog(database, passing);
        const model = createMemoryLog({ role: 'host', clock: passing });
        for (const step of steps) {
          if (step.does === 'reopen') {
            database.close();
            database = await openAgain();
            log = await openLog(database, passing);
            seen.reopen += 1;
          }
          if (step.does === 'expire') await passing.advance(2_000_000);
          const before = model.entries().length;
          const [outcome, expected] = await Promise.allSettled([make(log, step), make(model, step)]);
          expect(outcome.status).toBe(expected.status);
          expect(await snapshot(log)).toEqual(await snapshot(model));
          if (step.does === 'expire' && model.entries().length < before) seen.expired += 1;
        }
        if (model.counters().ended !== null) seen.end += 1;
        expect(await sealed(database, 'lines')).toHaveLength(model.entries().length);
        const unsent = (await model.ownAfter(0, 1_000)).filter((event) => event.body.kind !== 'void');
        expect(await sealed(database, 'outbox')).toHaveLength(unsent.length);
        database.close();
        const again = await openLog(await openAgain(), passing);
        expect(again.isDamaged()).toBe(false);
        expect(await snapshot(again)).toEqual(await snapshot(model));
      }),
      { numRuns: 80, seed: 7 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });

  test('lies there without a word of what was said, nor how much it was', async () => {
    const database = await databaseWithChat();
    const log = await openLog(database);
    await log.append(1, text('meet me at the lighthouse'));
    await log.append(1, text('x'));
    const rows = [...(await sealed(database, 'lines')), ...(await sealed(database, 'outbox'))];
    expect(rows.some((row) => Buffer.from(row).includes('lighthouse'))).toBe(false);
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  });

  test('calls made together are one transaction, and a wrong one among them is refused alone', async () => {
    const database = await databaseWithChat();
    const log = await openLog(database);
    const first = log.append(1, text('a'));
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const rest = Promise.allSettled([
      log.append(1, text('b')),
      log.acknowledge(9),
      log.receive({ seq: 1, atUnixMs: 1, body: text('c') }),
      log.acknowledge(2),
    ]);
    await first;
    expect((await rest).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(transactions).toHaveBeenCalledTimes(2);
    expect(transactions.mock.calls.map(([, mode, options]) => [mode, options?.durability])).toEqual([
      ['readwrite', 'strict'],
      ['readwrite', 'strict'],
    ]);
    expect(log.counters()).toMatchObject({ ownNext: 3, ownAcked: 2, otherCum: 1 });
  });

  test('of an own end keeps nothing but the end, and not that once it is acknowledged', async () => {
    const database = await databaseWithChat();
    const log = await openLog(database);
    await log.append(1, text('a'));
    await log.append(1, { kind: 'end' });
    expect([await sealed(database, 'lines'), (await sealed(database, 'outbox')).length]).toEqual([[], 1]);
    await log.acknowledge(2);
    expect(await sealed(database, 'outbox')).toEqual([]);
  });

  test('a call that changes nothing writes nothing', async () => {
    const log = await openLog(await databaseWithChat());
    await log.append(1, text('a'));
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await log.acknowledge(0);
    await log.markRead();
    await log.expire();
    expect(transactions).not.toHaveBeenCalled();
  });

  test.each([
    ['QuotaExceededError', 'quota'],
    ['UnknownError', 'unavailable'],
  ])('a write that fails with %s leaves log and store as they were, and can be tried again', async (thrown, code) => {
    const database = await databaseWithChat();
    const log = await openLog(database);
    await log.append(1, text('a'));
    const before = await snapshot(log);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no', thrown);
    });
    await expect(log.append(2, { kind: 'end' })).rejects.toMatchObject({ name: 'StorageError', code });
    put.mockRestore();
    expect(await snapshot(log)).toEqual(before);
    expect(await snapshot(await openLog(database))).toEqual(before);
    expect(await log.append(2, text('b'))).toMatchObject({ seq: 2 });
  });

  test('a transaction that is broken off after its requests stored nothing', async () => {
    const database = await databaseWithChat();
    const log = await openLog(database);
    const original = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = original.apply(this, args);
      if (this.name === 'lines') request.addEventListener('success', () => this.transaction.abort());
      return request;
    });
    await expect(log.append(1, text('a'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(log.entries()).toEqual([]);
    expect((await openLog(database)).counters().ownNext).toBe(1);
  });

  test('a transaction that the browser breaks off for want of space says so', async () => {
    const log = await openLog(await databaseWithChat());
    const original = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = original.apply(this, args);
      // The other request is still waiting, and learns only that the transaction was broken off.
      const breakOff = (): void => {
        Object.defineProperty(this.transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') });
        this.transaction.abort();
      };
      if (this.name === 'counters') request.addEventListener('success', breakOff);
      return request;
    });
    await expect(log.append(1, text('a'))).rejects.toMatchObject({ code: 'quota' });
    expect(log.entries()).toEqual([]);
  });

  test('who was overtaken by another page stores nothing any more', async () => {
    const database = await databaseWithChat();
    const stale = await openLog(database);
    const fresh = await openLog(database);
    await fresh.append(1, text('fresh'));
    await expect(stale.append(1, text('stale'))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(stale.receive({ seq: 1, atUnixMs: 1, body: text('x') })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(stale.entries()).toEqual([]);
    expect((await openLog(database)).entries()).toEqual(fresh.entries());
  });

  test('claimed by another page takes nothing from this one, also before anything was said', async () => {
    const database = await databaseWithChat();
    const older = await openLog(database);
    const claimed = await openLog(database);
    await claimed.claim();
    await expect(older.append(1, text('late'))).rejects.toMatchObject({ code: 'unavailable' });
    await claimed.append(1, text('in time'));
    await expect(older.claim()).rejects.toMatchObject({ code: 'unavailable' });
    expect((await openLog(database)).entries()).toEqual(claimed.entries());
  });

  test('of a removed chat takes nothing, and of none cannot be opened', async () => {
    const database = await databaseWithChat();
    const log = await openLog(database);
    await createIndexedDbChatStore(database, HOST_RECORD).remove('ana');
    await expect(log.append(1, text('late'))).rejects.toMatchObject({ code: 'unavailable' });
    expect([await sealed(database, 'lines'), await sealed(database, 'outbox')]).toEqual([[], []]);
    await expect(openLog(database)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a chat of 10 000 messages', () => {
  test('is opened by reading its last lines, and changed without reading more', async () => {
    const database = await databaseWithChat();
    const log = await openLog(database);
    for (let start = 1; start <= 10_000; start += 500) {
      await Promise.all(
        Array.from({ length: 500 }, (_, place) =>
          log.receive({ seq: start + place, atUnixMs: 1, body: text('hello') }),
        ),
      );
    }
    const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
    const encrypt = vi.spyOn(crypto.subtle, 'encrypt');
    const again = await openLog(database);
    // The data key, the counters, and the first page.
    expect(decrypt).toHaveBeenCalledTimes(18);
    await again.append(1, text('one more'));
    await again.receive({ seq: 10_001, atUnixMs: 1, body: text('and one') });
    await again.markRead();
    expect(decrypt).toHaveBeenCalledTimes(18);
    // A line, its event in the outbox, counters; a line, counters; counters.
    expect(encrypt).toHaveBeenCalledTimes(6);
    await again.loadEarlier();
    expect(decrypt).toHaveBeenCalledTimes(78);
    expect(again.entries()).toHaveLength(78);
    await again.receive({ seq: 10_002, atUnixMs: 1, body: { kind: 'delete', seq: 3 } });
    expect(said(again.entries())).toHaveLength(78);
    expect(said(await allEntries(again)).slice(0, 4)).toEqual(['hello', 'hello', 'deleted', 'hello']);
  }, 120_000);
});

describe('damage', () => {
  async function filled(): Promise<ChatDatabase> {
    const database = await databaseWithChat();
    const log = await openLog(database);
    for (const value of ['a', 'b', 'c']) await log.append(1, text(value));
    for (const [place, value] of ['d', 'e'].entries()) {
      await log.receive({ seq: place + 1, atUnixMs: 1, body: text(value) });
    }
    await log.acknowledge(1);
    return database;
  }

  test.each<[string, string, (lines: Store, row: Uint8Array) => Promise<unknown>]>([
    [
      'a changed line',
      'corrupt',
      (lines, row) =>
        lines.put(
          row.map((byte, at) => (at === 20 ? byte ^ 1 : byte)),
          ['ana', 1],
        ),
    ],
    ['a line cut short', 'corrupt', (lines, row) => lines.put(row.slice(0, 40), ['ana', 1])],
    ['a line cut to nothing', 'corrupt', (lines) => lines.put(new Uint8Array(0), ['ana', 1])],
    ['another line in its place', 'corrupt', (lines, row) => lines.put(row, ['ana', 1])],
    ['a line that is gone', 'corrupt', (lines) => lines.delete(['ana', 1])],
  ])('%s is shown as unreadable in its place, and the chat goes on', async (name, why, change) => {
    const database = await filled();
    await database.writeStrictly(async (transaction) => {
      const lines = transaction.objectStore('lines');
      const row = await lines.get(['ana', name.startsWith('another') ? 2 : 1]);
      await change(lines, row ?? new Uint8Array(0));
    });
    const log = await openLog(database);
    expect(log.isDamaged()).toBe(false);
    expect(said(log.entries())).toEqual(['a', why, 'c', 'd', 'e']);
    await log.append(1, text('f'));
    await log.receive({ seq: 3, atUnixMs: 1, body: { kind: 'delete', seq: 1 } });
    expect(said((await openLog(database)).entries())).toEqual(['a', why, 'c', 'deleted', 'e', 'f']);
  });

  test('a line of a later version is shown as that', async () => {
    const database = await databaseWithChat();
    const log = await openLog(database);
    const encode = vi.spyOn(LOG_LINE, 'encode').mockImplementation(() => {
      const later = new Uint8Array(256);
      later.set([0, 0, 0, 2, 3, 1]);
      return later;
    });
    await log.append(1, text('from the future'));
    encode.mockRestore();
    await log.append(1, text('now'));
    expect(said((await openLog(database)).entries())).toEqual(['future-version', 'now']);
  });

  test('the first, the last and all lines gone are noticed as well', async () => {
    for (const [gone, expected] of [
      [[0], ['corrupt', 'b', 'c', 'd', 'e']],
      [[4], ['a', 'b', 'c', 'd', 'corrupt']],
      [
        [1, 2],
        ['a', 'corrupt', 'd', 'e'],
      ],
      [[0, 1, 2, 3, 4], ['corrupt']],
    ] as const) {
      const database = await filled();
      await database.writeStrictly(async (transaction) => {
        for (const index of gone) await transaction.objectStore('lines').delete(['ana', index]);
      });
      expect(said((await openLog(database)).entries())).toEqual(expected);
    }
  });

  test('what was shredded is not taken for lost', async () => {
    const database = await databaseWithChat();
    const passing = createFakeClock();
    const log = await openLog(database, passing);
    await log.append(1, text('first'));
    for (const seconds of [3_600, 0, 3_600]) {
      await log.append(1, { kind: 'timer', seconds });
      await log.append(1, text('a'));
      await log.append(1, text('b'));
    }
    await passing.advance(3_600_000);
    await log.expire();
    await log.append(1, text('last'));
    const expected = ['first', 'timer', 'timer', 'a', 'b', 'timer', 'last'];
    expect(said((await openLog(database, passing)).entries())).toEqual(expected);
  });

  test('an own event that cannot be read and was not acknowledged is sent as void', async () => {
    const database = await filled();
    await spoil(database, 'outbox', 2);
    const log = await openLog(database);
    expect((await log.ownAfter(0, 10)).map(({ seq, body }) => [seq, body.kind])).toEqual([
      [2, 'void'],
      [3, 'text'],
    ]);
    await log.acknowledge(2);
    expect(await sealed(database, 'outbox')).toHaveLength(1);
  });

  test.each<[string, (database: ChatDatabase) => Promise<void>]>([
    ['gone', (database) => database.writeStrictly((transaction) => transaction.objectStore('counters').delete('ana'))],
    [
      'altered',
      (database) =>
        database.writeStrictly(async (transaction) => {
          await transaction.objectStore('counters').put(new Uint8Array(300), 'ana');
        }),
    ],
  ])(
    'counters that are %s leave the chat readable; it takes nothing, and what disappears still does',
    async (_, change) => {
      const database = await databaseWithChat();
      const passing = createFakeClock();
      const before = await openLog(database, passing);
      await before.append(1, { kind: 'timer', seconds: 3_600 });
      for (let i = 0; i < 100; i += 1) await before.append(1, text('soon gone'));
      await before.append(1, { kind: 'timer', seconds: 0 });
      for (let i = 0; i < 100; i += 1) await before.append(1, text('stays'));
      await change(database);
      const log = await openLog(database, passing);
      expect([log.isDamaged(), log.hasEarlier()]).toEqual([true, true]);
      await expect(log.append(1, text('c'))).rejects.toMatchObject({ code: 'corrupt' });
      await expect(log.receive({ seq: 1, atUnixMs: 1, body: text('d') })).rejects.toMatchObject({ code: 'corrupt' });
      await passing.advance(3_600_000);
      await log.expire();
      expect((await openLog(database, passing)).isDamaged()).toBe(true);
      expect(await sealed(database, 'lines')).toHaveLength(102);
      expect(said(await allEntries(log)).filter((word) => word === 'soon gone')).toEqual([]);
    },
  );

  test('counters older than the lines do not fit', async () => {
    const database = await filled();
    const old = await database.read((transaction) => transaction.objectStore('counters').get('ana'));
    await (await openLog(database)).append(1, text('newer'));
    await database.writeStrictly(async (transaction) => {
      await transaction.objectStore('counters').put(old ?? new Uint8Array(0), 'ana');
    });
    const log = await openLog(database);
    expect(log.isDamaged()).toBe(true);
    expect(said(log.entries())).toEqual(['a', 'b', 'c', 'd', 'e', 'newer']);
  });

  test('our own mistake is not taken for damage', async () => {
    const database = await filled();
    vi.spyOn(LOG_COUNTERS, 'decode').mockImplementation(() => {
      throw new Error('internal: mistaken');
    });
    await expect(openLog(database)).rejects.toThrow('internal: mistaken');
  });
});

interface Store {
  delete(key: [string, number]): Promise<unknown>;
  put(value: Uint8Array, key: [string, number]): Promise<unknown>;
}
