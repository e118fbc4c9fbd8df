/** What every chat log must do, whatever it is kept in. */
import { describe, expect, test } from 'vitest';
import { LEAST_FOLLOWED_ROWS, MOST_FOLLOWED_ROWS } from '../../adapters/log-pages.ts';
import type { EventBody } from '../../protocol/event-body.ts';
import type { ChatLog, LogEntry } from '../ports.ts';
import type { FakeClock } from './fake-clock.ts';

export interface LogPlace {
  readonly clock: FakeClock;
  /** The host's log of one chat, as it lies there now. */
  open(): Promise<ChatLog>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const text = (value: string): EventBody => ({ kind: 'text', text: value, replyTo: null });

/** What is read of the lines, in short. */
export function said(entries: readonly LogEntry[]): readonly string[] {
  return entries.map((entry) => {
    if (entry.is === 'unreadable') return entry.why;
    return entry.content.kind === 'text' ? entry.content.text : entry.content.kind;
  });
}

export async function allEntries(log: ChatLog): Promise<readonly LogEntry[]> {
  while (log.hasEarlier()) await log.loadEarlier();
  return log.entries();
}

const kindsToSend = async (log: ChatLog): Promise<readonly string[]> =>
  (await log.ownAfter(0, 1_000)).map(({ body }) => body.kind);

export function describeLog(name: string, create: () => LogPlace | Promise<LogPlace>): void {
  const start = async (): Promise<LogPlace & { readonly log: ChatLog }> => {
    const place = await create();
    return { ...place, log: await place.open() };
  };
  const receive = (log: ChatLog, body: EventBody): Promise<void> =>
    log.receive({ seq: log.counters().otherCum + 1, atUnixMs: 1, body });

  describe(`the log in ${name}`, () => {
    test('starts empty, with own events counted from 1', async () => {
      const { log } = await start();
      expect(log.counters()).toMatchObject({ ownNext: 1, ownAcked: 0, ownRead: 0, outboxBytes: 0, unread: 0 });
      expect(log.counters()).toMatchObject({ otherCum: 0, otherRead: 0, lastEventAtUnixMs: null, ended: null });
      expect([log.entries(), log.hasEarlier(), log.isDamaged()]).toEqual([[], false, false]);
    });

    test('numbers own events in the order of the calls', async () => {
      const { log } = await start();
      const events = await Promise.all(['a', 'b', 'c'].map((value) => log.append(5, text(value))));
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(await log.ownAfter(1, 10)).toEqual([
        { seq: 2, atUnixMs: 5, body: text('b') },
        { seq: 3, atUnixMs: 5, body: text('c') },
      ]);
      expect(await log.ownAfter(0, 1)).toHaveLength(1);
    });

    test('keeps both sides in the order they were stored, with the time of storing', async () => {
      const { log, clock } = await start();
      await log.append(9, text('mine'));
      await receive(log, text('theirs'));
      expect(log.entries()).toMatchObject([
        { side: 'own', seq: 1, atUnixMs: 9, storedAtUnixMs: clock.now() },
        { side: 'other', seq: 1, atUnixMs: 1, storedAtUnixMs: clock.now() },
      ]);
      expect(log.counters()).toMatchObject({ ownNext: 2, otherCum: 1, lastEventAtUnixMs: clock.now() });
      await clock.advance(MINUTE_MS);
      await log.acknowledge(1);
      await clock.advance(MINUTE_MS);
      await log.acknowledge(1);
      await log.markRead();
      expect(log.counters().lastEventAtUnixMs).toBe(clock.now() - MINUTE_MS);
    });

    test('takes only the next event of the other side, and is unchanged by any other', async () => {
      const { log } = await start();
      await receive(log, text('one'));
      await expect(log.receive({ seq: 1, atUnixMs: 1, body: text('one') })).rejects.toThrow('internal');
      await expect(log.receive({ seq: 3, atUnixMs: 1, body: text('three') })).rejects.toThrow('internal');
      expect(said(log.entries())).toEqual(['one']);
      expect(log.counters().otherCum).toBe(1);
    });

    test('moves what is acknowledged and read forwards only, and never past what exists', async () => {
      const { log } = await start();
      await log.append(1, text('é'));
      await log.append(1, text('bc'));
      expect(log.counters().outboxBytes).toBe(4);
      await log.acknowledge(1);
      await log.confirmRead(1);
      expect(log.counters()).toMatchObject({ ownAcked: 1, ownRead: 1, outboxBytes: 2 });
      await log.acknowledge(0);
      await log.confirmRead(0);
      expect(log.counters()).toMatchObject({ ownAcked: 1, ownRead: 1 });
      await expect(log.acknowledge(3)).rejects.toThrow('internal');
      await expect(log.confirmRead(3)).rejects.toThrow('internal');
      expect((await log.ownAfter(0, 10)).map(({ seq }) => seq)).toEqual([2]);
    });

    test('gives all lines without bringing them on screen', async () => {
      const { log, open } = await start();
      for (let number = 1; number <= 100; number += 1) await log.append(1, text(String(number)));
      const again = await open();
      const shown = again.entries().length;
      expect(said(await again.allEntries())).toEqual(Array.from({ length: 100 }, (_, place) => String(place + 1)));
      expect([again.entries().length, again.hasEarlier()]).toEqual([shown, shown < 100]);
    });

    test('counts the texts of the other side that were not seen, and nothing else', async () => {
      const { log } = await start();
      await receive(log, text('one'));
      await receive(log, { kind: 'void' });
      await receive(log, { kind: 'unknown' });
      await receive(log, text('two'));
      expect(log.counters()).toMatchObject({ unread: 2, otherCum: 4 });
      await receive(log, { kind: 'delete', seq: 1 });
      expect(log.counters().unread).toBe(1);
      await log.markRead();
      expect(log.counters()).toMatchObject({ unread: 0, otherRead: 5 });
      await receive(log, { kind: 'delete', seq: 4 });
      expect(log.counters().unread).toBe(0);
    });

    test('an edit replaces the words, and nothing of the old ones is kept', async () => {
      const { log, open } = await start();
      await receive(log, text('helo'));
      await receive(log, { kind: 'edit', seq: 1, text: 'hello' });
      for (const one of [log, await open()]) {
        expect(one.entries()).toMatchObject([{ content: { text: 'hello', isEdited: true } }]);
      }
    });

    test('each side gives one reaction, can change it, and takes it back', async () => {
      const { log } = await start();
      await log.append(1, text('hi'));
      const target = { side: 'host', seq: 1 } as const;
      const reactions = (): unknown => log.entries().map((entry) => entry.is === 'line' && entry.content);
      await receive(log, { kind: 'reaction', target, emoji: '🌱' });
      await log.append(1, { kind: 'reaction', target, emoji: '🎉' });
      await receive(log, { kind: 'reaction', target, emoji: '🌳' });
      expect(reactions()).toMatchObject([
        {
          reactions: [
            { side: 'own', emoji: '🎉' },
            { side: 'other', emoji: '🌳' },
          ],
        },
      ]);
      await log.append(1, { kind: 'reaction', target, emoji: '' });
      expect(reactions()).toMatchObject([{ reactions: [{ side: 'other', emoji: '🌳' }] }]);
      expect(await kindsToSend(log)).toEqual(['text', 'reaction', 'reaction']);
    });

    test('what does not fit is counted and has no effect', async () => {
      const { log } = await start();
      await log.append(1, text('mine'));
      await receive(log, text('theirs'));
      for (const body of [
        // Not its author, not there, not a text.
        { kind: 'edit', seq: 9, text: 'x' },
        { kind: 'delete', seq: 0 },
        { kind: 'edit', seq: 2, text: 'x' },
        { kind: 'reaction', target: { side: 'guest', seq: 40 }, emoji: 'x' },
      ] as const) {
        await receive(log, body);
      }
      await receive(log, { kind: 'delete', seq: 1 });
      await receive(log, { kind: 'edit', seq: 1, text: 'back again' });
      await receive(log, { kind: 'reaction', target: { side: 'guest', seq: 1 }, emoji: 'x' });
      await receive(log, { kind: 'text', text: 'answer', replyTo: { side: 'host', seq: 50 } });
      expect(log.entries()).toMatchObject([
        { content: { text: 'mine', isEdited: false, reactions: [] } },
        { content: { kind: 'deleted' } },
        { content: { text: 'answer', replyTo: null } },
      ]);
      expect(log.counters().otherCum).toBe(9);
    });

    test('an answer names what it answers by whose it is here', async () => {
      const { log } = await start();
      await receive(log, text('question'));
      await log.append(1, { kind: 'text', text: 'answer', replyTo: { side: 'guest', seq: 1 } });
      expect(log.entries()[1]).toMatchObject({ content: { replyTo: { side: 'other', seq: 1 } } });
    });

    test('an own text that is deleted before it was acknowledged is sent as void, with all edits of it', async () => {
      const { log, open } = await start();
      await log.append(1, text('first'));
      await log.append(1, text('secret'));
      await log.append(1, { kind: 'edit', seq: 2, text: 'also secret' });
      await log.append(1, { kind: 'delete', seq: 2 });
      for (const one of [log, await open()]) {
        expect(await kindsToSend(one)).toEqual(['text', 'void', 'void', 'delete']);
        expect(said(one.entries())).toEqual(['first', 'deleted']);
        expect(one.counters().outboxBytes).toBe(5);
      }
    });

    test('the timer in force when a text is stored decides when it goes', async () => {
      const { log, clock } = await start();
      await log.append(1, text('stays'));
      await receive(log, { kind: 'timer', seconds: 3_600 });
      expect(log.counters().timerSeconds).toBe(3_600);
      await log.append(1, text('an hour'));
      await log.append(1, { kind: 'timer', seconds: 86_400 });
      await receive(log, text('a day'));
      await log.append(1, { kind: 'timer', seconds: 0 });
      await log.append(1, text('stays too'));
      expect(log.nextExpiryUnixMs()).toBe(clock.now() + HOUR_MS);
      await clock.advance(HOUR_MS - 1);
      await log.expire();
      expect(said(log.entries())).toEqual(['stays', 'timer', 'an hour', 'timer', 'a day', 'timer', 'stays too']);
      await clock.advance(1);
      await log.expire();
      expect(said(log.entries())).toEqual(['stays', 'timer', 'timer', 'a day', 'timer', 'stays too']);
      expect(await kindsToSend(log)).toEqual(['text', 'void', 'timer', 'timer', 'text']);
      expect(log.counters().unread).toBe(1);
      await clock.advance(23 * HOUR_MS);
      await log.expire();
      expect(said(log.entries())).toEqual(['stays', 'timer', 'timer', 'timer', 'stays too']);
      expect([log.nextExpiryUnixMs(), log.counters().unread]).toEqual([null, 0]);
    });

    test('five minutes count from reading, here and there', async () => {
      const { log, clock } = await start();
      await log.append(1, { kind: 'timer', seconds: 300 });
      await receive(log, text('theirs'));
      await log.append(1, text('mine'));
      await clock.advance(HOUR_MS);
      await log.expire();
      expect(said(log.entries())).toEqual(['timer', 'theirs', 'mine']);
      expect(log.nextExpiryUnixMs()).toBeNull();
      await log.markRead();
      await clock.advance(MINUTE_MS);
      await log.confirmRead(2);
      await clock.advance(4 * MINUTE_MS);
      await log.expire();
      expect(said(log.entries())).toEqual(['timer', 'mine']);
      await clock.advance(MINUTE_MS);
      await log.expire();
      expect(said(log.entries())).toEqual(['timer']);
    });

    test('an own end forgets what was said and what is unsent, and is still to be sent', async () => {
      const { log, clock, open } = await start();
      await log.append(1, text('secret'));
      await receive(log, text('theirs'));
      await log.append(2, { kind: 'end' });
      await receive(log, text('too late'));
      for (const one of [log, await open()]) {
        expect(one.entries()).toEqual([]);
        expect(await kindsToSend(one)).toEqual(['void', 'end']);
        expect(one.counters()).toMatchObject({ unread: 0, otherCum: 2, ended: { by: 'own', atUnixMs: clock.now() } });
      }
    });

    test("the other's end forgets history and keeps the counters", async () => {
      const { log, open } = await start();
      await log.append(1, text('mine'));
      await receive(log, { kind: 'end' });
      await log.append(1, text('too late'));
      for (const one of [log, await open()]) {
        expect(one.entries()).toEqual([]);
        expect(one.counters()).toMatchObject({ ownNext: 3, otherCum: 1, ended: { by: 'other' } });
        expect(await kindsToSend(one)).toEqual(['void', 'void']);
      }
    });

    test('opened again it shows the latest lines, and page by page all of them', async () => {
      const { log, open } = await start();
      const words = Array.from({ length: 200 }, (_, place) => String(place));
      await Promise.all(
        words.map((word, place) => (place % 2 === 0 ? log.append(1, text(word)) : receiveNext(log, place, word))),
      );
      const again = await open();
      while (again.hasEarlier()) {
        const { length } = again.entries();
        expect(said(again.entries())).toEqual(words.slice(-length));
        await again.loadEarlier();
        expect(again.entries().length).toBeGreaterThan(length);
      }
      expect(said(again.entries())).toEqual(words);
      await again.append(1, text('more'));
      expect(said(again.entries())).toEqual([...words, 'more']);
    });

    test('followed, it shows few lines before the latest, and the others when asked for', async () => {
      const { log } = await start();
      const words = Array.from({ length: MOST_FOLLOWED_ROWS + 1 }, (_, place) => String(place));
      const say = (some: readonly string[]) => Promise.all(some.map((word) => log.append(1, text(word))));
      await say(words);
      expect(said(log.entries())).toEqual(words);
      log.follow(true);
      expect(said(log.entries())).toEqual(words.slice(-LEAST_FOLLOWED_ROWS));
      expect(log.hasEarlier()).toBe(true);
      for (let more = 0; more < 3; more += 1) {
        await say(words);
        expect(log.entries().length).toBeLessThanOrEqual(MOST_FOLLOWED_ROWS);
        expect(said(log.entries().slice(-LEAST_FOLLOWED_ROWS))).toEqual(words.slice(-LEAST_FOLLOWED_ROWS));
      }
      log.follow(false);
      expect(said(await allEntries(log))).toEqual([...words, ...words, ...words, ...words]);
    });

    test('what is not loaded is edited, answered and deleted all the same', async () => {
      const { log, open } = await start();
      const words = Array.from({ length: 100 }, (_, place) => String(place));
      for (const [place, word] of words.entries()) await receiveNext(log, 2 * place + 1, word);
      const again = await open();
      await receive(again, { kind: 'delete', seq: 2 });
      await receive(again, { kind: 'edit', seq: 1, text: 'changed' });
      await again.append(1, { kind: 'reaction', target: { side: 'guest', seq: 3 }, emoji: '🌱' });
      const expected = ['changed', 'deleted', ...words.slice(2)];
      expect(said(await allEntries(again))).toEqual(expected);
      expect(again.entries()[2]).toMatchObject({ content: { reactions: [{ side: 'own', emoji: '🌱' }] } });
      expect(said(await allEntries(await open()))).toEqual(expected);
    });
  });
}

/** The event that comes in a given place, every second being of the other side. */
function receiveNext(log: ChatLog, place: number, word: string): Promise<void> {
  return log.receive({ seq: (place + 1) / 2, atUnixMs: 1, body: text(word) });
}
