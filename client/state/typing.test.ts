/** GC/1 section 7, TYPING, between two people. */
import { expect, test } from 'vitest';
import { meet } from './testing/couple.ts';
import { presence, texts } from './testing/seen.ts';

test('who writes is seen to write, until they stop for long', async () => {
  const { world, maya, ana } = await meet();
  ana.guest.saveDraft('', 'H');
  await world.clock.advance(50);
  expect([presence(maya.chat()), presence(ana.chat())]).toEqual(['typing', 'online']);
  await world.clock.advance(2_000);
  ana.guest.saveDraft('', 'Hi');
  await world.clock.advance(2_000);
  ana.guest.saveDraft('', 'Hi ');
  await world.clock.advance(4_900);
  expect(presence(maya.chat())).toBe('typing');
  await world.clock.advance(200);
  expect(presence(maya.chat())).toBe('online');
});

test('nobody is typing what has come, nor what was taken back', async () => {
  const { world, maya, ana } = await meet();
  const { id } = maya.chat();
  maya.host.saveDraft(id, 'Hello');
  await world.clock.advance(50);
  expect(presence(ana.chat())).toBe('typing');
  maya.host.send(id, 'Hello', null);
  await world.clock.advance(50);
  expect([presence(ana.chat()), texts(ana.chat())]).toEqual(['online', ['Hello']]);
  // The field of a message that was sent is emptied by the page.
  maya.host.saveDraft(id, '');
  maya.host.saveDraft(id, 'and');
  await world.clock.advance(50);
  expect(presence(ana.chat())).toBe('typing');
  maya.host.saveDraft(id, '');
  await world.clock.advance(50);
  expect(presence(ana.chat())).toBe('online');
});

test('a page that looks elsewhere neither types nor is told', async () => {
  const { world, maya, ana } = await meet();
  ana.guest.saveDraft('', 'H');
  ana.page.emit('hidden');
  await world.clock.advance(50);
  expect(presence(maya.chat())).toBe('away');
  maya.host.saveDraft(maya.chat().id, 'Hello');
  await world.clock.advance(50);
  ana.page.emit('visible');
  await world.clock.advance(50);
  expect([presence(maya.chat()), presence(ana.chat())]).toEqual(['online', 'online']);
  maya.host.saveDraft(maya.chat().id, 'Hello?');
  await world.clock.advance(50);
  expect(presence(ana.chat())).toBe('typing');
});
