/** What every store of chats must do, whatever it keeps them in. */
import { describe, expect, test } from 'vitest';
import type { HostRecord } from '../chat-record.ts';
import type { ChatHandle, ChatStore } from '../ports.ts';
import { createHostRecord } from './records.ts';

const ana = createHostRecord('ana');
const ben = createHostRecord('ben');

export function describeChatStore(name: string, create: () => Promise<ChatStore<HostRecord>>): void {
  const opened = async (store: ChatStore<HostRecord>, id: string): Promise<ChatHandle<HostRecord>> => {
    const handle = await store.open(id);
    if (handle === null) throw new Error('no such chat');
    return handle;
  };

  describe(`the chats in ${name}`, () => {
    test('there are none at first', async () => {
      const store = await create();
      expect(await store.list()).toEqual([]);
      expect(await store.open('ana')).toBeNull();
    });

    test('a created chat is listed and opened as it was given', async () => {
      const store = await create();
      expect((await store.create(ana)).read()).toEqual(ana);
      await store.create(ben);
      expect((await opened(store, 'ana')).read()).toEqual(ana);
      const listed = await store.list();
      expect(listed).toHaveLength(2);
      expect(listed).toContainEqual({ is: 'readable', record: ana });
      expect(listed).toContainEqual({ is: 'readable', record: ben });
    });

    test('an id is used once', async () => {
      const store = await create();
      await store.create(ana);
      await expect(store.create({ ...ana, label: 'another' })).rejects.toThrow('internal');
      expect((await opened(store, 'ana')).read()).toEqual(ana);
    });

    test('an update is read back here and by whoever opens the chat later, and touches no other chat', async () => {
      const store = await create();
      const handle = await store.create(ana);
      await store.create(ben);
      await handle.update((record) => ({ ...record, fails: record.fails + 1 }));
      expect(handle.read()).toEqual({ ...ana, fails: 1 });
      expect((await opened(store, 'ana')).read()).toEqual({ ...ana, fails: 1 });
      expect((await opened(store, 'ben')).read()).toEqual(ben);
    });

    test('updates build on each other in the order of the calls', async () => {
      const store = await create();
      const handle = await store.create({ ...ana, label: '' });
      const letters = ['a', 'b', 'c'];
      await Promise.all(letters.map((x) => handle.update((record) => ({ ...record, label: record.label + x }))));
      expect(handle.read().label).toBe('abc');
      expect((await opened(store, 'ana')).read().label).toBe('abc');
    });

    test('a change that throws or renames the chat changes nothing, and the next one is made', async () => {
      const store = await create();
      const handle = await store.create(ana);
      const outcomes = await Promise.allSettled([
        handle.update(() => {
          throw new Error('no');
        }),
        handle.update((record) => ({ ...record, id: 'ben' })),
        handle.update((record) => ({ ...record, isVerified: true })),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
      expect((await opened(store, 'ana')).read()).toEqual({ ...ana, isVerified: true });
      expect(await store.open('ben')).toBeNull();
    });

    test('a handle that another one overtook stores nothing any more', async () => {
      const store = await create();
      const stale = await store.create(ana);
      const fresh = await opened(store, 'ana');
      await fresh.update((record) => ({ ...record, fails: 7 }));
      const late = stale.update((record) => ({ ...record, fails: 1 }));
      await expect(late).rejects.toMatchObject({ code: 'unavailable' });
      expect(stale.read()).toEqual(ana);
      expect((await opened(store, 'ana')).read().fails).toBe(7);
      await fresh.update((record) => ({ ...record, fails: record.fails + 1 }));
      expect(fresh.read().fails).toBe(8);
    });

    test('a removed chat is gone, for its handles too, and can be removed again', async () => {
      const store = await create();
      const handle = await store.create(ana);
      await store.create(ben);
      await store.remove('ana');
      await store.remove('ana');
      expect(await store.open('ana')).toBeNull();
      expect(await store.list()).toEqual([{ is: 'readable', record: ben }]);
      await expect(handle.update((record) => record)).rejects.toMatchObject({ code: 'unavailable' });
      expect(await store.open('ana')).toBeNull();
    });
  });
}
