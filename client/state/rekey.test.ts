import { describe, expect, test } from 'vitest';
import { REKEY_AFTER_MS } from '../session/guest-rekey.ts';
import type { GuestKeys, HostKeys } from '../session/slots.ts';
import { createMemoryStorage } from '../adapters/chat-storage.ts';
import type { GuestRecord, HostRecord } from './chat-record.ts';
import type { ChatHandle } from './ports.ts';
import type { Storage } from './storage.ts';
import { StorageError } from './storage-error.ts';
import { createFakeLocks } from './testing/fake-locks.ts';
import { presence, texts } from './testing/seen.ts';
import { createWorld, type World } from './testing/world.ts';

type Couple = Awaited<ReturnType<typeof meet>>;

/** A storage that a test can make refuse whatever is to be written over a chat's record. */
function createFickleStorage<Record extends { readonly id: string }>(clock: World['clock']) {
  const storage = createMemoryStorage<Record>(clock);
  let isRefusing = false;
  const fickle = (handle: ChatHandle<Record>): ChatHandle<Record> => ({
    read: handle.read,
    update: (change) => (isRefusing ? Promise.reject(new StorageError('quota')) : handle.update(change)),
  });
  const open = async (id: string): Promise<ChatHandle<Record> | null> => {
    const handle = await storage.chats.open(id);
    return handle === null ? null : fickle(handle);
  };
  const chats = { ...storage.chats, open, create: async (r: Record) => fickle(await storage.chats.create(r)) };
  return {
    browser: { storage: { ...storage, chats }, locks: createFakeLocks() },
    setRefusing: (next: boolean) => {
      isRefusing = next;
    },
  };
}

async function meet() {
  const world = createWorld();
  const hostStorage = createFickleStorage<HostRecord>(world.clock);
  const guestStorage = createFickleStorage<GuestRecord>(world.clock);
  const maya = await world.createHost(hostStorage.browser);
  const { link } = await maya.invite();
  const ana = await world.join(link, { browser: guestStorage.browser });
  await world.clock.advance(500);
  return { world, maya, ana, refuse: { host: hostStorage.setRefusing, guest: guestStorage.setRefusing } };
}

async function keysOf<Keys>(storage: Storage<{ readonly id: string; readonly keys: Keys }>): Promise<Keys> {
  const [listed] = await storage.chats.list();
  if (listed?.is !== 'readable') throw new Error('no chat is stored');
  return listed.record.keys;
}

async function bothKeys({ maya, ana }: Couple): Promise<{ host: HostKeys; guest: GuestKeys }> {
  const host = await keysOf<HostKeys>(maya.browser.storage);
  const guest = await keysOf<GuestKeys>(ana.browser.storage);
  return { host, guest };
}

/** Both sides are live, remember the same secret, and a text arrives each way. */
async function expectWhole(couple: Couple, epoch: number): Promise<void> {
  const { world, maya, ana } = couple;
  expect([presence(maya.chat()), presence(ana.chat())]).toEqual(['online', 'online']);
  const { host, guest } = await bothKeys(couple);
  expect([host.cur.epoch, guest.cur.epoch]).toEqual([epoch, epoch]);
  expect(host.cur.resumption).toEqual(guest.cur.resumption);
  expect(host.prev).toBeNull();
  maya.host.send(maya.chat().id, 'still here?', null);
  ana.guest.send('', 'still here', null);
  await world.clock.advance(100);
  expect(texts(maya.chat()).slice(-2).sort()).toEqual(['still here', 'still here?']);
  expect(texts(ana.chat()).slice(-2).sort()).toEqual(['still here', 'still here?']);
}

/** HS1, HS2, HS3, READY, READY_ACK. */
const REKEY_MESSAGES = 5;

