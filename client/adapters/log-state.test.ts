import { describe, expect, test } from 'vitest';
import type { EventBody } from '../protocol/event-body.ts';
import { acknowledge, append, EMPTY_LOG, isWhole, receive, type LogState } from './log-state.ts';

const text: EventBody = { kind: 'text', text: 'a', replyTo: null };
/** One own event acknowledged, two in the outbox, two of the other side. */
const log = [1, 2].reduce<LogState>(
  (state, seq) => receive(state, { seq, atUnixMs: 1, body: text }, 1),
  acknowledge(
    [1, 2, 3].reduce((state) => append(state, 1, text, 1), EMPTY_LOG),
    1,
  ),
);

describe('rows and counters that were stored apart', () => {
  test('belong together after any change', () => {
    expect(isWhole(EMPTY_LOG)).toBe(true);
    expect(isWhole(log)).toBe(true);
    expect(isWhole(append(log, 2, { kind: 'end' }, 2))).toBe(true);
  });

  test.each<[string, LogState]>([
    ['the last of the outbox is missing', { ...log, rows: log.rows.filter(({ index }) => index !== 2) }],
    [
      'one of the outbox is there twice, another not',
      {
        ...log,
        rows: log.rows.map((row, at, all) => (at === 2 ? { ...row, entry: all[1]?.entry ?? row.entry } : row)),
      },
    ],
    ['more is acknowledged than was written', { ...log, ownAcked: 4 }],
    ['more is read than was received', { ...log, otherRead: 3 }],
    ['more was received than is counted', { ...log, otherCum: 1 }],
    ['a row has a place that is still to be given', { ...log, nextIndex: 4 }],
  ])('do not when %s', (_, state) => {
    expect(isWhole(state)).toBe(false);
  });
});
