import { describe, expect, test } from 'vitest';
import type { EventBody } from '../protocol/event-body.ts';
import { acknowledge, append, EMPTY_LOG, isFitting, receive, type LogState } from './log-state.ts';

const text: EventBody = { kind: 'text', text: 'a', replyTo: null };
const here = { role: 'host', nowUnixMs: 1 } as const;
/** One own event acknowledged, two in the outbox, two of the other side. */
const log = [1, 2].reduce<LogState>(
  (state, seq) => receive(state, { seq, atUnixMs: 1, body: text }, here),
  acknowledge(
    [1, 2, 3].reduce((state) => append(state, 1, text, here), EMPTY_LOG),
    1,
    1,
  ),
);
const counted = (counters: Partial<LogState['counters']>): LogState => ({
  ...log,
  counters: { ...log.counters, ...counters },
});

describe('lines, outbox and counters that were stored apart', () => {
  test('belong together after any change', () => {
    expect(isFitting(EMPTY_LOG)).toBe(true);
    expect(isFitting(log)).toBe(true);
    expect(isFitting(append(log, 2, { kind: 'end' }, here))).toBe(true);
  });

  test.each<[string, LogState]>([
    ['more is acknowledged than was written', counted({ ownAcked: 4 })],
    ['the other has read more than was written', counted({ ownRead: 4 })],
    ['more is read than was received', counted({ otherRead: 3 })],
    ['more is unread than can be', counted({ unread: 3 })],
    ['more was received than is counted', counted({ otherCum: 1, unread: 1 })],
    ['more was written than is counted', counted({ ownNext: 3 })],
    ['the outbox has what is acknowledged', counted({ ownAcked: 2 })],
    ['a line has a place that is still to be given', counted({ nextIndex: 4 })],
    ['the newest line has such a place', counted({ lastIndex: 5 })],
  ])('do not when %s', (_, state) => {
    expect(isFitting(state)).toBe(false);
  });
});
