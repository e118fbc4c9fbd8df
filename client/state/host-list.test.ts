/** What a host sets for one chat in the list, and what is new in it. */
import { describe, expect, test } from 'vitest';
import { meet, type Couple } from './testing/couple.ts';
import { closePage } from './testing/close-page.ts';
import { texts } from './testing/seen.ts';

/** Ana writes what Maya, who looks at her list, does not see yet. */
async function write({ world, ana }: Couple, ...said: readonly string[]): Promise<void> {
  for (const text of said) ana.guest.send('', text, null);
  await world.clock.advance(50);
}

describe('the name of a chat', () => {
  test('is what the host calls it, with the guest’s own beside it, and outlasts the page', async () => {
    const { world, maya } = await meet();
    maya.host.rename(maya.chat().id, '  Flat on Vine St ');
    await world.clock.advance(10);
    expect(maya.chat()).toMatchObject({ title: 'Flat on Vine St', alias: 'Ana' });
    const again = await world.createHost(closePage(maya));
    expect(again.chat()).toMatchObject({ title: 'Flat on Vine St', alias: 'Ana' });
    again.host.rename(again.chat().id, '');
    await world.clock.advance(10);
    expect(again.chat()).toMatchObject({ title: 'Ana', alias: null });
  });
});

test('a chat is muted until it is not', async () => {
  const { world, maya } = await meet();
  const { id } = maya.chat();
  for (const isMuted of [true, false]) {
    maya.host.setMuted(id, isMuted);
    await world.clock.advance(10);
    expect(maya.chat().isMuted).toBe(isMuted);
  }
});

describe('what is new', () => {
  test('begins at the first message that was not seen, for as long as the chat stays on screen', async () => {
    const couple = await meet();
    const { world, maya } = couple;
    const { id } = maya.chat();
    await write(couple, 'old');
    maya.host.show(id);
    await world.clock.advance(10);
    maya.host.show(null);
    await write(couple, 'one', 'two');
    expect(maya.chat()).toMatchObject({ unreadCount: 2, unreadFrom: null });
    maya.host.show(id);
    await world.clock.advance(10);
    const { unreadCount, unreadFrom, messages } = maya.chat();
    expect(unreadCount).toBe(0);
    expect(unreadFrom).toEqual({ messageId: messages[1]?.id, count: 2 });
    await write(couple, 'three');
    expect(maya.chat().unreadFrom).toEqual(unreadFrom);
    maya.host.show(null);
    maya.host.show(id);
    expect(maya.chat().unreadFrom).toBeNull();
  });

  test('also begins anew when it came while nobody looked at the page, and ends with an answer', async () => {
    const couple = await meet();
    const { world, maya } = couple;
    const { id } = maya.chat();
    maya.host.show(id);
    maya.page.emit('hidden');
    await write(couple, 'one');
    maya.page.emit('visible');
    await world.clock.advance(10);
    expect(maya.chat().unreadFrom).toMatchObject({ count: 1 });
    // Looking elsewhere for a moment does not end it.
    maya.page.emit('hidden');
    maya.page.emit('visible');
    expect(maya.chat().unreadFrom).toMatchObject({ count: 1 });
    maya.host.send(id, 'answer', null);
    await world.clock.advance(10);
    expect(maya.chat().unreadFrom).toBeNull();
  });
});

describe('a chat that was read', () => {
  test('can be put back among the unread, until it is opened again', async () => {
    const { world, maya } = await meet();
    const { id } = maya.chat();
    maya.host.markUnread(id, true);
    await world.clock.advance(10);
    expect(maya.chat().isMarkedUnread).toBe(true);
    maya.host.show(id);
    await world.clock.advance(10);
    expect(maya.chat().isMarkedUnread).toBe(false);
  });

  test('can be so without being opened, and its author hears of it', async () => {
    const couple = await meet();
    const { world, maya, ana } = couple;
    await write(couple, 'one');
    maya.host.markUnread(maya.chat().id, false);
    await world.clock.advance(50);
    expect(maya.chat()).toMatchObject({ unreadCount: 0, isMarkedUnread: false });
    expect(ana.chat().messages).toMatchObject([{ delivery: 'read' }]);
  });
});

test('the whole of a chat is read without bringing it on screen', async () => {
  const couple = await meet();
  const { world, maya } = couple;
  const said = Array.from({ length: 150 }, (_, place) => String(place));
  await write(couple, ...said);
  const again = await world.createHost(closePage(maya));
  const all = await again.host.readAll(again.chat().id);
  expect(texts({ ...again.chat(), messages: all })).toEqual(said);
  expect(all[0]).toMatchObject({ arrivedAtUnixMs: expect.any(Number) as number });
  expect(await again.host.readAll('nobody')).toEqual([]);
});
