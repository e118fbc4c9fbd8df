import { describe, expect, test } from 'vitest';
import { createMemoryLog } from '../adapters/memory-log.ts';
import type { ChatLog } from '../session/ports.ts';
import { createFakeClock, type FakeClock } from '../session/testing/fake-clock.ts';
import { createChat, type Chat } from './chat.ts';
import type { ChatRecord } from './chat-record.ts';
import { StorageError } from './storage-error.ts';
import { createHostRecord } from './testing/records.ts';
import type { MessageView } from './view.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

interface Given {
  readonly clock?: FakeClock;
  readonly log?: ChatLog;
  readonly record?: ChatRecord;
}

function start(given: Given = {}) {
  const clock = given.clock ?? createFakeClock();
  const log = given.log ?? createMemoryLog({ role: 'host', clock });
  const first = createHostRecord('ana');
  const createdAtUnixMs = clock.now();
  const terms = { ...first.terms, deadlineUnixSeconds: Math.floor(createdAtUnixMs / 1000) };
  let record: ChatRecord = given.record ?? { ...first, terms, createdAtUnixMs, draft: '' };
  const written: string[] = [];
  const chat = createChat({
    role: 'host',
    log,
    clock,
    isKept: true,
    record: () => record,
    note: (facts) => {
      record = { ...record, ...facts };
      if (facts.draft !== undefined) written.push(facts.draft);
      return Promise.resolve();
    },
    guestKey: () => null,
    typed: () => undefined,
    safetyNumbers: () => null,
    changed: () => undefined,
    failed: () => undefined,
  });
  return { clock, log, chat, written, record: () => record };
}

const receive = (log: ChatLog, text: string): Promise<void> =>
  log.receive({
    seq: log.counters().otherCum + 1,
    atUnixMs: 1,
    body: { kind: 'text', text, replyTo: null },
  });
const texts = (chat: Chat): readonly string[] =>
  chat.toView().messages.map((message) => (message.is === 'text' ? message.text : message.is));
const last = (chat: Chat): MessageView | undefined => chat.toView().messages.at(-1);

describe('silence', () => {
  test('a chat goes after it, counted from the last thing that was said', async () => {
    const { clock, log, chat } = start();
    await clock.advance(9 * DAY_MS);
    await receive(log, 'hello');
    chat.actions.send('still here', null);
    await clock.advance(10 * DAY_MS - 1);
    expect(chat.endedBy()).toBeNull();
    expect(texts(chat)).toEqual(['hello', 'still here']);
    await clock.advance(1);
    expect([chat.endedBy(), chat.isOver()]).toEqual(['silence', true]);
    expect(texts(chat)).toEqual([]);
    expect(chat.actions.send('too late', null)).toBe('chat-over');
  });

  test('a reload does not begin it anew', async () => {
    const { clock, log, chat, record } = start();
    chat.actions.send('last words', null);
    await clock.advance(9 * DAY_MS);
    chat.abandon();
    const again = start({ clock, log, record: record() });
    await clock.advance(1 * DAY_MS);
    expect(again.chat.endedBy()).toBe('silence');
  });

  test('is judged when the chat is opened, whatever timers did', async () => {
    const { clock, log, chat, record } = start();
    chat.actions.send('last words', null);
    await clock.settle();
    clock.set(clock.now() + 10 * DAY_MS);
    expect(start({ clock, log, record: record() }).chat.isOver()).toBe(true);
  });

  test('is judged when the page is seen again after a sleep or a jump of the clock', async () => {
    const { clock, chat } = start();
    chat.actions.send('last words', null);
    await clock.settle();
    clock.set(clock.now() + 10 * DAY_MS);
    expect(chat.endedBy()).toBeNull();
    chat.pageChanged('visible');
    expect(chat.endedBy()).toBe('silence');
  });

  test('a timer that comes early, as the clock was set back, waits on', async () => {
    const { clock, chat } = start();
    chat.actions.send('words', null);
    await clock.settle();
    clock.set(clock.now() - 5 * DAY_MS);
    await clock.advance(10 * DAY_MS);
    expect(chat.endedBy()).toBeNull();
    await clock.advance(5 * DAY_MS);
    expect(chat.endedBy()).toBe('silence');
  });

  test('does not begin before the deadline while nobody has come', async () => {
    const clock = createFakeClock();
    const record = { ...createHostRecord('ana'), createdAtUnixMs: clock.now() };
    const deadlineUnixSeconds = Math.floor(clock.now() / 1000) + (20 * DAY_MS) / 1000;
    const { chat } = start({ clock, record: { ...record, terms: { ...record.terms, deadlineUnixSeconds } } });
    await clock.advance(29 * DAY_MS);
    expect(chat.endedBy()).toBeNull();
    await clock.advance(DAY_MS);
    expect(chat.endedBy()).toBe('silence');
  });
});

