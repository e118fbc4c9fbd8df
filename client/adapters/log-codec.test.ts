import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_EMOJI_BYTES, MAX_TEXT_BYTES, type EventBody } from '../protocol/event-body.ts';
import { LOG_COUNTERS, LOG_LINE, LOG_OUTGOING, type StoredLine } from './log-codec.ts';
import type { StoredCounters } from './log-state.ts';

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
const side = fc.constantFrom('own' as const, 'other' as const);
const seconds = fc.constantFrom(0 as const, 300 as const, 3_600 as const, 86_400 as const);
const lines: fc.Arbitrary<StoredLine> = fc.record({
  before: fc.option(integer),
  side,
  seq: integer,
  atUnixMs: integer,
  storedAtUnixMs: integer,
  expiry: fc.oneof(fc.constantFrom('never' as const, 'after-read' as const), integer),
  content: fc.oneof(
    fc.record({
      kind: fc.constant('text' as const),
      text,
      isEdited: fc.boolean(),
      replyTo: fc.option(fc.record({ side, seq: integer })),
      reactions: fc.array(fc.record({ side, emoji: text }), { maxLength: 2 }),
    }),
    fc.record({ kind: fc.constant('deleted' as const) }),
    fc.record({ kind: fc.constant('timer' as const), seconds }),
  ),
});
const counters: fc.Arbitrary<StoredCounters> = fc.record({
  nextIndex: integer,
  lastIndex: fc.option(integer),
  ownNext: integer,
  ownAcked: integer,
  ownRead: integer,
  otherCum: integer,
  otherRead: integer,
  unread: integer,
  timerSeconds: seconds,
  lastEventAtUnixMs: fc.option(integer),
  ended: fc.option(fc.record({ by: side, atUnixMs: integer })),
  expiringFrom: fc.option(integer),
});

describe('a log', () => {
  test('has lines, an outbox and counters that come back as they were', () => {
    fc.assert(
      fc.property(lines, integer, bodies, counters, (line, atUnixMs, body, all) => {
        expect(LOG_LINE.decode(LOG_LINE.encode(line))).toEqual(line);
        expect(LOG_OUTGOING.decode(LOG_OUTGOING.encode({ atUnixMs, body }))).toEqual({ atUnixMs, body });
        expect(LOG_COUNTERS.decode(LOG_COUNTERS.encode(all))).toEqual(all);
      }),
    );
  });

  test('has room for the longest text', () => {
    const content = { kind: 'text', text: 'a'.repeat(MAX_TEXT_BYTES), isEdited: true, replyTo: null } as const;
    const emoji = 'a'.repeat(MAX_EMOJI_BYTES);
    const reactions = [
      { side: 'own', emoji },
      { side: 'other', emoji },
    ] as const;
    const times = { seq: 1, atUnixMs: 1, storedAtUnixMs: 1 };
    const line: StoredLine = { before: 1, side: 'own', ...times, expiry: 1, content: { ...content, reactions } };
    expect(LOG_LINE.decode(LOG_LINE.encode(line))).toEqual(line);
  });

  test('is corrupt where the padding or what is in it is not as it was written, and of a later version where it says so', () => {
    const encoded = LOG_OUTGOING.encode({ atUnixMs: 1, body: { kind: 'end' } });
    const decode = (at: number, byte: number) => (): unknown => LOG_OUTGOING.decode(encoded.with(at, byte));
    expect(decode(255, 1)).toThrow('corrupt');
    expect(decode(2, 1)).toThrow('corrupt');
    expect(decode(4, 1)).toThrow('corrupt');
    expect(decode(4, 3)).toThrow('future-version');
  });
});
