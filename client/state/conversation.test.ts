import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryLog } from '../adapters/memory-log.ts';
import type { LogLine } from '../session/ports.ts';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { createFold, toConversation, toDelivery } from './conversation.ts';
import type { MessageView } from './view.ts';

const marks = { ownAcked: 0, ownRead: 0, handed: 0, isOver: false };
const moment = { nowUnixMs: 100_000_000, createdAtUnixMs: 7 };

const text = (side: 'own' | 'other', seq: number, atUnixMs: number, storedAtUnixMs = atUnixMs): LogLine => ({
  is: 'line',
  index: seq,
  side,
  seq,
  atUnixMs,
  storedAtUnixMs,
  expiry: 'never',
  content: { kind: 'text', text: String(seq), isEdited: false, replyTo: null, reactions: [] },
});
const toMessages = (entries: readonly LogLine[]): readonly MessageView[] =>
  toConversation(entries, marks, moment).messages;

describe('messages', () => {
  test('stand in the order they were stored, and no time runs backwards or ahead of now, whatever the clocks say', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(10_000)), { maxLength: 30 }), (said) => {
        const entries = said.map(([isOwn, at], index) => text(isOwn ? 'own' : 'other', index + 1, at, index * 100));
        const messages = toMessages(entries);
        expect(messages.map((m) => m.is === 'text' && m.text)).toEqual(entries.map((e) => String(e.seq)));
        messages.forEach((message, index) => {
          expect(message.atUnixMs).toBeGreaterThanOrEqual(messages[index - 1]?.atUnixMs ?? 0);
          expect(message.atUnixMs).toBeLessThanOrEqual(index * 100);
        });
      }),
    );
  });

  test('that cannot be read stand in their place, at no time before the line above', () => {
    const lost = { is: 'unreadable', index: 0, why: 'future-version' } as const;
    const { messages } = toConversation([lost, text('other', 1, 50), { ...lost, index: 2 }], marks, moment);
    expect(messages).toMatchObject([
      { is: 'unreadable', id: 'row-0', why: 'future-version', atUnixMs: 7 },
      { is: 'text', atUnixMs: 50 },
      { is: 'unreadable', id: 'row-2', atUnixMs: 50 },
    ]);
  });

  test('whose time has come are not shown nor quoted, even before they are shredded', () => {
    const soon = { ...text('other', 1, 1), expiry: moment.nowUnixMs };
    const later = { ...text('other', 2, 1), expiry: moment.nowUnixMs + 5 };
    const answer = text('own', 1, 1);
    if (answer.content.kind !== 'text') throw new Error('not a text');
    const quoting = { ...answer, content: { ...answer.content, replyTo: { side: 'other', seq: 1 } as const } };
    const conversation = toConversation([soon, later, quoting], marks, moment);
    expect(conversation.messages).toMatchObject([{ id: 'other-2' }, { quote: { id: 'other-1', text: null } }]);
    expect(conversation.validUntilUnixMs).toBe(moment.nowUnixMs + 5);
  });
});

describe('delivery', () => {
  const seqs = [1, 2, 3, 4];

  test.each([
    [{ ownRead: 1, ownAcked: 2, handed: 3, isOver: false }, ['read', 'delivered', 'sent', 'waiting']],
    [{ ownRead: 0, ownAcked: 1, handed: 0, isOver: false }, ['delivered', 'waiting', 'waiting', 'waiting']],
    [{ ownRead: 0, ownAcked: 1, handed: 3, isOver: true }, ['delivered', 'not-sent', 'not-sent', 'not-sent']],
  ] as const)('with %o own texts are %o', (given, expected) => {
    expect(seqs.map((seq) => toDelivery(seq, given))).toEqual(expected);
  });

  test('receipts only move it right, in whatever order and however often they come', async () => {
    const order = ['waiting', 'delivered', 'read'];
    const receipt = fc.record({
      what: fc.constantFrom('acknowledge' as const, 'confirmRead' as const),
      cum: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(receipt, { maxLength: 12 }), async (receipts) => {
        const start = async () => {
          const log = createMemoryLog({ role: 'host', clock: createFakeClock() });
          for (const seq of seqs) await log.append(seq, { kind: 'text', text: 'x', replyTo: null });
          return log;
        };
        const states = ({ counters }: Awaited<ReturnType<typeof start>>): readonly number[] =>
          seqs.map((seq) => order.indexOf(toDelivery(seq, { ...counters(), handed: 0, isOver: false })));
        const log = await start();
        for (const { what, cum } of receipts) {
          const before = states(log);
          await log[what](cum);
          states(log).forEach((state, place) => {
            expect(state).toBeGreaterThanOrEqual(before[place] ?? 0);
          });
        }
        const mirrored = await start();
        for (const { what, cum } of [...receipts.toReversed(), ...receipts]) await mirrored[what](cum);
        expect(states(mirrored)).toEqual(states(log));
      }),
    );
  });
});

