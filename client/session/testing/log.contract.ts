/** What every chat log must do, whatever it is kept in. */
import { describe, expect, test } from 'vitest';
import type { EventBody } from '../../protocol/event-body.ts';
import type { ChatLog } from '../ports.ts';

const text = (value: string): EventBody => ({ kind: 'text', text: value, replyTo: null });

export function describeLog(name: string, create: () => ChatLog | Promise<ChatLog>): void {
  describe(`the log in ${name}`, () => {
    test('starts empty, with own events counted from 1', async () => {
      const log = await create();
      expect(log.counters()).toEqual({ ownNext: 1, ownAcked: 0, outboxBytes: 0, otherCum: 0, otherRead: 0 });
      expect(log.entries()).toEqual([]);
    });

    test('numbers own events in the order of the calls', async () => {
      const log = await create();
      const events = await Promise.all(['a', 'b', 'c'].map((value) => log.append(5, text(value))));
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(await log.ownAfter(1, 10)).toEqual([
        { seq: 2, atUnixMs: 5, body: text('b') },
        { seq: 3, atUnixMs: 5, body: text('c') },
      ]);
      expect(await log.ownAfter(0, 1)).toHaveLength(1);
    });

    test('keeps both sides in the order they were stored', async () => {
      const log = await create();
      await log.append(9, text('mine'));
      await log.receive({ seq: 1, atUnixMs: 1, body: text('theirs') });
      expect(log.entries().map(({ side, seq, atUnixMs }) => [side, seq, atUnixMs])).toEqual([
        ['own', 1, 9],
        ['other', 1, 1],
      ]);
      expect(log.counters()).toMatchObject({ ownNext: 2, otherCum: 1 });
    });

    test('takes only the next event of the other side, and is unchanged by any other', async () => {
      const log = await create();
      await log.receive({ seq: 1, atUnixMs: 1, body: text('one') });
      await expect(log.receive({ seq: 1, atUnixMs: 1, body: text('one') })).rejects.toThrow('internal');
      await expect(log.receive({ seq: 3, atUnixMs: 1, body: text('three') })).rejects.toThrow('internal');
      expect(log.entries()).toHaveLength(1);
      expect(log.counters().otherCum).toBe(1);
    });

    test('moves what is acknowledged and read forwards only, and never past what exists', async () => {
      const log = await create();
      await log.append(1, text('é'));
      await log.append(1, text('bc'));
      expect(log.counters().outboxBytes).toBe(4);
      await log.acknowledge(1);
      expect(log.counters()).toMatchObject({ ownAcked: 1, outboxBytes: 2 });
      await log.acknowledge(0);
      expect(log.counters().ownAcked).toBe(1);
      await expect(log.acknowledge(3)).rejects.toThrow('internal');
      await log.receive({ seq: 1, atUnixMs: 1, body: text('x') });
      await log.markRead(7);
      expect(log.counters().otherRead).toBe(1);
      await log.markRead(0);
      expect(log.counters().otherRead).toBe(1);
    });

    test('an own end replaces history and unsent events by void, and is still to be sent', async () => {
      const log = await create();
      await log.append(1, text('secret'));
      await log.receive({ seq: 1, atUnixMs: 1, body: text('theirs') });
      await log.append(2, { kind: 'end' });
      expect(log.entries().map(({ body }) => body.kind)).toEqual(['end']);
      expect((await log.ownAfter(0, 10)).map(({ seq, body }) => [seq, body.kind])).toEqual([
        [1, 'void'],
        [2, 'end'],
      ]);
    });

    test('what still arrives after an own end is counted and not kept', async () => {
      const log = await create();
      await log.append(2, { kind: 'end' });
      await log.receive({ seq: 1, atUnixMs: 1, body: text('on its way') });
      expect(log.entries().map(({ body }) => body.kind)).toEqual(['end']);
      expect(log.counters().otherCum).toBe(1);
    });

    test("the other's end forgets history and keeps the counters", async () => {
      const log = await create();
      await log.append(1, text('mine'));
      await log.receive({ seq: 1, atUnixMs: 1, body: { kind: 'end' } });
      expect(log.entries().map(({ side, body }) => [side, body.kind])).toEqual([['other', 'end']]);
      expect(log.counters()).toMatchObject({ ownNext: 2, otherCum: 1 });
      expect((await log.ownAfter(0, 10)).map(({ body }) => body.kind)).toEqual(['void']);
    });
  });
}
