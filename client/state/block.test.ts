import { expect, test } from 'vitest';
import { createWorld, type World } from './testing/world.ts';

async function openChat(world: World) {
  const maya = await world.createHost();
  const { id, link } = await maya.invite();
  const ana = await world.join(link);
  await world.clock.advance(1_000);
  expect(maya.chat().phase).toMatchObject({ is: 'open', presence: 'online' });
  maya.host.send(id, 'hello', null);
  await world.clock.advance(100);
  return { maya, ana, id, link };
}

test('a guest who is blocked hears that the chat has ended, and for the host it is gone at once', async () => {
  const world = createWorld();
  const { maya, ana, id } = await openChat(world);
  maya.host.block(id);
  expect(maya.host.view.get().chats).toEqual([]);
  await world.clock.advance(100);
  expect(ana.chat().phase).toEqual({ is: 'ended', by: 'other' });
  expect(ana.chat().messages).toEqual([]);
  await world.clock.advance(2_000);
  expect(maya.host.view.get().chats).toEqual([]);
  expect(await maya.browser.storage.chats.list()).toEqual([]);
});

test('one who is away is not waited for, and finds nobody any more', async () => {
  const world = createWorld();
  const { maya, ana, id, link } = await openChat(world);
  ana.unplug();
  world.network.cut();
  await world.clock.advance(60_000);
  expect(maya.chat().phase).toMatchObject({ is: 'open', presence: 'offline' });
  world.network.mend();
  maya.host.block(id);
  await world.clock.advance(10);
  expect(maya.host.view.get().chats).toEqual([]);
  expect(await maya.browser.storage.chats.list()).toEqual([]);

  const bo = await world.join(link, { name: 'Bo' });
  await world.clock.advance(30_000);
  expect(bo.chat().phase).toEqual({ is: 'waiting', why: 'host-away' });
  expect(maya.host.view.get().chats).toEqual([]);
});

test('one who does not answer any more is not waited for longer than two seconds', async () => {
  const world = createWorld();
  const { maya, id } = await openChat(world);
  world.network.cut();
  maya.host.block(id);
  await world.clock.advance(1_900);
  expect(await maya.browser.storage.chats.list()).toHaveLength(1);
  await world.clock.advance(200);
  expect(await maya.browser.storage.chats.list()).toEqual([]);
});

test('a chat that another page has taken over meanwhile is left to it', async () => {
  const world = createWorld();
  const { maya, id } = await openChat(world);
  world.network.cut();
  maya.host.block(id);
  const second = await world.createHost(maya.browser);
  second.host.useHere();
  await world.clock.advance(5_000);
  expect(second.chat(id).phase).toEqual({ is: 'ended', by: 'me' });
  expect(await maya.browser.storage.chats.list()).toHaveLength(1);
});

test('a guest learns where to report misuse, if the server says so', async () => {
  for (const abuseContact of ['mailto:abuse@example.org', null]) {
    const world = createWorld();
    world.server.abuseContact = abuseContact;
    const { ana } = await openChat(world);
    expect(ana.guest.view.get()).toMatchObject({ screen: 'chat', abuseContact });
  }
});
