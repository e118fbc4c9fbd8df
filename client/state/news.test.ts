import { expect, test } from 'vitest';
import type { LogCounters } from '../session/ports.ts';
import { createNews } from './news.ts';
import type { MessageView } from './view.ts';

const counters = (otherRead: number, unread: number): LogCounters => ({
  ownNext: 1,
  ownAcked: 0,
  ownRead: 0,
  outboxBytes: 0,
  otherCum: otherRead + unread,
  otherRead,
  unread,
  timerSeconds: 0,
  lastEventAtUnixMs: null,
  ended: null,
});
const lines = (...ids: readonly string[]): readonly MessageView[] =>
  ids.map((id) => ({ is: 'deleted', id, author: 'other', atUnixMs: 1 }));
const texts = (...ids: readonly string[]): readonly MessageView[] =>
  ids.map((id) => ({
    is: 'text',
    id,
    author: 'other',
    atUnixMs: 1,
    text: id,
    isEdited: false,
    quote: null,
    reactions: [],
    delivery: null,
    arrivedAtUnixMs: 1,
    canEdit: false,
    disappearsAtUnixMs: null,
  }));

test('what is new begins with the first text of the other above what was read', () => {
  const news = createNews();
  news.look(counters(4, 2));
  const messages = [...texts('other-3', 'own-9'), ...lines('other-5'), ...texts('other-6', 'other-7')];
  expect(news.toView(messages, false)).toEqual({ messageId: 'other-6', count: 2 });
});

test('where it begins is not guessed while it may begin before what is loaded', () => {
  const news = createNews();
  news.look(counters(0, 200));
  expect(news.toView(texts('other-141', 'other-142'), true)).toBeNull();
  expect(news.toView(texts('other-1', 'other-2'), false)).toEqual({ messageId: 'other-1', count: 200 });
  expect(news.toView([], false)).toBeNull();
});

test('looking again without anything new leaves it where it was; forgetting ends it', () => {
  const news = createNews();
  news.look(counters(4, 2));
  news.look(counters(6, 0));
  expect(news.toView(texts('own-1', 'other-5'), false)).toEqual({ messageId: 'other-5', count: 2 });
  news.forget();
  expect(news.toView(texts('own-1', 'other-5'), false)).toBeNull();
});
