import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventBody } from '../protocol/event-body.ts';
import { LOG_COUNTERS, LOG_ROW } from './log-codec.ts';

const integer = fc.maxSafeNat();
const text = fc.string({ unit: 'binary', maxLength: 40 });
const target = fc.record({ side: fc.constantFrom('guest' as const, 'host' as const), seq: integer });
const bodies: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({ kind: fc.constantFrom('void' as const, 'end' as const, 'unknown' as const) }),
  fc.record({ kind: fc.constant('text' as const), text, replyTo: fc.option(target) }),
  fc.record({ kind: fc.constant('edit' as const), seq: integer, text }),
  fc.record({ kind: fc.constant('delete' as const), seq: integer }),
  fc.record({ kind: fc.constant('reaction' as const), target, emoji: fc.constantFrom('', '🌱') }),
  fc.record({ kind: fc.constant('timer' as const), seconds: fc.nat(2 ** 32 - 1) }),
);
const rows = fc.record({
  isHistory: fc.boolean(),
  entry: fc.record({
    side: fc.constantFrom('own' as const, 'other' as const),
    seq: integer,
    atUnixMs: integer,
    storedAtUnixMs: integer,
    body: bodies,
  }),
});
const counters = fc.record({
  nextIndex: integer,
  ownNext: integer,
  ownAcked: integer,
  otherCum: integer,
  otherRead: integer,
});

describe('a log', () => {
  test('has rows that come back as they were, events of no known form included', () => {
    fc.assert(
      fc.property(rows, (row) => {
        expect(LOG_ROW.decode(LOG_ROW.encode(row))).toEqual(row);
      }),
    );
  });

  test('has counters that come back as they were', () => {
    fc.assert(
      fc.property(counters, (all) => {
        expect(LOG_COUNTERS.decode(LOG_COUNTERS.encode(all))).toEqual(all);
      }),
    );
  });
});