test('a chat that the other side came into late is as old as the event they took', async () => {
  const clock = createFakeClock();
  const record = { ...createHostRecord('ana'), createdAtUnixMs: clock.now() };
  const deadlineUnixSeconds = Math.floor(clock.now() / 1000) + (20 * DAY_MS) / 1000;
  const { chat, log } = start({ clock, record: { ...record, terms: { ...record.terms, deadlineUnixSeconds } } });
  chat.actions.setDisappearing(3_600);
  await clock.advance(19 * DAY_MS);
  await log.acknowledge(1);
  await clock.advance(9 * DAY_MS);
  expect(chat.endedBy()).toBeNull();
});

test('of a flood, few messages stay loaded while the person is at the newest one or elsewhere, and all while they read back', async () => {
  const { clock, log, chat } = start();
  const flood = async (texts: number): Promise<void> => {
    for (let i = 0; i < texts; i += 1) await receive(log, 'spam');
    await clock.settle();
  };
  await flood(1_000);
  expect(chat.toView()).toMatchObject({ hasEarlier: true, unreadCount: 1_000 });
  expect(chat.toView().messages.length).toBeLessThan(500);

  chat.setShown(true, true);
  chat.actions.loadEarlier();
  await clock.settle();
  const loaded = chat.toView().messages.length;
  await flood(500);
  expect(chat.toView().messages).toHaveLength(loaded + 500);

  chat.actions.follow(true);
  expect(chat.toView().messages.length).toBeLessThan(500);
  chat.actions.follow(false);
  await flood(500);
  chat.setShown(false, true);
  expect(chat.toView().messages.length).toBeLessThan(500);
});

describe('what the person says', () => {
  test('half an emoji is sent as the other side will read it', async () => {
    const { clock, chat } = start();
    chat.actions.send('a\ud83d', null);
    await clock.settle();
    expect(texts(chat)).toEqual(['a\ufffd']);
  });

  test('what was not delivered when the chat closes is shown as not sent', async () => {
    const { clock, chat } = start();
    chat.actions.send('never', null);
    await clock.settle();
    expect(last(chat)).toMatchObject({ delivery: 'waiting', canEdit: true });
    chat.close();
    expect(last(chat)).toMatchObject({ delivery: 'not-sent', canEdit: false });
  });

  test('500 may wait, those included that are still being stored, and what has no words always fits', async () => {
    const { clock, chat } = start();
    for (let i = 0; i < 500; i += 1) expect(chat.actions.send(String(i), null)).toBeNull();
    expect(chat.actions.send('one too many', null)).toBe('outbox-full');
    await clock.settle();
    expect(chat.actions.send('one too many', null)).toBe('outbox-full');
    expect(chat.actions.edit('own-500', 'one too many')).toBe('outbox-full');
    chat.actions.deleteMessage('own-500');
    await clock.settle();
    expect(texts(chat).at(-1)).toBe('deleted');
  });

  test('an answer quotes what it answers, which may be gone later', async () => {
    const { clock, log, chat } = start();
    await receive(log, 'question');
    chat.actions.send('answer', 'other-1');
    chat.actions.send('to nothing', 'other-7');
    await clock.settle();
    const [, answer, other] = chat.toView().messages;
    expect(answer).toMatchObject({ quote: { id: 'other-1', author: 'other', text: 'question' } });
    expect(other).toMatchObject({ quote: null });
    await log.receive({ seq: 2, atUnixMs: 1, body: { kind: 'delete', seq: 1 } });
    expect(chat.toView().messages[1]).toMatchObject({ quote: { id: 'other-1', text: null } });
  });

  test('an own text can be edited for a quarter of an hour, and no other', async () => {
    const { clock, log, chat } = start();
    await receive(log, 'theirs');
    chat.actions.send('mine', null);
    await clock.settle();
    expect(chat.actions.edit('other-1', 'x')).toBe('too-late');
    expect(chat.actions.edit('own-1', ' ')).toBe('empty');
    expect(chat.actions.edit('own-1', 'mine, better')).toBeNull();
    await clock.advance(15 * 60_000 - 1);
    expect(last(chat)).toMatchObject({ text: 'mine, better', isEdited: true, canEdit: true });
    await clock.advance(1);
    expect(last(chat)).toMatchObject({ canEdit: false });
    expect(chat.actions.edit('own-1', 'too late')).toBe('too-late');
  });

  test("only own texts can be deleted, and only once; anybody's can be reacted to", async () => {
    const { clock, log, chat } = start();
    await receive(log, 'theirs');
    chat.actions.send('mine', null);
    await clock.settle();
    chat.actions.deleteMessage('other-1');
    chat.actions.deleteMessage('own-1');
    await clock.settle();
    chat.actions.deleteMessage('own-1');
    chat.actions.react('own-1', '🌱');
    chat.actions.react('other-1', '🌱');
    await clock.settle();
    chat.actions.react('other-1', '🌱');
    chat.actions.react('other-1', 'x'.repeat(33));
    await clock.settle();
    expect(texts(chat)).toEqual(['theirs', 'deleted']);
    expect(chat.toView().messages[0]).toMatchObject({ reactions: [{ emoji: '🌱', author: 'me' }] });
    // The text, its deletion, and one reaction.
    expect(log.counters().ownNext).toBe(4);
  });
});

