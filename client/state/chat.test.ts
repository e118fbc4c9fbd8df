import { expect, test } from 'vitest';
import { createMemoryLog } from '../adapters/memory-log.ts';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { createChat } from './chat.ts';

const DAY_MS = 86_400_000;

function start(clock = createFakeClock(), log = createMemoryLog(clock)) {
  const chat = createChat({
    log,
    clock,
    createdAtUnixMs: clock.now(),
    silenceDays: 10,
    changed: () => undefined,
    failed: () => undefined,
  });
  return { clock, log, chat };
}

test('a chat goes after its silence, counted from the last thing that was said', async () => {
  const { clock, chat } = start();
  await clock.advance(9 * DAY_MS);
  chat.send('still here');
  await clock.advance(10 * DAY_MS - 1);
  expect(chat.endedBy()).toBeNull();
  expect(chat.messages()).toHaveLength(1);
  await clock.advance(1);
  expect(chat.endedBy()).toBe('silence');
  expect(chat.messages()).toEqual([]);
  expect(chat.send('too late')).toBe('chat-over');
});

test('a reload does not begin the silence anew', async () => {
  const { clock, log, chat } = start();
  chat.send('last words');
  await clock.advance(9 * DAY_MS);
  const again = start(clock, log);
  await clock.advance(1 * DAY_MS);
  expect(again.chat.endedBy()).toBe('silence');
  expect(again.chat.messages()).toEqual([]);
});

test('half an emoji is sent as the other side will read it', async () => {
  const { clock, chat } = start();
  chat.send('a\ud83d');
  await clock.settle();
  expect(chat.messages().map(({ text }) => text)).toEqual(['a\ufffd']);
});

test('what was not delivered when the chat closes is shown as not sent', async () => {
  const { clock, chat } = start();
  chat.send('never');
  await clock.settle();
  expect(chat.messages()[0]?.delivery).toBe('waiting');
  chat.close();
  expect(chat.messages()[0]?.delivery).toBe('not-sent');
});

test('an ended chat takes nothing more, and ends once', async () => {
  const { clock, chat } = start();
  chat.send('gone');
  chat.end();
  chat.end();
  await clock.settle();
  expect(chat.endedBy()).toBe('me');
  expect(chat.isSettled()).toBe(false);
  expect(chat.send('too late')).toBe('chat-over');
});
