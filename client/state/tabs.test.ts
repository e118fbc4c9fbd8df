/** One page of a browser holds a chat: the others say so, can take it, and take it by themselves when it is free. */
import { describe, expect, test } from 'vitest';
import { StorageError } from './storage-error.ts';
import { presence, texts } from './testing/seen.ts';
import { meet } from './testing/couple.ts';
import { type GuestPerson, type HostPerson, type World } from './testing/world.ts';

const ELSEWHERE = { screen: 'failure', failure: 'elsewhere', canRetry: true };

/** The page that holds the locks of this browser is gone, and nobody was told. */
function crash(world: World, { unplug, browser }: HostPerson | GuestPerson): void {
  world.network.cut();
  world.network.mend();
  unplug();
  browser.locks.crashHolders();
}

describe('a second tab', () => {
  test('says that the chat is open elsewhere; used here, it takes the chat over and the first lets go', async () => {
    const { world, maya, ana, link } = await meet();
    const second = await world.join(link, { browser: ana.browser });
    expect(second.guest.view.get()).toEqual(ELSEWHERE);
    second.guest.retry('');
    await world.clock.advance(3_000);
    expect(presence(second.chat())).toBe('online');
    expect(ana.guest.view.get()).toEqual(ELSEWHERE);
    second.guest.send('', 'from the second tab', null);
    await world.clock.advance(100);
    expect(texts(maya.chat())).toEqual(['from the second tab']);
  });

  test('does likewise for the host', async () => {
    const { world, maya, ana } = await meet();
    const second = await world.createHost(maya.browser);
    expect(second.host.view.get()).toMatchObject({ isElsewhere: true, chats: [] });
    second.host.useHere();
    await world.clock.advance(8_000);
    expect(maya.host.view.get()).toMatchObject({ isElsewhere: true, chats: [] });
    expect(presence(second.chat())).toBe('online');
    expect(presence(ana.chat())).toBe('online');
  });

  test('keeps the chat it took: the first waits, and does not take it back', async () => {
    const { world, ana, link } = await meet();
    const second = await world.join(link, { browser: ana.browser });
    second.guest.retry('');
    second.guest.retry('');
    await world.clock.advance(600_000);
    expect(presence(second.chat())).toBe('online');
    expect(ana.guest.view.get()).toEqual(ELSEWHERE);
    ana.guest.retry('');
    await world.clock.advance(600_000);
    expect(presence(ana.chat())).toBe('online');
    expect(second.guest.view.get()).toEqual(ELSEWHERE);
  });

  test('that gave up its place in line by taking the chat does not take it again once it is over', async () => {
    const { world, ana, link } = await meet();
    const second = await world.join(link, { browser: ana.browser });
    second.guest.retry('');
    await world.clock.advance(3_000);
    second.guest.end('');
    await world.clock.advance(3_000);
    expect(second.chat().phase).toEqual({ is: 'ended', by: 'me' });
    expect(ana.guest.view.get()).toEqual({ screen: 'failure', failure: 'chat-gone', canRetry: false });
  });
});

describe('a tab that crashed', () => {
  test('is replaced by the one that waits, with everything that was stored', async () => {
    const { world, maya, ana, link } = await meet();
    const second = await world.join(link, { browser: ana.browser });
    ana.guest.send('', 'before', null);
    await world.clock.advance(50);
    crash(world, ana);
    await world.clock.advance(3_000);
    expect(presence(second.chat())).toBe('online');
    second.guest.send('', 'after', null);
    await world.clock.advance(100);
    for (const chat of [second.chat(), maya.chat()]) expect(texts(chat)).toEqual(['before', 'after']);
  });

  test('is replaced on the host’s side as well, with all its chats', async () => {
    const { world, maya, ana } = await meet();
    await maya.invite({ label: 'Bo' });
    const second = await world.createHost(maya.browser);
    crash(world, maya);
    await world.clock.advance(8_000);
    expect(second.host.view.get().chats).toHaveLength(2);
    expect(second.host.view.get().isElsewhere).toBe(false);
    expect(presence(ana.chat())).toBe('online');
  });

  test('after it had taken the chat over is replaced by the one it took it from', async () => {
    const { world, ana, link } = await meet();
    const second = await world.join(link, { browser: ana.browser });
    second.guest.retry('');
    await world.clock.advance(3_000);
    crash(world, second);
    await world.clock.advance(3_000);
    expect(presence(ana.chat())).toBe('online');
  });

  test('is replaced by exactly one of those that wait', async () => {
    const { world, ana, link } = await meet();
    const others = [
      await world.join(link, { browser: ana.browser }),
      await world.join(link, { browser: ana.browser }),
      await world.join(link, { browser: ana.browser }),
    ];
    crash(world, ana);
    await world.clock.advance(3_000);
    const screens = others.map(({ guest }) => guest.view.get().screen);
    expect(screens).toEqual(['chat', 'failure', 'failure']);
  });
});

describe('a tab that nobody sees', () => {
  test('leaves the chat to the one that is only being reloaded', async () => {
    const { world, ana, link } = await meet();
    const hidden = await world.join(link, { browser: ana.browser });
    hidden.page.emit('hidden');
    crash(world, ana);
    await world.clock.advance(2_000);
    const reloaded = await world.join(link, { browser: ana.browser });
    await world.clock.advance(10_000);
    expect(presence(reloaded.chat())).toBe('online');
    expect(hidden.guest.view.get()).toEqual(ELSEWHERE);
    crash(world, reloaded);
    await world.clock.advance(6_000);
    expect(presence(hidden.chat())).toBe('online');
  });

  test('takes the chat when nobody else does', async () => {
    const { world, maya, ana, link } = await meet();
    const hidden = await world.join(link, { browser: ana.browser });
    hidden.page.emit('hidden');
    crash(world, ana);
    await world.clock.advance(2_900);
    expect(hidden.guest.view.get()).toEqual(ELSEWHERE);
    await world.clock.advance(5_000);
    expect(presence(maya.chat())).toBe('away');
  });

  test('can take it in the meantime, when a person says so', async () => {
    const { world, maya, ana, link } = await meet();
    const hidden = await world.join(link, { browser: ana.browser });
    hidden.page.emit('hidden');
    crash(world, ana);
    await world.clock.advance(1_000);
    hidden.page.emit('visible');
    hidden.guest.retry('');
    await world.clock.advance(10_000);
    expect(presence(hidden.chat())).toBe('online');
    expect(presence(maya.chat())).toBe('online');
  });
});

test('a browser that refuses locks has one page at least, on either side', async () => {
  const { world, maya, ana } = await meet();
  const locks = {
    ...maya.browser.locks,
    acquire: () => Promise.reject(new StorageError('unavailable')),
    steal: () => Promise.reject(new StorageError('unavailable')),
  };
  maya.page.emit('leaving');
  ana.page.emit('leaving');
  const host = await world.createHost({ ...maya.browser, locks });
  const { link } = await host.invite();
  const guest = await world.join(link, { browser: { ...ana.browser, locks } });
  await world.clock.advance(3_000);
  expect(presence(guest.chat())).toBe('online');
});
