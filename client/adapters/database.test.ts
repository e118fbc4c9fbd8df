import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from './database.ts';
import { giveUp, resetIndexedDb } from './testing/fresh-database.ts';

const ignore = (): void => undefined;
const unavailable = { name: 'StorageError', code: 'unavailable' };

/** A page of another version of the app, which may or may not make way. */
function openRaw(version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('guest-chats-host', version);
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new Error('not opened')));
  });
}

beforeEach(resetIndexedDb);

describe('the database', () => {
  test('is one for each role', async () => {
    await openDatabase('guest-chats-host', ignore);
    await openDatabase('guest-chats-guest', ignore);
    const names = (await indexedDB.databases()).map(({ name, version }) => [name, version]);
    expect(names.sort()).toEqual([
      ['guest-chats-guest', 2],
      ['guest-chats-host', 2],
    ]);
  });

  test('gives way to a later version, says so, and is unavailable from then on', async () => {
    const lost = vi.fn();
    const database = await openDatabase('guest-chats-host', lost);
    const later = await openDatabase('guest-chats-host', ignore, 3);
    expect(lost).toHaveBeenCalledTimes(1);
    await expect(database.read(() => Promise.resolve())).rejects.toMatchObject(unavailable);
    await expect(database.writeStrictly(() => Promise.resolve())).rejects.toMatchObject(unavailable);
    later.close();
  });

  test('of a later version is left alone', async () => {
    (await openDatabase('guest-chats-host', ignore, 3)).close();
    await expect(openDatabase('guest-chats-host', ignore)).rejects.toMatchObject({ code: 'future-version' });
  });

  test("is unavailable while a page of an older version does not let go, and in nobody's way afterwards", async () => {
    const stubborn = await openRaw(2);
    await expect(openDatabase('guest-chats-host', ignore, 3)).rejects.toMatchObject(unavailable);
    stubborn.close();
    (await openRaw(4)).close();
  });

  test('says when the browser has given it up', async () => {
    const lost = vi.fn();
    const opened = vi.spyOn(IDBFactory.prototype, 'open');
    const database = await openDatabase('guest-chats-host', lost);
    const request: unknown = opened.mock.results[0]?.value;
    opened.mockRestore();
    if (!(request instanceof IDBOpenDBRequest)) throw new Error('nothing was opened');
    giveUp(request.result);
    await expect(database.read(() => Promise.resolve())).rejects.toMatchObject(unavailable);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  test('closed by its owner it tells nobody', async () => {
    const lost = vi.fn();
    const database = await openDatabase('guest-chats-host', lost);
    database.close();
    (await openDatabase('guest-chats-host', ignore, 3)).close();
    expect(lost).not.toHaveBeenCalled();
  });
});

describe('a strict transaction', () => {
  test('in which our own work throws stores nothing, and throws the same', async () => {
    const database = await openDatabase('guest-chats-host', ignore);
    const work = database.writeStrictly(async (transaction) => {
      await transaction.objectStore('counters').put(Uint8Array.of(1), 'ana');
      throw new Error('internal: mistaken');
    });
    await expect(work).rejects.toThrow('internal: mistaken');
    expect(await database.read((transaction) => transaction.objectStore('counters').count())).toBe(0);
  });

  test('is durable and stored as a whole once it resolves', async () => {
    const database = await openDatabase('guest-chats-host', ignore);
    const durabilities: string[] = [];
    await database.writeStrictly(async (transaction) => {
      durabilities.push(transaction.durability);
      await transaction.objectStore('counters').put(Uint8Array.of(1), 'ana');
      await transaction.objectStore('counters').put(Uint8Array.of(2), 'ben');
    });
    expect(durabilities).toEqual(['strict']);
    const values = await database.read((transaction) => transaction.objectStore('counters').getAll());
    expect(values).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
  });
});

test('a browser without IndexedDB refuses to store', async () => {
  vi.stubGlobal('indexedDB', undefined);
  try {
    await expect(openDatabase('guest-chats-host', ignore)).rejects.toMatchObject({ code: 'unavailable' });
  } finally {
    vi.unstubAllGlobals();
  }
});
