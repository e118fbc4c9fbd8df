import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogEntry } from '../session/ports.ts';
import { countUnread, endedBy, toMessages } from './conversation.ts';

const text = (side: 'own' | 'other', seq: number, atUnixMs: number, storedAtUnixMs = atUnixMs): LogEntry => ({
  side,
  seq,
  atUnixMs,
  storedAtUnixMs,
  body: { kind: 'text', text: String(seq), replyTo: null },
});
const marks = { ownAcked: 0, handed: 0, isOver: false };

describe('messages', () => {
  test('stand in the order they were stored, and no time runs backwards or ahead of now, whatever the clocks say', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(10_000)), { maxLength: 30 }), (said) => {
        const entries = said.map(([isOwn, at], index) => text(isOwn ? 'own' : 'other', index + 1, at, index * 100));
        const messages = toMessages(entries, marks);
        expect(messages.map((m) => m.text)).toEqual(entries.map((e) => String(e.seq)));
        messages.forEach((message, index) => {
          expect(message.atUnixMs).toBeGreaterThanOrEqual(messages[index - 1]?.atUnixMs ?? 0);
          expect(message.atUnixMs).toBeLessThanOrEqual(index * 100);
        });
      }),
    );
  });

  test.each([
    [{ ownAcked: 2, handed: 2, isOver: false }, ['delivered', 'delivered', 'waiting']],
    [{ ownAcked: 1, handed: 2, isOver: false }, ['delivered', 'sent', 'waiting']],
    [{ ownAcked: 1, handed: 0, isOver: false }, ['delivered', 'waiting', 'waiting']],
    [{ ownAcked: 1, handed: 3, isOver: true }, ['delivered', 'not-sent', 'not-sent']],
  ] as const)('with %o own ones are %o', (given, expected) => {
    const entries = [text('own', 1, 1), text('own', 2, 2), text('own', 3, 3)];
    expect(toMessages(entries, given).map(({ delivery }) => delivery)).toEqual(expected);
  });

  test('void, unknown and other events are not messages', () => {
    const entries: LogEntry[] = [
      { ...text('own', 1, 1), body: { kind: 'void' } },
      { ...text('other', 1, 1), body: { kind: 'unknown' } },
      text('other', 2, 2),
    ];
    expect(toMessages(entries, marks).map(({ id }) => id)).toEqual(['other-2']);
    expect(countUnread(entries, 0)).toBe(1);
    expect(countUnread(entries, 2)).toBe(0);
  });
});

test('who wrote the end ended the chat', () => {
  expect(endedBy([text('own', 1, 1)])).toBeNull();
  expect(endedBy([{ ...text('own', 1, 1), body: { kind: 'end' } }])).toBe('me');
  expect(endedBy([{ ...text('other', 1, 1), body: { kind: 'end' } }])).toBe('other');
});
