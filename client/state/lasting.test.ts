import { describe, expect, test } from 'vitest';
import type { GuestRecord, HostRecord } from './chat-record.ts';
import { listGuestChats } from './guest.ts';
import { StorageError } from './storage-error.ts';
import { createFakeLocks } from './testing/fake-locks.ts';
import { createFakePersistence } from './testing/fake-persistence.ts';
import { closePage } from './testing/close-page.ts';
import { createWorld, type GuestPerson, type HostPerson, type World } from './testing/world.ts';
import type { ChatView, NewInvite } from './view.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Couple {
  readonly world: World;
  readonly maya: HostPerson;
  readonly ana: GuestPerson;
  readonly link: string;
  readonly id: string;
}

async function meet(choices: Partial<NewInvite> = {}): Promise<Couple> {
  const world = createWorld();
  const maya = await world.createHost();
  const { id, link } = await maya.invite(choices);
  const ana = await world.join(link);
  await world.clock.advance(500);
  return { world, maya, ana, link, id };
}

/** Pages that nobody looks at ask each other less often, which makes a day pass sooner. */
const hide = (...people: readonly { readonly page: { emit(event: 'hidden'): void } }[]): void => {
  for (const { page } of people) page.emit('hidden');
};

const lines = ({ messages }: ChatView): readonly string[] =>
  messages.map((message) => (message.is === 'text' ? message.text : message.is));
const idOf = ({ messages }: ChatView, text: string): string =>
  messages.find((message) => message.is === 'text' && message.text === text)?.id ?? '';

describe('what was said', () => {
  test('is answered, edited, reacted to and deleted on both sides, and stays so after both reload', async () => {
    const { world, maya, ana, link, id } = await meet();
    ana.guest.send('', 'question', null);
    ana.guest.send('', 'regret', null);
    await world.clock.advance(50);
    maya.host.send(id, 'anser', idOf(maya.chat(), 'question'));
    maya.host.react(id, idOf(maya.chat(), 'question'), '🌱');
    await world.clock.advance(50);
    maya.host.edit(id, idOf(maya.chat(), 'anser'), 'answer');
    ana.guest.deleteMessage('', idOf(ana.chat(), 'regret'));
    ana.guest.react('', idOf(ana.chat(), 'anser'), '🎉');
    await world.clock.advance(50);
    const anaBack = await world.join(link, { browser: closePage<GuestRecord>(ana) });
    const mayaBack = await world.createHost(closePage<HostRecord>(maya));
    await world.clock.advance(60_000);
    for (const chat of [maya.chat(), ana.chat(), mayaBack.chat(), anaBack.chat()]) {
      expect(lines(chat)).toEqual(['question', 'deleted', 'answer']);
      expect(chat.messages[0]).toMatchObject({ reactions: [{ emoji: '🌱' }] });
      expect(chat.messages[2]).toMatchObject({
        isEdited: true,
        quote: { text: 'question' },
        reactions: [{ emoji: '🎉' }],
      });
    }
    expect(maya.chat().messages[2]).toMatchObject({ reactions: [{ author: 'other' }], quote: { author: 'other' } });
    expect(ana.chat().messages[2]).toMatchObject({ reactions: [{ author: 'me' }], quote: { author: 'me' } });
  });

  test('and deleted while the other was away never reaches them', async () => {
    const { world, maya, ana, link, id } = await meet();
    const browser = closePage<GuestRecord>(ana);
    await world.clock.advance(50);
    maya.host.send(id, 'never mind', null);
    await world.clock.advance(50);
    maya.host.deleteMessage(id, idOf(maya.chat(), 'never mind'));
    maya.host.send(id, 'hello', null);
    await world.clock.advance(50);
    const back = await world.join(link, { browser });
    await world.clock.advance(30_000);
    expect(lines(maya.chat())).toEqual(['deleted', 'hello']);
    expect(lines(back.chat())).toEqual(['hello']);
    expect(maya.chat().messages[1]).toMatchObject({ delivery: 'read' });
  });

  test('is read when it was seen, and that is told again after a reload', async () => {
    const { world, maya, ana, link, id } = await meet();
    ana.guest.send('', 'are you there', null);
    await world.clock.advance(50);
    expect(ana.chat().messages[0]).toMatchObject({ delivery: 'delivered' });
    const browser = closePage<GuestRecord>(ana);
    await world.clock.advance(50);
    maya.host.show(id);
    await world.clock.advance(50);
    expect(maya.chat().unreadCount).toBe(0);
    const back = await world.join(link, { browser });
    await world.clock.advance(30_000);
    expect(back.chat().messages[0]).toMatchObject({ delivery: 'read' });
    maya.page.emit('hidden');
    back.guest.send('', 'and now', null);
    await world.clock.advance(50);
    expect(back.chat().messages[1]).toMatchObject({ delivery: 'delivered' });
    maya.page.emit('visible');
    await world.clock.advance(50);
    expect(back.chat().messages[1]).toMatchObject({ delivery: 'read' });
  });
});

