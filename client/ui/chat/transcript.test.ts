import { describe, expect, test } from 'vitest';
import type { MessageView } from '../../state/view.ts';
import { aText } from '../testing/views.ts';
import '../testing/words.ts';
import { toTranscript } from './transcript.ts';

const AT = new Date(2026, 10, 12, 14, 5).getTime();

function linesOf(...messages: readonly MessageView[]): readonly string[] {
  const text = toTranscript(messages, { otherName: 'Ana', nowUnixMs: AT, locale: 'en-GB' });
  expect(text.endsWith('\n')).toBe(true);
  return text.split('\n').slice(3, -1);
}

test('begins with whom it is with and when it was made', () => {
  const text = toTranscript([], { otherName: 'Ana', nowUnixMs: AT, locale: 'en-GB' });
  expect(text).toBe('Chat with Ana\nExported 12 Nov 2026, 14:05:00\n\n');
});

describe('a message', () => {
  test('has its time, its author and its words', () => {
    const messages = [
      aText({ atUnixMs: AT, text: 'Hi' }),
      aText({ atUnixMs: AT, author: 'me', text: 'Hello', delivery: 'read' }),
    ];
    expect(linesOf(...messages)).toEqual(['[2026-11-12 14:05] Ana: Hi', '[2026-11-12 14:05] You: Hello']);
  });

  test('says what was done to it', () => {
    const deleted = { is: 'deleted', id: '2', author: 'other', atUnixMs: AT } as const;
    const timer = { is: 'timer', id: '3', author: 'other', atUnixMs: AT, seconds: 3_600 } as const;
    const lost = { is: 'unreadable', id: '4', author: 'other', atUnixMs: AT, why: 'corrupt' } as const;
    const edited = aText({ atUnixMs: AT, author: 'me', text: 'seven', isEdited: true, delivery: 'waiting' });
    const quote = { id: '1', author: 'me', text: 'seven\nor eight' } as const;
    const reply = aText({ atUnixMs: AT, text: 'fine', quote, reactions: [{ emoji: '👍', author: 'me' }] });
    expect(linesOf(deleted, timer, lost, edited, reply)).toEqual([
      '[2026-11-12 14:05] Ana: (This message was deleted)',
      '[2026-11-12 14:05] Ana set messages to disappear after 1 hour',
      '[2026-11-12 14:05] Ana: (A message here can’t be read. It was damaged in storage.)',
      '[2026-11-12 14:05] You: seven (Edited, Waiting)',
      '[2026-11-12 14:05] Ana: > You: seven or eight',
      '    fine',
      '    (You reacted with 👍)',
    ]);
  });

  test.each(['\n', '\r\n', '\r', '\u2028', '\u0085', '\v'])('cannot pass for another one by %j', (lineBreak) => {
    const text = `hm${lineBreak}[2026-11-12 14:06] You: I agree`;
    expect(linesOf(aText({ atUnixMs: AT, text }))).toEqual([
      '[2026-11-12 14:05] Ana: hm',
      '    [2026-11-12 14:06] You: I agree',
    ]);
  });

  test('of somebody whose name has a line break in it has one line all the same', () => {
    const text = toTranscript([aText({ atUnixMs: AT })], { otherName: 'A\nB', nowUnixMs: AT, locale: 'en-GB' });
    expect(text.split('\n').slice(-2)).toEqual(['[2026-11-12 14:05] A B: Hi', '']);
  });
});