describe('disappearing', () => {
  test.each([
    [86_400, DAY_MS],
    [3_600, HOUR_MS],
  ] as const)('after %i seconds an own text is gone by itself', async (seconds, delayMs) => {
    const { clock, log, chat } = start();
    chat.actions.setDisappearing(seconds);
    chat.actions.setDisappearing(seconds);
    await clock.settle();
    chat.actions.send('soon gone', null);
    await clock.settle();
    expect(chat.toView().disappearAfterSeconds).toBe(seconds);
    expect(last(chat)).toMatchObject({ disappearsAtUnixMs: clock.now() + delayMs });
    await clock.advance(delayMs - 1);
    expect(texts(chat)).toEqual(['timer', 'soon gone']);
    await clock.advance(1);
    expect(texts(chat)).toEqual(['timer']);
    expect(log.entries()).toHaveLength(1);
  });

  test('five minutes after it was seen here', async () => {
    const { clock, log, chat } = start();
    chat.actions.setDisappearing(300);
    await clock.settle();
    await receive(log, 'theirs');
    await clock.advance(HOUR_MS);
    expect(last(chat)).toMatchObject({ text: 'theirs', disappearsAtUnixMs: null });
    chat.setShown(true, true);
    await clock.settle();
    expect(last(chat)).toMatchObject({ disappearsAtUnixMs: clock.now() + 300_000 });
    await clock.advance(300_000);
    expect(texts(chat)).toEqual(['timer']);
  });

  test('what expired while nobody was here is not shown, and is shredded as soon as the chat is open', async () => {
    const { clock, log, chat, record } = start();
    chat.actions.setDisappearing(3_600);
    chat.actions.send('soon gone', null);
    await clock.settle();
    clock.set(clock.now() + HOUR_MS);
    expect(log.entries()).toHaveLength(2);
    const again = start({ clock, log, record: record() });
    expect(texts(again.chat)).toEqual(['timer']);
    await clock.settle();
    expect(log.entries()).toHaveLength(1);
    chat.abandon();
  });
});

describe('a draft', () => {
  test('is written from the first key on, every half second while they go on, and at once when the page goes', async () => {
    const { clock, chat, written } = start();
    chat.actions.saveDraft('h');
    await clock.advance(400);
    chat.actions.saveDraft('he');
    await clock.advance(99);
    expect(written).toEqual(['h']);
    await clock.advance(1);
    expect(written).toEqual(['h', 'he']);
    await clock.advance(5_000);
    expect(written).toEqual(['h', 'he']);
    chat.actions.saveDraft('hel');
    chat.actions.saveDraft('hell');
    chat.pageChanged('hidden');
    chat.pageChanged('leaving');
    expect(written).toEqual(['h', 'he', 'hel', 'hell']);
    expect(chat.toView().draft).toBe('hell');
  });

  test('is gone when it was sent, and when the chat has ended', async () => {
    const { clock, chat, written } = start();
    chat.actions.saveDraft('hello');
    await clock.advance(500);
    chat.actions.send('hello', null);
    expect(chat.toView().draft).toBe('');
    expect(written).toEqual(['hello', '']);
    chat.actions.saveDraft('and');
    chat.actions.end();
    await clock.advance(500);
    expect([chat.toView().draft, written.at(-1)]).toEqual(['', '']);
  });

  test('that is longer than a message is kept as far as it could be sent', async () => {
    const { clock, chat, written } = start();
    chat.actions.saveDraft('é'.repeat(6_001));
    chat.actions.saveDraft('a' + 'é'.repeat(6_000));
    await clock.advance(500);
    expect(written).toEqual(['é'.repeat(6_000), 'a' + 'é'.repeat(5_999)]);
  });
});

