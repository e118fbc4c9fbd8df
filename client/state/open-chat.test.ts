import { expect, test } from 'vitest';
import { createMemoryStorage } from '../adapters/chat-storage.ts';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { openChat } from './open-chat.ts';
import { StorageError } from './storage-error.ts';

const CHAT = { id: 'ana', label: '' };

async function store() {
  const storage = createMemoryStorage<typeof CHAT>(createFakeClock());
  const older = await storage.chats.create(CHAT);
  return { storage, older };
}

test('a page that took a chat over refuses what the page before still stores', async () => {
  const { storage, older } = await store();
  const taken = await openChat(storage, 'ana', 'host', true);
  await expect(older.update((chat) => ({ ...chat, label: 'late' }))).rejects.toEqual(new StorageError('unavailable'));
  await taken?.handle.update((chat) => ({ ...chat, label: 'in time' }));
  expect((await openChat(storage, 'ana', 'host', false))?.handle.read().label).toBe('in time');
});

test('what that page stored just before is read again', async () => {
  const { storage, older } = await store();
  const { open } = storage.chats;
  let isFirst = true;
  storage.chats.open = async (id) => {
    const handle = await open(id);
    if (isFirst) await older.update((chat) => ({ ...chat, label: 'just before' }));
    isFirst = false;
    return handle;
  };
  expect((await openChat(storage, 'ana', 'host', true))?.handle.read().label).toBe('just before');
});

test('a chat whose page is gone is opened without storing anything', async () => {
  const { storage, older } = await store();
  await openChat(storage, 'ana', 'host', false);
  await older.update((chat) => ({ ...chat, label: 'mine still' }));
  expect(older.read().label).toBe('mine still');
});

test('a chat that cannot be stored any more can still be opened', async () => {
  const { storage } = await store();
  const { open } = storage.chats;
  storage.chats.open = async (id) => {
    const handle = await open(id);
    return handle === null ? null : { ...handle, update: () => Promise.reject(new StorageError('quota')) };
  };
  expect((await openChat(storage, 'ana', 'host', true))?.handle.read()).toEqual(CHAT);
  expect(await openChat(storage, 'nobody', 'host', true)).toBeNull();
});