describe('disappearing messages', () => {
  test.each([86_400, 3_600] as const)('of %i seconds, as the host chose, go on both sides', async (seconds) => {
    const { world, maya, ana, id } = await meet({ disappearAfterSeconds: seconds });
    hide(maya, ana);
    expect(ana.chat()).toMatchObject({ disappearAfterSeconds: seconds, messages: [{ is: 'timer', seconds }] });
    maya.host.send(id, 'soon gone', null);
    ana.guest.send('', 'so is this', null);
    await world.clock.advance(seconds * 1000 - 10);
    for (const chat of [maya.chat(), ana.chat()]) expect(lines(chat)).toHaveLength(3);
    await world.clock.advance(20);
    for (const chat of [maya.chat(), ana.chat()]) expect(lines(chat)).toEqual(['timer']);
  });

  test('of five minutes wait on each side until they were read', async () => {
    const { world, maya, ana, id } = await meet();
    ana.guest.setDisappearing('', 300);
    await world.clock.advance(50);
    ana.guest.send('', 'for your eyes', null);
    hide(ana);
    await world.clock.advance(HOUR_MS);
    for (const chat of [maya.chat(), ana.chat()]) expect(lines(chat)).toEqual(['timer', 'for your eyes']);
    maya.host.show(id);
    await world.clock.advance(299_000);
    for (const chat of [maya.chat(), ana.chat()]) expect(lines(chat)).toEqual(['timer', 'for your eyes']);
    await world.clock.advance(2_000);
    for (const chat of [maya.chat(), ana.chat()]) expect(lines(chat)).toEqual(['timer']);
  });

  test('that were never delivered are not delivered any more', async () => {
    const { world, maya, ana, link, id } = await meet({ disappearAfterSeconds: 3_600 });
    const browser = closePage<GuestRecord>(ana);
    await world.clock.advance(50);
    maya.host.send(id, 'too late', null);
    await world.clock.advance(HOUR_MS);
    maya.host.send(id, 'in time', null);
    const back = await world.join(link, { browser });
    await world.clock.advance(30_000);
    expect(lines(back.chat())).toEqual(['timer', 'in time']);
  });
});

describe('an end', () => {
  test('reaches a guest who comes back a day later; then nothing of the chat stays on either side', async () => {
    const { world, maya, ana, link, id } = await meet();
    ana.guest.send('', 'secret', null);
    await world.clock.advance(50);
    const browser = closePage<GuestRecord>(ana);
    await world.clock.advance(50);
    maya.host.send(id, 'never read', null);
    maya.host.end(id);
    hide(maya);
    await world.clock.advance(DAY_MS + HOUR_MS);
    expect(await maya.browser.storage.chats.list()).toHaveLength(1);
    const back = await world.join(link, { browser });
    await world.clock.advance(30_000);
    expect(back.chat()).toMatchObject({ messages: [], phase: { is: 'ended', by: 'other' } });
    expect(maya.chat()).toMatchObject({ messages: [], phase: { is: 'ended', by: 'me' } });
    expect(await maya.browser.storage.chats.list()).toEqual([]);
    hide(back);
    await world.clock.advance(DAY_MS - HOUR_MS);
    expect(await back.browser.storage.chats.list()).toHaveLength(1);
    await world.clock.advance(HOUR_MS);
    expect(await back.browser.storage.chats.list()).toEqual([]);
  });

  test('reaches a host who comes back a day later; a reload in between forgets nothing of it', async () => {
    const { world, maya, ana, link } = await meet();
    ana.guest.send('', 'secret', null);
    await world.clock.advance(50);
    const hostBrowser = closePage<HostRecord>(maya);
    await world.clock.advance(50);
    ana.guest.end('');
    await world.clock.advance(50);
    expect(ana.chat()).toMatchObject({ messages: [], phase: { is: 'ended', by: 'me' } });
    const anaBack = await world.join(link, { browser: closePage<GuestRecord>(ana) });
    hide(anaBack);
    await world.clock.advance(DAY_MS);
    const mayaBack = await world.createHost(hostBrowser);
    await world.clock.advance(60_000);
    expect(mayaBack.chat()).toMatchObject({ messages: [], phase: { is: 'ended', by: 'other' } });
    expect(await anaBack.browser.storage.chats.list()).toEqual([]);
    const mayaAgain = await world.createHost(closePage<HostRecord>(mayaBack));
    expect(mayaAgain.chat().phase).toEqual({ is: 'ended', by: 'other' });
    hide(mayaAgain);
    await world.clock.advance(DAY_MS);
    expect(await mayaAgain.browser.storage.chats.list()).toEqual([]);
  });

  test('is not forgotten before its rooms are off the server', async () => {
    const { world, maya, id } = await meet();
    world.server.cut();
    maya.host.end(id);
    await world.clock.advance(1_000);
    expect(maya.chat().phase).toEqual({ is: 'ended', by: 'me' });
    expect(await maya.browser.storage.chats.list()).toHaveLength(1);
    const browser = closePage<HostRecord>(maya);
    world.server.mend();
    expect(world.server.roomCount()).toBe(2);
    await world.createHost(browser);
    await world.clock.advance(1_000);
    expect(world.server.roomCount()).toBe(0);
    expect(await browser.storage.chats.list()).toEqual([]);
  });

  test('whose acknowledgement was lost is acknowledged again', async () => {
    const { world, maya, ana, id } = await meet();
    maya.host.end(id);
    let isLosing = true;
    world.network.onMessage = (message) => (isLosing ? null : message);
    await world.clock.advance(50);
    isLosing = false;
    await world.clock.advance(60_000);
    expect(ana.chat().phase).toEqual({ is: 'ended', by: 'other' });
    expect(await maya.browser.storage.chats.list()).toEqual([]);
  });
});