describe('storage that refuses', () => {
  test.each([
    ['quota', 'full'],
    ['unavailable', 'refused'],
  ] as const)('with %s keeps the text on the screen, and says so until storing works again', async (code, trouble) => {
    const clock = createFakeClock();
    const log = createMemoryLog({ role: 'host', clock });
    let isRefusing = true;
    const refusing: ChatLog = {
      ...log,
      append: (...event) => (isRefusing ? Promise.reject(new StorageError(code)) : log.append(...event)),
    };
    const { chat } = start({ clock, log: refusing });
    chat.actions.send('precious', null);
    await clock.settle();
    expect(chat.toView()).toMatchObject({ storageTrouble: trouble });
    expect(last(chat)).toMatchObject({ id: 'unsent-1', text: 'precious', delivery: 'not-sent' });
    isRefusing = false;
    chat.actions.deleteMessage('unsent-1');
    chat.actions.send('precious', null);
    await clock.settle();
    expect(chat.toView()).toMatchObject({ storageTrouble: null });
    expect(texts(chat)).toEqual(['precious']);
  });

  test('a damaged log can be read and not continued; ending it deletes it at once', async () => {
    const clock = createFakeClock();
    const log = createMemoryLog({ role: 'host', clock });
    await receive(log, 'still readable');
    const { chat } = start({ clock, log: { ...log, isDamaged: () => true } });
    expect([chat.isDamaged(), chat.isOver(), texts(chat)]).toEqual([true, false, ['still readable']]);
    expect(chat.actions.send('x', null)).toBe('chat-over');
    chat.actions.end();
    expect([chat.endedBy(), chat.isOver(), texts(chat)]).toEqual(['me', true, []]);
  });
});

describe('an end', () => {
  test('of this side takes nothing more, once, and is kept until it is acknowledged', async () => {
    const { clock, log, chat } = start();
    chat.actions.send('gone', null);
    chat.actions.end();
    chat.actions.end();
    await clock.settle();
    expect([chat.endedBy(), chat.isOver()]).toEqual(['me', false]);
    expect(chat.actions.send('too late', null)).toBe('chat-over');
    expect((await log.ownAfter(0, 10)).map(({ body }) => body.kind)).toEqual(['void', 'end', 'void']);
    await log.acknowledge(3);
    expect(chat.isOver()).toBe(true);
  });

  test('of the other side is kept for a day from when it came, also across reloads', async () => {
    const { clock, log, chat, record } = start();
    await log.receive({ seq: 1, atUnixMs: 1, body: { kind: 'end' } });
    await clock.advance(DAY_MS / 2);
    chat.abandon();
    const again = start({ clock, log, record: record() });
    expect([again.chat.endedBy(), again.chat.isOver()]).toEqual(['other', false]);
    await clock.advance(DAY_MS / 2);
    expect(again.chat.isOver()).toBe(true);
  });
});

test('nothing of a chat that another page goes on with is timed here', async () => {
  const { clock, chat } = start();
  chat.actions.setDisappearing(3_600);
  chat.actions.send('words', null);
  await clock.settle();
  chat.abandon();
  chat.pageChanged('visible');
  expect(clock.pendingTimers()).toBe(0);
});

test('a view of what has not changed is not made again', async () => {
  const { clock, log, chat } = start();
  await receive(log, 'hello');
  chat.actions.send('hello', null);
  await clock.settle();
  const { messages } = chat.toView();
  chat.actions.saveDraft('typing');
  await clock.advance(1_000);
  expect(chat.toView().messages).toBe(messages);
});
