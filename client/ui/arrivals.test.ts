import { expect, test } from 'vitest';
import type { MessageView } from '../state/view.ts';
import { createArrivals } from './arrivals.ts';
import { aChat, aText } from './testing/views.ts';

const texts = (...ids: readonly string[]): readonly MessageView[] =>
  ids.map((id, place) => aText({ id, text: id, atUnixMs: place }));

function look(arrivals: ReturnType<typeof createArrivals>, chats: Readonly<Record<string, readonly MessageView[]>>) {
  const views = Object.entries(chats).map(([id, messages]) => aChat({ id, messages }));
  return arrivals.look(views).map(({ chat, texts: came }) => `${chat.id}: ${came.map(({ text }) => text).join(' ')}`);
}

test('what a chat holds when it is first seen is history', () => {
  expect(look(createArrivals(), { ana: texts('1', '2') })).toEqual([]);
});

test('what comes later is news once, chat by chat', () => {
  const arrivals = createArrivals();
  look(arrivals, { ana: texts('1'), bo: [] });
  expect(look(arrivals, { ana: texts('1', '2', '3'), bo: texts('1') })).toEqual(['ana: 2 3', 'bo: 1']);
  expect(look(arrivals, { ana: texts('1', '2', '3'), bo: texts('1') })).toEqual([]);
});

test('own messages and earlier ones that are loaded are no news', () => {
  const arrivals = createArrivals();
  look(arrivals, { ana: texts('5') });
  const mine = aText({ id: '6', author: 'me', atUnixMs: 9 });
  expect(look(arrivals, { ana: [...texts('3', '4', '5'), mine] })).toEqual([]);
});

test('a chat that went and came again begins anew', () => {
  const arrivals = createArrivals();
  look(arrivals, { ana: texts('1') });
  look(arrivals, {});
  expect(look(arrivals, { ana: texts('1', '2') })).toEqual([]);
});