describe('silence', () => {
  test('as the host chose it deletes the chat on both sides', async () => {
    const { world, maya, ana } = await meet({ silenceDays: 1, lifetimeSeconds: 3_600 });
    ana.guest.send('', 'anybody?', null);
    hide(maya, ana);
    await world.clock.advance(DAY_MS - 1_000);
    expect(ana.chat()).toMatchObject({ silenceDays: 1, phase: { is: 'open' } });
    await world.clock.advance(2_000);
    for (const { chat, browser } of [maya, ana]) {
      expect(chat()).toMatchObject({ messages: [], phase: { is: 'ended', by: 'silence' } });
      expect(await browser.storage.chats.list()).toEqual([]);
    }
  });

  test('that passed while the page was closed, or the clock jumped, is noticed before anything is shown', async () => {
    const { world, maya, ana, link } = await meet();
    ana.guest.send('', 'anybody?', null);
    await world.clock.advance(50);
    const hostBrowser = closePage<HostRecord>(maya);
    const guestBrowser = closePage<GuestRecord>(ana);
    world.clock.set(world.clock.now() + 10 * DAY_MS);
    const opened = world.server.opened.length;
    const mayaBack = await world.createHost(hostBrowser);
    expect(mayaBack.host.view.get().chats).toEqual([]);
    expect(await hostBrowser.storage.chats.list()).toEqual([]);
    expect(world.server.opened).toHaveLength(opened);
    const anaBack = await world.join(link, { browser: guestBrowser });
    expect(anaBack.chat()).toMatchObject({ messages: [], phase: { is: 'ended', by: 'silence' } });
    await world.clock.settle();
    expect(await guestBrowser.storage.chats.list()).toEqual([]);
  });

  test.each(['visible', 'resumed'] as const)('that passed is noticed on %s', async (event) => {
    const { world, maya, ana } = await meet();
    world.clock.set(world.clock.now() + 12 * DAY_MS);
    maya.page.emit(event);
    ana.page.emit(event);
    await world.clock.settle();
    expect(maya.chat().phase).toEqual({ is: 'ended', by: 'silence' });
    expect(ana.chat().phase).toEqual({ is: 'ended', by: 'silence' });
    expect(await ana.browser.storage.chats.list()).toEqual([]);
  });

  test('deletes a guest’s chat from the list of those that are kept', async () => {
    const { world, ana } = await meet();
    const { storage } = closePage<GuestRecord>(ana);
    expect(await listGuestChats(storage, world.clock)).toMatchObject([{ is: 'readable', hostName: 'Maya' }]);
    world.clock.set(world.clock.now() + 12 * DAY_MS);
    expect(await listGuestChats(storage, world.clock)).toEqual([]);
    expect(await storage.chats.list()).toEqual([]);
  });
});

