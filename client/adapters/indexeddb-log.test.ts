import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EventBody } from '../protocol/event-body.ts';
import type { ChatLog } from '../session/ports.ts';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { describeLog } from '../session/testing/log.contract.ts';
import { createHostRecord } from '../state/testing/records.ts';
import { openAgain, openFreshDatabase } from './testing/fresh-database.ts';
import type { ChatDatabase } from './chat-database.ts';
import { createIndexedDbChatStore } from './indexeddb-chat-store.ts';
import { openIndexedDbLog } from './indexeddb-log.ts';
import { createMemoryLog } from './memory-log.ts';
import { HOST_RECORD } from './record-codec.ts';

const clock = createFakeClock();
const text = (value: string): EventBody => ({ kind: 'text', text: value, replyTo: null });

async function databaseWithChat(): Promise<ChatDatabase> {
  const database = await openFreshDatabase();
  await createIndexedDbChatStore(database, HOST_RECORD).create(createHostRecord('ana'));
  return database;
}

const sealedEvents = (database: ChatDatabase): Promise<readonly Uint8Array[]> =>
  database.read((transaction) => transaction.objectStore('events').getAll());
const snapshot = async (log: ChatLog): Promise<unknown> => [
  log.counters(),
  log.entries(),
  await log.ownAfter(0, 1_000),
];

afterEach(() => {
  vi.restoreAllMocks();
});

describeLog('IndexedDB', async () => openIndexedDbLog(await databaseWithChat(), 'ana', clock));

