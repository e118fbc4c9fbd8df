import { describe, expect, test } from 'vitest';
import type { GuestRecord, HostRecord } from './chat-record.ts';
import { StorageError } from './storage-error.ts';
import { presence, texts } from './testing/seen.ts';
import { closePage } from './testing/close-page.ts';
import { meet } from './testing/couple.ts';
import { createWorld } from './testing/world.ts';

describe('a reload', () => {
  test('of the guest goes on with the chat, through the link as well', async () => {
    const { world, maya, ana, link } = await meet();
    ana.guest.send('', 'before', null);
    await world.clock.advance(50);
    const back = await world.join(link, { browser: closePage<GuestRecord>(ana) });
    await world.clock.advance(30_000);
    expect(presence(back.chat())).toBe('online');
    back.guest.send('', 'after', null);
    await world.clock.advance(100);
    expect(texts(maya.chat())).toEqual(['before', 'after']);
    expect(texts(back.chat())).toEqual(['before', 'after']);
  });

  test('of the host brings every chat and invite back', async () => {
    const { world, maya, ana } = await meet();
    const { id, link } = await maya.invite({ label: 'Bo' });
    ana.guest.send('', 'before', null);
    await world.clock.advance(50);
    const back = await world.createHost(closePage<HostRecord>(maya));
    await world.clock.advance(40_000);
    expect(back.host.view.get().chats).toHaveLength(2);
    expect(back.chat(id).phase).toMatchObject({ is: 'invited', link });
    ana.guest.send('', 'after', null);
    await world.clock.advance(40_000);
    const chat = back.host.view.get().chats.find(({ title }) => title === 'Ana');
    expect(chat === undefined ? [] : texts(chat)).toEqual(['before', 'after']);
  });

  test('of both, with messages written while the other was away, loses nothing', async () => {
    const { world, maya, ana, link } = await meet();
    const { id } = maya.chat();
    const guestBrowser = closePage<GuestRecord>(ana);
    maya.host.send(id, 'while you were away', null);
    await world.clock.advance(100);
    const hostBrowser = closePage<HostRecord>(maya);
    const anaBack = await world.join(link, { browser: guestBrowser });
    anaBack.guest.send('', 'and you too', null);
    await world.clock.advance(5_000);
    const mayaBack = await world.createHost(hostBrowser);
    await world.clock.advance(60_000);
    for (const chat of [anaBack.chat(), mayaBack.chat()]) {
      expect([...texts(chat)].sort()).toEqual(['and you too', 'while you were away']);
    }
  });

  test('many times over, at any moment, ends live with the same keys on both sides', async () => {
    const { world, maya, ana, link } = await meet();
    let browser = closePage<GuestRecord>(ana);
    for (let round = 0; round < 12; round += 1) {
      const back = await world.join(link, { browser });
      // Each time a little further into joining, the handshake and the connection.
      await world.clock.advance(round * 3);
      browser = closePage<GuestRecord>(back);
    }
    const last = await world.join(link, { browser });
    await world.clock.advance(120_000);
    expect(presence(last.chat())).toBe('online');
    expect(presence(maya.chat())).toBe('online');
    const [host] = await maya.browser.storage.chats.list();
    const [guest] = await last.browser.storage.chats.list();
    if (host?.is !== 'readable' || guest?.is !== 'readable') throw new Error('not readable');
    expect(guest.record.keys.cur).toEqual(host.record.keys.cur);
  });
});

describe('what is kept', () => {
  test('once both have committed, neither side keeps the link’s secret', async () => {
    const { maya, ana } = await meet();
    for (const storage of [maya.browser.storage, ana.browser.storage]) {
      const [listed] = await storage.chats.list();
      expect(listed).toMatchObject({ is: 'readable', record: { secret: null } });
    }
  });

  test('past the deadline the host keeps nothing that opens the link, and the chat goes on', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { link } = await maya.invite({ lifetimeSeconds: 3_600 });
    const ana = await world.join(link);
    await world.clock.advance(3_700_000);
    const [listed] = await maya.browser.storage.chats.list();
    expect(listed).toMatchObject({ is: 'readable', record: { keys: { firstContact: null } } });
    expect(presence(ana.chat())).toBe('online');
  });

  test('is gone when the guest has left and the host knows', async () => {
    const { world, ana } = await meet();
    ana.guest.end('');
    await world.clock.advance(100);
    expect(await ana.browser.storage.chats.list()).toEqual([]);
  });
});

