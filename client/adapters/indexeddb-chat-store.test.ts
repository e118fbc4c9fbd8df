import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../protocol/bytes.ts';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { describeChatStore } from '../state/testing/chat-store.contract.ts';
import { createGuestRecord, createHostRecord } from '../state/testing/records.ts';
import { openFreshDatabase, openAgain } from './testing/fresh-database.ts';
import type { ChatDatabase } from './chat-database.ts';
import { createIndexedDbChatStore } from './indexeddb-chat-store.ts';
import { openIndexedDbLog } from './indexeddb-log.ts';
import { GUEST_RECORD, HOST_RECORD } from './record-codec.ts';

describeChatStore('IndexedDB', async () => createIndexedDbChatStore(await openFreshDatabase(), HOST_RECORD));

const ana = createHostRecord('ana');
const ben = createHostRecord('ben');
const count = (database: ChatDatabase): Promise<readonly number[]> =>
  database.read((transaction) =>
    Promise.all(
      (['chats', 'lines', 'outbox', 'counters'] as const).map((name) => transaction.objectStore(name).count()),
    ),
  );

describe('the chats in IndexedDB', () => {
  test('are there for the next page', async () => {
    const database = await openFreshDatabase();
    await createIndexedDbChatStore(database, HOST_RECORD).create(ana);
    database.close();
    const next = createIndexedDbChatStore(await openAgain(), HOST_RECORD);
    expect(await next.list()).toEqual([{ is: 'readable', record: ana }]);
    expect((await next.open('ana'))?.read()).toEqual(ana);
  });

  test('of a guest are kept the same way', async () => {
    const store = createIndexedDbChatStore(await openFreshDatabase(), GUEST_RECORD);
    const record = createGuestRecord('maya');
    await store.create(record);
    expect(await store.list()).toEqual([{ is: 'readable', record }]);
  });

  test('lie there without a word of what they say', async () => {
    const database = await openFreshDatabase();
    await createIndexedDbChatStore(database, HOST_RECORD).create(ana);
    const row = await database.read((transaction) => transaction.objectStore('chats').get('ana'));
    const stored = Buffer.concat([row?.key ?? Buffer.alloc(0), row?.record ?? Buffer.alloc(0)]);
    expect(stored.length).toBeGreaterThan(400);
    const { keyPair, cur } = ana.keys;
    for (const secret of [keyPair.secretKey, cur.resumption, encodeUtf8(ana.label), encodeUtf8('tulip')]) {
      expect(Buffer.from(HOST_RECORD.encode(ana)).includes(Buffer.from(secret))).toBe(true);
      expect(stored.includes(Buffer.from(secret))).toBe(false);
    }
  });

  test.each([
    ['a changed record', 'corrupt', (row: Uint8Array) => row.map((byte, at) => (at === 40 ? byte ^ 1 : byte))],
    ['a record cut to nothing', 'corrupt', () => new Uint8Array(0)],
  ])('%s is reported, and hides no other chat', async (_, why, spoil) => {
    const database = await openFreshDatabase();
    const store = createIndexedDbChatStore(database, HOST_RECORD);
    await store.create(ana);
    await store.create(ben);
    await database.writeStrictly(async (transaction) => {
      const row = await transaction.objectStore('chats').get('ana');
      if (row !== undefined) await transaction.objectStore('chats').put({ ...row, record: spoil(row.record) }, 'ana');
    });
    expect(await store.list()).toEqual([
      { is: 'unreadable', id: 'ana', why },
      { is: 'readable', record: ben },
    ]);
    await expect(store.open('ana')).rejects.toMatchObject({ code: why });
  });

  test('a record of a later version is reported as that', async () => {
    const database = await openFreshDatabase();
    const later = { ...HOST_RECORD, encode: () => Uint8Array.of(255, 1, 2, 3) };
    await createIndexedDbChatStore(database, later).create(ana);
    const store = createIndexedDbChatStore(database, HOST_RECORD);
    expect(await store.list()).toEqual([{ is: 'unreadable', id: 'ana', why: 'future-version' }]);
  });

  test('our own mistake is not taken for a chat that cannot be read', async () => {
    const database = await openFreshDatabase();
    await createIndexedDbChatStore(database, HOST_RECORD).create(ana);
    const decode = (): never => {
      throw new Error('internal: mistaken');
    };
    const store = createIndexedDbChatStore(database, { ...HOST_RECORD, decode });
    await expect(store.list()).rejects.toThrow('internal: mistaken');
  });

  test("one chat's row in another's place is refused", async () => {
    const database = await openFreshDatabase();
    const store = createIndexedDbChatStore(database, HOST_RECORD);
    await store.create(ana);
    await database.writeStrictly(async (transaction) => {
      const row = await transaction.objectStore('chats').get('ana');
      if (row !== undefined) await transaction.objectStore('chats').put(row, 'ben');
    });
    await expect(store.open('ben')).rejects.toMatchObject({ code: 'corrupt' });
  });

  test("take their events, counters and key with them when they are removed, and nobody else's", async () => {
    const database = await openFreshDatabase();
    const store = createIndexedDbChatStore(database, HOST_RECORD);
    for (const record of [ana, ben]) {
      await store.create(record);
      const log = await openIndexedDbLog(database, record.id, { role: 'host', clock: createFakeClock() });
      await log.append(1, { kind: 'text', text: 'hello', replyTo: null });
    }
    expect(await count(database)).toEqual([2, 2, 2, 2]);
    await store.remove('ana');
    expect(await count(database)).toEqual([1, 1, 1, 1]);
    expect(
      (await openIndexedDbLog(database, 'ben', { role: 'host', clock: createFakeClock() })).entries(),
    ).toHaveLength(1);
  });

  test('do not show in their length whether somebody has begun to write', async () => {
    const database = await openFreshDatabase();
    const store = createIndexedDbChatStore(database, HOST_RECORD);
    const lengths = new Set<number | undefined>();
    const handle = await store.create(ana);
    for (const draft of ['', 'a', 'a word or two']) {
      await handle.update((record) => ({ ...record, draft }));
      const row = await database.read((transaction) => transaction.objectStore('chats').get('ana'));
      lengths.add(row?.record.length);
    }
    expect(lengths.size).toBe(1);
  });

  test('that are removed leave no byte in any store but the key of the others', async () => {
    const database = await openFreshDatabase();
    const store = createIndexedDbChatStore(database, HOST_RECORD);
    await store.create(ana);
    const log = await openIndexedDbLog(database, 'ana', { role: 'host', clock: createFakeClock() });
    await log.append(1, { kind: 'text', text: 'hello', replyTo: null });
    await log.receive({ seq: 1, atUnixMs: 1, body: { kind: 'text', text: 'hello', replyTo: null } });
    await store.remove('ana');
    database.close();
    const raw = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('guest-chats-host');
      request.addEventListener('success', () => resolve(request.result));
    });
    const left = [...raw.objectStoreNames].map(async (name) => {
      const request = raw.transaction(name).objectStore(name).count();
      await new Promise((resolve) => {
        request.addEventListener('success', resolve);
      });
      return [name, request.result];
    });
    expect((await Promise.all(left)).filter(([, rows]) => rows !== 0)).toEqual([['vault', 1]]);
    raw.close();
  });
});