describe('a session on the same chains for half an hour', () => {
  test('gets new ones inside the same connection, again and again', async () => {
    const couple = await meet();
    const { world } = couple;
    const frames = world.server.relayed.length;
    for (let epoch = 2; epoch < 5; epoch += 1) {
      await world.clock.advance(REKEY_AFTER_MS + 1_000);
      await expectWhole(couple, epoch);
    }
    expect(world.server.relayed.length).toBe(frames);
  });

  test('loses, doubles and reorders nothing that is written meanwhile', async () => {
    const { world, maya, ana } = await meet();
    const written: { host: string[]; guest: string[] } = { host: [], guest: [] };
    await world.clock.advance(REKEY_AFTER_MS - 100);
    for (let step = 0; step < 200; step += 1) {
      written.host.push(`host ${String(step)}`);
      written.guest.push(`guest ${String(step)}`);
      maya.host.send(maya.chat().id, `host ${String(step)}`, null);
      ana.guest.send('', `guest ${String(step)}`, null);
      await world.clock.advance(1);
    }
    await world.clock.advance(1_000);
    for (const [chat, person] of [
      [maya.chat(), maya.host],
      [ana.chat(), ana.guest],
    ] as const) {
      const read = texts({ messages: await person.readAll(chat.id) });
      expect(read.filter((text) => text.startsWith('host'))).toEqual(written.host);
      expect(read.filter((text) => text.startsWith('guest'))).toEqual(written.guest);
      expect(presence(chat)).toBe('online');
    }
  });

  test.each(Array.from({ length: REKEY_MESSAGES }, (_, place) => place))(
    'survives its rekey message %i being spoiled: a new handshake follows',
    async (place) => {
      const couple = await meet();
      const { world } = couple;
      await world.clock.advance(REKEY_AFTER_MS - 5_000);
      world.network.onMessage = spoil(place);
      await world.clock.advance(10_000);
      world.network.onMessage = (message) => message;
      await world.clock.advance(30_000);
      const { host } = await bothKeys(couple);
      expect(host.cur.epoch).toBeGreaterThan(1);
      await expectWhole(couple, host.cur.epoch);
    },
  );

  test.each(['host', 'guest'] as const)('ends when the %s cannot store, and comes back when it can', async (side) => {
    const couple = await meet();
    const { world, refuse } = couple;
    refuse[side](true);
    await world.clock.advance(REKEY_AFTER_MS + 5_000);
    refuse[side](false);
    await world.clock.advance(120_000);
    const { host } = await bothKeys(couple);
    await expectWhole(couple, host.cur.epoch);
  });

  test('waits with it while another attempt runs', async () => {
    const couple = await meet();
    const { world } = couple;
    let longMessages = 0;
    await world.clock.advance(REKEY_AFTER_MS - 8_000);
    world.network.onMessage = (message) => {
      if (message.length > 1_000) longMessages += 1;
      return null;
    };
    await world.clock.advance(12_000);
    expect(longMessages).toBe(0);
    world.network.onMessage = (message) => message;
    await world.clock.advance(60_000);
    await expectWhole(couple, (await bothKeys(couple)).host.cur.epoch);
  });

  test('whose connection dies in the middle of it is replaced without waiting for the step', async () => {
    const couple = await meet();
    const { world } = couple;
    world.network.onMessage = (message) => {
      if (message.length > 1_000) world.network.cut();
      return message;
    };
    await world.clock.advance(REKEY_AFTER_MS);
    world.network.mend();
    await world.clock.advance(7_000);
    await expectWhole(couple, 2);
  });
});

/** Flips one bit in one message of the next rekey: its first is the first long one, and nothing else is being said. */
function spoil(place: number): (message: Uint8Array) => Uint8Array {
  let next = -1;
  return (message) => {
    if (next < 0 && message.length < 1_000) return message;
    next += 1;
    if (next !== place) return message;
    const spoiled = message.slice();
    spoiled[40] = (spoiled[40] ?? 0) ^ 1;
    return spoiled;
  };
}