describe('the log in IndexedDB', () => {
  test('is, after any changes and however often it is opened again, what it would be in memory', async () => {
    const change = fc.oneof(
      fc.record({ does: fc.constant('append' as const), text: fc.string({ unit: 'binary', maxLength: 20 }) }),
      fc.record({ does: fc.constant('receive' as const), text: fc.string({ unit: 'binary', maxLength: 20 }) }),
      fc.record({ does: fc.constantFrom('acknowledge' as const, 'markRead' as const), seq: fc.nat(12) }),
      fc.record({ does: fc.constantFrom('end' as const, 'receive end' as const, 'receive unknown' as const) }),
      fc.record({ does: fc.constant('reopen' as const) }),
    );
    const make = (log: ChatLog, step: typeof change extends fc.Arbitrary<infer T> ? T : never): Promise<unknown> => {
      const receive = (body: EventBody): Promise<void> =>
        log.receive({ seq: log.counters().otherCum + 1, atUnixMs: 3, body });
      switch (step.does) {
        case 'append':
          return log.append(2, text(step.text));
        case 'receive':
          return receive(text(step.text));
        case 'acknowledge':
        case 'markRead':
          return log[step.does](step.seq);
        case 'end':
          return log.append(4, { kind: 'end' });
        case 'receive end':
          return receive({ kind: 'end' });
        case 'receive unknown':
          return receive({ kind: 'unknown' });
        case 'reopen':
          return Promise.resolve();
      }
    };
    let ends = 0;
    let reopenings = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (steps) => {
        let database = await databaseWithChat();
        let log = await openIndexedDbLog(database, 'ana', clock);
        const model = createMemoryLog(clock);
        for (const step of steps) {
          if (step.does === 'reopen') {
            database.close();
            database = await openAgain();
            log = await openIndexedDbLog(database, 'ana', clock);
            reopenings += 1;
          }
          if (step.does === 'end' || step.does === 'receive end') ends += 1;
          const [outcome, expected] = await Promise.allSettled([make(log, step), make(model, step)]);
          expect(outcome.status).toBe(expected.status);
          expect(await snapshot(log)).toEqual(await snapshot(model));
        }
        const { length } = await sealedEvents(database);
        database.close();
        const outboxOnly = (await model.ownAfter(0, 1_000)).filter(({ body }) => body.kind === 'void').length;
        expect(length).toBe(model.entries().length + outboxOnly);
        expect(await snapshot(await openIndexedDbLog(await openAgain(), 'ana', clock))).toEqual(await snapshot(model));
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(ends).toBeGreaterThan(20);
    expect(reopenings).toBeGreaterThan(20);
  });

  test('lies there without a word of what was said', async () => {
    const database = await databaseWithChat();
    const log = await openIndexedDbLog(database, 'ana', clock);
    await log.append(1, text('meet me at the lighthouse'));
    const [sealed] = await sealedEvents(database);
    expect(Buffer.from(sealed ?? []).includes('lighthouse')).toBe(false);
  });

  test('calls made together are one transaction, and a wrong one among them is refused alone', async () => {
    const database = await databaseWithChat();
    const log = await openIndexedDbLog(database, 'ana', clock);
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

  test('of an own end keeps nothing but the end once it is acknowledged', async () => {
    const database = await databaseWithChat();
    const log = await openIndexedDbLog(database, 'ana', clock);
    await log.append(1, text('a'));
    await log.append(1, { kind: 'end' });
    expect(await sealedEvents(database)).toHaveLength(2);
    await log.acknowledge(2);
    expect(await sealedEvents(database)).toHaveLength(1);
    expect((await openIndexedDbLog(database, 'ana', clock)).entries()).toEqual(log.entries());
  });

  test('a call that changes nothing writes nothing', async () => {
    const log = await openIndexedDbLog(await databaseWithChat(), 'ana', clock);
    await log.append(1, text('a'));
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await log.acknowledge(0);
    await log.markRead(5);
    expect(transactions).not.toHaveBeenCalled();
  });

  test.each([
    ['QuotaExceededError', 'quota'],
    ['UnknownError', 'unavailable'],
  ])('a write that fails with %s leaves log and store as they were, and can be tried again', async (thrown, code) => {
    const database = await databaseWithChat();
    const log = await openIndexedDbLog(database, 'ana', clock);
    await log.append(1, text('a'));
    const before = await snapshot(log);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no', thrown);
    });
    await expect(log.append(2, { kind: 'end' })).rejects.toMatchObject({ name: 'StorageError', code });
    put.mockRestore();
    expect(await snapshot(log)).toEqual(before);
    expect(await snapshot(await openIndexedDbLog(database, 'ana', clock))).toEqual(before);
    expect(await log.append(2, text('b'))).toMatchObject({ seq: 2 });
  });

  test('a transaction that is broken off after its requests stored nothing', async () => {
    const database = await databaseWithChat();
    const log = await openIndexedDbLog(database, 'ana', clock);
    const original = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = original.apply(this, args);
      if (this.name === 'events') request.addEventListener('success', () => this.transaction.abort());
      return request;
    });
    await expect(log.append(1, text('a'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(log.entries()).toEqual([]);
    expect((await openIndexedDbLog(database, 'ana', clock)).counters().ownNext).toBe(1);
  });

  test('a transaction that the browser breaks off for want of space says so', async () => {
    const log = await openIndexedDbLog(await databaseWithChat(), 'ana', clock);
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
    const stale = await openIndexedDbLog(database, 'ana', clock);
    const fresh = await openIndexedDbLog(database, 'ana', clock);
    await fresh.append(1, text('fresh'));
    await expect(stale.append(1, text('stale'))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(stale.receive({ seq: 1, atUnixMs: 1, body: text('x') })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(stale.entries()).toEqual([]);
    expect((await openIndexedDbLog(database, 'ana', clock)).entries()).toEqual(fresh.entries());
  });

  test('of a removed chat takes nothing, and of none cannot be opened', async () => {
    const database = await databaseWithChat();
    const log = await openIndexedDbLog(database, 'ana', clock);
    await createIndexedDbChatStore(database, HOST_RECORD).remove('ana');
    await expect(log.append(1, text('late'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await sealedEvents(database)).toEqual([]);
    await expect(openIndexedDbLog(database, 'ana', clock)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test.each([
    ['a lost event', (events: Store) => events.delete(['ana', 1])],
    ['an event in the place of another', (events: Store, sealed: Uint8Array) => events.put(sealed, ['ana', 3])],
    ['an event in a place of its own', (events: Store, sealed: Uint8Array) => events.put(sealed, ['ana', 9])],
  ])('%s is noticed when it is opened', async (_, spoil) => {
    const database = await databaseWithChat();
    const log = await openIndexedDbLog(database, 'ana', clock);
    for (const value of ['a', 'b', 'c']) await log.append(1, text(value));
    // Nothing but its seal says in which order the other's were stored.
    for (const seq of [1, 2]) await log.receive({ seq, atUnixMs: 1, body: text('theirs') });
    await database.writeStrictly(async (transaction) => {
      const events = transaction.objectStore('events');
      const sealed = await events.get(['ana', 4]);
      if (sealed !== undefined) await spoil(events, sealed);
    });
    await expect(openIndexedDbLog(database, 'ana', clock)).rejects.toMatchObject({ code: 'corrupt' });
  });

  test('lost counters are noticed when it is opened', async () => {
    const database = await databaseWithChat();
    await (await openIndexedDbLog(database, 'ana', clock)).append(1, text('a'));
    await database.writeStrictly((transaction) => transaction.objectStore('counters').delete('ana'));
    await expect(openIndexedDbLog(database, 'ana', clock)).rejects.toMatchObject({ code: 'corrupt' });
  });
});

interface Store {
  delete(key: [string, number]): Promise<unknown>;
  put(value: Uint8Array, key: [string, number]): Promise<unknown>;
}