describe('folded again', () => {
  const clock = createFakeClock();
  const inTime = () => ({ nowUnixMs: clock.now(), createdAtUnixMs: 7 });
  const lines = [text('own', 1, 1), text('own', 2, 2), text('other', 1, 3)];

  test('a message before the first that can differ is the same object', () => {
    const fold = createFold(clock, 7);
    const before = fold(lines, { ...marks, handed: 2 }).messages;
    const more = [...lines, text('other', 2, 4)];
    const after = fold(more, { ...marks, handed: 2 }).messages;
    expect(after.map((message, at) => message === before[at])).toEqual([true, true, true, false]);
    const acked = fold(more, { ...marks, handed: 2, ownAcked: 2, ownRead: 1 }).messages;
    expect(acked.map((message) => message.is === 'text' && message.delivery)).toEqual([
      'read',
      'delivered',
      null,
      null,
    ]);
    expect(fold(more, { ...marks, handed: 2, ownAcked: 2, ownRead: 2 }).messages[0]).toBe(acked[0]);
  });

  test('it is what it would be folded at once, whatever has changed', () => {
    const step = fc.oneof(
      fc.record({ does: fc.constantFrom('own', 'other', 'answer', 'disappear') }),
      fc.record({ does: fc.constantFrom('edit', 'remove', 'earlier', 'over'), at: fc.nat(20) }),
      fc.record({ does: fc.constantFrom('handed', 'ownAcked', 'ownRead', 'wait'), at: fc.nat(20) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const fold = createFold(clock, 7);
        let entries: readonly LogLine[] = lines;
        let now = { ...marks };
        let seq = 100;
        for (const { does, ...rest } of steps) {
          const at = 'at' in rest ? rest.at : 0;
          seq += 1;
          const line = text(does === 'other' ? 'other' : 'own', seq, clock.now());
          const place = entries.length === 0 ? 0 : at % entries.length;
          const found = entries[place];
          if (does === 'own' || does === 'other') entries = [...entries, line];
          if (does === 'disappear') entries = [...entries, { ...line, expiry: clock.now() + 1_000 }];
          if (does === 'answer' && found?.content.kind === 'text' && line.content.kind === 'text')
            entries = [...entries, { ...line, content: { ...line.content, replyTo: found } }];
          if (does === 'edit' && found?.content.kind === 'text')
            entries = entries.with(place, { ...found, content: { ...found.content, text: 'new words' } });
          if (does === 'remove') entries = entries.toSpliced(place, 1);
          if (does === 'earlier') entries = [text('other', seq, 0), ...entries];
          if (does === 'over') now = { ...now, isOver: !now.isOver };
          if (does === 'handed' || does === 'ownAcked' || does === 'ownRead') now = { ...now, [does]: 95 + at };
          if (does === 'wait') void clock.advance(at * 60_000);
          const [folded, whole] = [fold(entries, now), toConversation(entries, now, inTime())];
          expect(folded.messages).toEqual(whole.messages);
          // What is gone may have been what time would have changed first.
          expect(folded.validUntilUnixMs ?? Infinity).toBeLessThanOrEqual(whole.validUntilUnixMs ?? Infinity);
        }
      }),
    );
  });
});