describe('storage that is slow', () => {
  test('costs a guest who tried again meanwhile no third time-out', async () => {
    const { world, maya, ana, link } = await meet();
    let goOn = (): void => undefined;
    const stored = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { chats } = maya.browser.storage;
    const { open } = chats;
    chats.open = async (id) => {
      const handle = await open(id);
      return handle === null ? null : { ...handle, update: (change) => stored.then(() => handle.update(change)) };
    };
    const again = await world.createHost(closePage<HostRecord>(maya));
    const back = await world.join(link, { browser: closePage<GuestRecord>(ana) });
    // The first attempt waits for its commit, and is given up; the second waits for its turn.
    await world.clock.advance(25_000);
    expect(presence(back.chat())).toBe('offline');
    goOn();
    await world.clock.advance(3_000);
    expect(presence(back.chat())).toBe('online');
    expect(presence(again.chat())).toBe('online');
  });
});

describe('storage that refuses', () => {
  test('a new invite when there is no room left lives in the page, which says so', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { chats } = maya.browser.storage;
    chats.create = () => Promise.reject(new StorageError('quota'));
    const { link } = await maya.invite();
    const ana = await world.join(link);
    await world.clock.advance(500);
    expect(maya.host.view.get().storage).toBe('memory');
    expect(presence(ana.chat())).toBe('online');
  });

  test('one chat that cannot be read does not keep the others away', async () => {
    const { world, maya } = await meet();
    const { id } = await maya.invite({ label: 'Bo' });
    const browser = closePage<HostRecord>(maya);
    const { openLog } = browser.storage;
    const broken = maya.chat(maya.host.view.get().chats.find((one) => one.id !== id)?.id).id;
    const storage = {
      ...browser.storage,
      openLog: (...[chatId, role]: Parameters<typeof openLog>) =>
        chatId === broken ? Promise.reject(new StorageError('corrupt')) : openLog(chatId, role),
    };
    const back = await world.createHost({ ...browser, storage });
    expect(back.host.view.get().chats.map((chat) => chat.id)).toEqual([id]);
    expect(back.host.view.get().damaged).toEqual([{ id: broken, why: 'corrupt' }]);
  });
});

test('an old copy of the guest’s browser is refused once the original has gone on, and both humans learn of it', async () => {
  const { world, maya, ana, link } = await meet();
  const [listed] = await ana.browser.storage.chats.list();
  if (listed?.is !== 'readable') throw new Error('not readable');
  const copy = createWorld('copy');
  const stale = (await copy.join(link)).browser;
  for (const one of await stale.storage.chats.list())
    if (one.is === 'readable') await stale.storage.chats.remove(one.record.id);
  await stale.storage.chats.create(listed.record);

  const back = await world.join(link, { browser: closePage<GuestRecord>(ana) });
  await world.clock.advance(30_000);
  const again = await world.join(link, { browser: closePage<GuestRecord>(back) });
  await world.clock.advance(30_000);
  expect(presence(again.chat())).toBe('online');

  const thief = await world.join(link, {
    browser: closePage<GuestRecord>({
      ...again,
      browser: stale,
      unplug: () => undefined,
      page: { emit: () => undefined },
    }),
  });
  await world.clock.advance(60_000);
  expect(thief.chat().phase).toEqual({ is: 'broken', failure: 'old-copy' });
  expect(maya.chat().hasOldCopyTried).toBe(true);
});

test('both sides show the same safety number, and tell it from another', async () => {
  const { maya, ana, world } = await meet();
  const number = maya.host.safetyNumber(maya.chat().id) ?? '';
  expect(number).toMatch(/^\d{60}$/);
  expect(ana.guest.safetyNumber('')).toBe(number);
  expect(ana.guest.compareSafetyNumber('', number.replaceAll(/(\d{5})/g, '$1 '))).toBe(true);
  expect(
    ana.guest.compareSafetyNumber(
      '',
      number.replace(/^./, (d) => String((Number(d) + 1) % 10)),
    ),
  ).toBe(false);
  expect(ana.guest.compareSafetyNumber('', 'hello')).toBeNull();
  ana.guest.setVerified('', true);
  await world.clock.settle();
  expect(ana.chat().isVerified).toBe(true);
});