describe('damage', () => {
  test('of a log leaves the chat readable, and neither side can go on', async () => {
    const { world, maya, ana, link } = await meet();
    ana.guest.send('', 'readable', null);
    await world.clock.advance(50);
    const { storage, locks } = closePage<GuestRecord>(ana);
    const damaged = {
      ...storage,
      openLog: async (...of: Parameters<typeof storage.openLog>) => ({
        ...(await storage.openLog(...of)),
        isDamaged: () => true,
      }),
    };
    const back = await world.join(link, { browser: { storage: damaged, locks } });
    await world.clock.advance(30_000);
    expect(back.chat().phase).toEqual({ is: 'broken', failure: 'storage-damaged' });
    expect(lines(back.chat())).toEqual(['readable']);
    expect(maya.chat().phase).toMatchObject({ presence: 'offline' });
    back.guest.end('');
    await world.clock.settle();
    expect(await storage.chats.list()).toEqual([]);
  });

  test('of records is listed apart, and can be removed', async () => {
    const { world, maya } = await meet();
    const { storage, locks } = closePage<HostRecord>(maya);
    const removed: string[] = [];
    const chats = {
      ...storage.chats,
      list: () => Promise.resolve([{ is: 'unreadable', id: 'lost', why: 'future-version' } as const]),
      remove: (id: string) => Promise.resolve(void removed.push(id)),
    };
    const back = await world.createHost({ storage: { ...storage, chats }, locks });
    expect(back.host.view.get()).toMatchObject({ chats: [], damaged: [{ id: 'lost', why: 'future-version' }] });
    back.host.remove('lost');
    expect(back.host.view.get().damaged).toEqual([]);
    expect(removed).toEqual(['lost']);
  });

  test('of a guest’s record says so, and ending it deletes it', async () => {
    const { world, ana, link } = await meet();
    const { storage, locks } = closePage<GuestRecord>(ana);
    const chats = { ...storage.chats, open: () => Promise.reject(new StorageError('corrupt')) };
    const back = await world.join(link, { browser: { storage: { ...storage, chats }, locks } });
    expect(back.guest.view.get()).toEqual({ screen: 'failure', failure: 'storage-damaged', canRetry: false });
    back.guest.end('');
    await world.clock.settle();
    expect(await storage.chats.list()).toEqual([]);
  });
});

test('a draft outlives a page that goes without a word, but for the last half second', async () => {
  const { world, ana, link } = await meet();
  const typed = 'written without a pause';
  for (let length = 1; length <= typed.length; length += 1) {
    ana.guest.saveDraft('', typed.slice(0, length));
    await world.clock.advance(100);
  }
  ana.unplug();
  const back = await world.join(link, { browser: { storage: ana.browser.storage, locks: createFakeLocks() } });
  expect(typed.startsWith(back.chat().draft)).toBe(true);
  expect(back.chat().draft.length).toBeGreaterThanOrEqual(typed.length - 5);
});

test('a draft is there after a reload', async () => {
  const { world, maya, ana, link, id } = await meet();
  ana.guest.saveDraft('', 'I was about to');
  maya.host.saveDraft(id, 'so was I');
  const anaBack = await world.join(link, { browser: closePage<GuestRecord>(ana) });
  const mayaBack = await world.createHost(closePage<HostRecord>(maya));
  expect(anaBack.chat().draft).toBe('I was about to');
  expect(mayaBack.chat().draft).toBe('so was I');
});

describe('a browser that may delete what it keeps', () => {
  const withPersistence = async (isGenerous: boolean) => {
    const world = createWorld();
    const persistence = createFakePersistence(isGenerous);
    const { storage, locks } = closePage(await world.createHost());
    return { world, persistence, kept: { storage: { ...storage, isKept: true }, locks, persistence } };
  };

  test('is asked not to after the first invite, and the page says when it does not promise', async () => {
    for (const isGenerous of [true, false]) {
      const { world, persistence, kept } = await withPersistence(isGenerous);
      const maya = await world.createHost(kept);
      expect([persistence.requests(), maya.host.view.get().mayBeEvicted]).toEqual([0, false]);
      await maya.invite();
      expect([persistence.requests(), maya.host.view.get().mayBeEvicted]).toEqual([1, !isGenerous]);
      const back = await world.createHost({ ...closePage<HostRecord>(maya), persistence });
      expect([persistence.requests(), back.host.view.get().mayBeEvicted]).toEqual([1, !isGenerous]);
    }
  });
});

test('a host whose name was lost in a crash is called as in the newest link', async () => {
  const { world, maya } = await meet();
  const back = await world.createHost({ ...closePage<HostRecord>(maya), name: null });
  expect(back.host.view.get().name).toBe('Maya');
  expect(back.host.view.get().chats).toHaveLength(1);
});

test('all chats come back at once', async () => {
  const world = createWorld();
  const maya = await world.createHost();
  for (let i = 0; i < 50; i += 1) await maya.invite({ label: String(i) });
  const browser = closePage<HostRecord>(maya);
  const back = await world.createHost(browser);
  expect(back.host.view.get().chats).toHaveLength(50);
});
