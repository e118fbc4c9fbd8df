import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../protocol/bytes.ts';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import type { OpenedStorage, Unlocked } from '../state/storage-lock.ts';
import type { HostRecord } from '../state/chat-record.ts';
import { createHostRecord } from '../state/testing/records.ts';
import { openDatabase, type Database, type ReadTransaction } from './database.ts';
import { unwrapDataKey } from './data-key.ts';
import { createLockableStorage } from './lockable-storage.ts';
import { HOST_RECORD } from './record-codec.ts';
import { createSealer } from './sealer.ts';
import { resetIndexedDb } from './testing/fresh-database.ts';
import { deriveHere, QUICK_COST } from './testing/quick-derive.ts';

const passphrase = encodeUtf8('tulip anchor mosaic');
const another = encodeUtf8('candle river stone');
const ids = Array.from({ length: 20 }, (_, index) => `chat ${String(index)}`);

const create = () =>
  createLockableStorage({
    name: 'guest-chats-host',
    codec: HOST_RECORD,
    clock: createFakeClock(),
    derive: deriveHere,
    cost: QUICK_COST,
  });
const open = (): Promise<OpenedStorage<HostRecord>> => create().open();

async function openUnlocked(): Promise<Unlocked<HostRecord>> {
  const opened = await open();
  if (opened.is !== 'kept') throw new Error(`not open: ${opened.is}`);
  return opened;
}

async function unlock(tried: Uint8Array): Promise<Unlocked<HostRecord> | null> {
  const opened = await open();
  if (opened.is !== 'locked') throw new Error(`not locked: ${opened.is}`);
  return opened.unlock(tried);
}

async function unlocked(tried: Uint8Array): Promise<Unlocked<HostRecord>> {
  const opened = await unlock(tried);
  if (opened === null) throw new Error('not the passphrase');
  return opened;
}

/** Chats with a message each. */
async function fill({ storage }: Unlocked<HostRecord>): Promise<void> {
  for (const id of ids) {
    await storage.chats.create(createHostRecord(id));
    await (await storage.openLog(id, 'host')).append(1, { kind: 'text', text: `hello ${id}`, replyTo: null });
  }
}

/** Every chat with its message, or the test fails. */
async function expectAll({ storage }: Unlocked<HostRecord>): Promise<void> {
  const listed = await storage.chats.list();
  expect(listed.filter((chat) => chat.is === 'readable').map(({ record }) => record.id)).toEqual([...ids].sort());
  for (const id of ids) expect((await storage.openLog(id, 'host')).entries()).toHaveLength(1);
}

/** Everything there is, beside the pages of the app. */
async function scan<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
  const database: Database = await openDatabase('guest-chats-host', () => undefined);
  const found = await database.read(work);
  database.close();
  return found;
}
const vaultRows = () => scan((transaction) => transaction.objectStore('vault').getAll());
const chatRows = () => scan((transaction) => transaction.objectStore('chats').getAll());

beforeEach(resetIndexedDb);
afterEach(() => {
  vi.restoreAllMocks();
});

describe('turning the app lock on', () => {
  test('asks the next page for the passphrase, and gives it all chats for the right one only', async () => {
    const page = await openUnlocked();
    await fill(page);
    expect(page.lock.isOn()).toBe(false);
    expect(await page.lock.change(null, passphrase)).toBe(true);
    expect(page.lock.isOn()).toBe(true);
    expect(await unlock(another)).toBeNull();
    const next = await unlocked(passphrase);
    expect(next.lock.isOn()).toBe(true);
    await expectAll(next);
  });

  test('leaves no key in the database, and no wrapped key as it was', async () => {
    const page = await openUnlocked();
    await fill(page);
    const before = await chatRows();
    const [oldKey] = await vaultRows();
    await page.lock.change(null, passphrase);
    const stored = await scan((transaction) =>
      Promise.all(
        (['vault', 'chats', 'lines', 'outbox', 'counters'] as const).map((name) =>
          transaction.objectStore(name).getAll(),
        ),
      ),
    );
    const values = stored.flat().flatMap((value) => ('record' in value ? [value.key, value.record] : [value]));
    expect(values).toHaveLength(1 + 5 * ids.length);
    expect(values.every((value) => value instanceof Uint8Array)).toBe(true);
    const after = await chatRows();
    for (const [place, { key }] of before.entries()) expect(after[place]?.key).not.toEqual(key);
    // Not even with a copy of the key that was there before.
    if (!(oldKey instanceof CryptoKey)) throw new Error('no key');
    const old = createSealer(oldKey);
    const firstId = [...ids].sort()[0] ?? '';
    expect(await unwrapDataKey(old, firstId, before[0]?.key ?? new Uint8Array(0))).toHaveLength(32);
    expect(await unwrapDataKey(old, firstId, after[0]?.key ?? new Uint8Array(0))).toBeNull();
  });

  test('is felt by nobody: what is open goes on, and what is new is there for the next page', async () => {
    const page = await openUnlocked();
    await fill(page);
    const handle = await page.storage.chats.open('chat 3');
    const log = await page.storage.openLog('chat 3', 'host');
    await page.lock.change(null, passphrase);
    await handle?.update((record) => ({ ...record, label: 'since' }));
    await log.append(2, { kind: 'text', text: 'since', replyTo: null });
    await page.storage.chats.create(createHostRecord('new'));
    const next = await unlocked(passphrase);
    expect((await next.storage.chats.open('chat 3'))?.read().label).toBe('since');
    expect((await next.storage.openLog('chat 3', 'host')).entries()).toHaveLength(2);
    expect((await next.storage.chats.open('new'))?.read().id).toBe('new');
  });

  test('takes chats along that are made at the same time', async () => {
    const page = await openUnlocked();
    await fill(page);
    const made = Array.from({ length: 30 }, (_, index) => createHostRecord(`made ${String(index)}`));
    await Promise.all([
      page.lock.change(null, passphrase),
      ...made.map(async (record) => {
        await page.storage.chats.create(record);
        await page.storage.openLog(record.id, 'host');
      }),
    ]);
    const listed = await (await unlocked(passphrase)).storage.chats.list();
    expect(listed.filter((chat) => chat.is === 'readable')).toHaveLength(ids.length + made.length);
  });

  test('leaves a chat that cannot be read what it is, and takes the others along', async () => {
    const page = await openUnlocked();
    await fill(page);
    const database = await openDatabase('guest-chats-host', () => undefined);
    await database.writeStrictly(async (transaction) => {
      const chats = transaction.objectStore('chats');
      const row = await chats.get('chat 3');
      if (row !== undefined) await chats.put({ ...row, key: row.key.map((byte) => byte ^ 1) }, 'chat 3');
    });
    await page.lock.change(null, passphrase);
    const listed = await (await unlocked(passphrase)).storage.chats.list();
    expect(listed.filter((chat) => chat.is === 'readable')).toHaveLength(ids.length - 1);
    expect(listed.find((chat) => chat.is === 'unreadable')).toMatchObject({ id: 'chat 3', why: 'corrupt' });
  });
});

describe('broken off at any write', () => {
  /** The n-th put from now on, and every later one, fails as when the browser ends. */
  function failFrom(first: number): void {
    const { put } = IDBObjectStore.prototype;
    let count = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
      key?: IDBValidKey,
    ) {
      count += 1;
      if (count >= first) throw new DOMException('gone', 'UnknownError');
      return put.call(this, value, key);
    });
  }
  /** One for each chat, and one for the new key, after the old one was cleared away. */
  const writes = Array.from({ length: ids.length + 1 }, (_, index) => index + 1);

  test('turning it on leaves everything unlocked, as it was', async () => {
    const page = await openUnlocked();
    await fill(page);
    for (const write of writes) {
      failFrom(write);
      await expect(page.lock.change(null, passphrase)).rejects.toMatchObject({ code: 'unavailable' });
      vi.restoreAllMocks();
      expect(page.lock.isOn()).toBe(false);
      await expectAll(await openUnlocked());
    }
    expect(await page.lock.change(null, passphrase)).toBe(true);
    await expectAll(await unlocked(passphrase));
  });

  test('changing it leaves the old passphrase, turning it off leaves it on', async () => {
    const page = await openUnlocked();
    await fill(page);
    await page.lock.change(null, passphrase);
    for (const write of writes) {
      for (const next of [another, null]) {
        failFrom(write);
        await expect(page.lock.change(passphrase, next)).rejects.toMatchObject({ code: 'unavailable' });
        vi.restoreAllMocks();
        expect(await unlock(another)).toBeNull();
      }
      await expectAll(await unlocked(passphrase));
    }
    await expectAll(page);
  });
});

describe('with the app lock on', () => {
  test('another passphrase takes the place of the present one', async () => {
    const page = await openUnlocked();
    await fill(page);
    await page.lock.change(null, passphrase);
    expect(await page.lock.change(another, another)).toBe(false);
    expect(await page.lock.change(null, another)).toBe(false);
    expect(await unlock(another)).toBeNull();
    expect(await page.lock.change(passphrase, another)).toBe(true);
    expect(await unlock(passphrase)).toBeNull();
    await expectAll(await unlocked(another));
  });

  test('it is turned off with the present passphrase only', async () => {
    const page = await openUnlocked();
    await fill(page);
    await page.lock.change(null, passphrase);
    expect(await page.lock.change(another, null)).toBe(false);
    expect(await unlock(another)).toBeNull();
    expect(await page.lock.change(passphrase, null)).toBe(true);
    expect(page.lock.isOn()).toBe(false);
    const [key] = await vaultRows();
    if (!(key instanceof CryptoKey)) throw new Error('no key');
    expect(key.extractable).toBe(false);
    await expectAll(await openUnlocked());
  });

  test('a page that knows an older key changes nothing, and makes no chat that could not be opened', async () => {
    const stale = await openUnlocked();
    await fill(stale);
    await (await openUnlocked()).lock.change(null, passphrase);
    await expect(stale.lock.change(null, another)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(stale.storage.chats.create(createHostRecord('new'))).rejects.toMatchObject({ code: 'unavailable' });
    await expectAll(await unlocked(passphrase));
  });

  test('a damaged lock, and one of a later version, are told apart from a wrong passphrase', async () => {
    await (await openUnlocked()).lock.change(null, passphrase);
    const [row] = await vaultRows();
    if (!(row instanceof Uint8Array)) throw new Error('not locked');
    const database = await openDatabase('guest-chats-host', () => undefined);
    for (const [spoiled, why] of [
      [row.slice(0, -1), 'corrupt'],
      [row.with(0, 9), 'future-version'],
    ] as const) {
      await database.writeStrictly((transaction) => transaction.objectStore('vault').put(spoiled, 2));
      expect(await open()).toEqual({ is: 'unreadable', why });
    }
  });

  test('everything can be deleted without it; then there is nothing, and no lock', async () => {
    const page = await openUnlocked();
    await fill(page);
    await page.lock.change(null, passphrase);
    await create().deleteAll();
    await create().deleteAll();
    const next = await openUnlocked();
    expect(await next.storage.chats.list()).toEqual([]);
    expect(next.lock.isOn()).toBe(false);
  });
});

test('a browser that refuses to store has memory, and nothing to lock', async () => {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('refused', 'SecurityError');
  });
  const opened = await open();
  if (opened.is !== 'memory') throw new Error(opened.is);
  expect(opened.storage.isKept).toBe(false);
});
