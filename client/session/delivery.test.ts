import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryLog } from '../adapters/memory-log.ts';
import type { DataContent } from '../protocol/content.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import type { ChatLog } from './ports.ts';
import { createFakeClock, type FakeClock } from './testing/fake-clock.ts';

interface Side {
  readonly log: ChatLog;
  readonly delivery: Delivery;
  readonly failures: string[];
}

function createSide(clock: FakeClock): Side {
  const log = createMemoryLog({ role: 'host', clock });
  const failures: string[] = [];
  const delivery = createDelivery(log, {
    changed: () => undefined,
    isShown: () => false,
    failed: (why) => failures.push(why),
  });
  return { log, delivery, failures };
}

/** Two directions of records in flight; cutting loses whatever is on its way. */
function connect(a: Side, b: Side): { deliverOne: (to: 'a' | 'b') => boolean; cut: () => void } {
  const inFlight: { readonly to: 'a' | 'b'; readonly content: DataContent }[] = [];
  const send =
    (to: 'a' | 'b') =>
    (content: DataContent): void => {
      inFlight.push({ to, content });
    };
  send('b')(a.delivery.sync());
  send('a')(b.delivery.sync());
  return {
    deliverOne: (to) => {
      const index = inFlight.findIndex((record) => record.to === to);
      if (index < 0) return false;
      const [record] = inFlight.splice(index, 1);
      const side = to === 'a' ? a : b;
      const content = record?.content;
      if (content?.type === 'sync') {
        expect(side.delivery.fits(content)).toBe(true);
        side.delivery.attach(content, send(to === 'a' ? 'b' : 'a'));
      } else if (content?.type === 'event' || content?.type === 'ack' || content?.type === 'read') {
        side.delivery.receive(content);
      }
      return true;
    },
    cut: () => {
      inFlight.length = 0;
      for (const { delivery } of [a, b]) {
        delivery.release();
        delivery.detach();
      }
    },
  };
}

const text = (value: string) => ({ kind: 'text', text: value, replyTo: null }) as const;

function texts(side: Side, of: 'own' | 'other'): readonly string[] {
  return side.log
    .entries()
    .flatMap((entry) =>
      entry.is === 'line' && entry.side === of && entry.content.kind === 'text' ? [entry.content.text] : [],
    );
}

describe('between two logs', () => {
  test('every event arrives once and in order, whatever is cut and whenever', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a says', 'b says') },
      { weight: 8, arbitrary: fc.constantFrom('to a', 'to b') },
      { weight: 1, arbitrary: fc.constant('cut') },
    );
    let cuts = 0;
    let repeats = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 80 }), async (steps) => {
        const clock = createFakeClock();
        const a = createSide(clock);
        const b = createSide(clock);
        let wire = connect(a, b);
        let said = 0;
        for (const what of steps) {
          if (what === 'cut') {
            wire.cut();
            wire = connect(a, b);
            cuts += 1;
          } else if (what.endsWith('says')) {
            said += 1;
            void (what.startsWith('a') ? a : b).delivery.submit(clock.now(), text(String(said)));
          } else {
            wire.deliverOne(what === 'to a' ? 'a' : 'b');
          }
          await clock.settle();
        }
        wire.cut();
        wire = connect(a, b);
        await clock.settle();
        let records = 0;
        while (wire.deliverOne('a') || wire.deliverOne('b')) {
          records += 1;
          await clock.settle();
        }
        repeats += records;
        expect(texts(b, 'other')).toEqual(texts(a, 'own'));
        expect(texts(a, 'other')).toEqual(texts(b, 'own'));
        for (const side of [a, b]) {
          expect(side.failures).toEqual([]);
          expect(side.log.counters().ownAcked).toBe(side.log.counters().ownNext - 1);
        }
      }),
      { numRuns: 300 },
    );
    expect(cuts).toBeGreaterThan(100);
    expect(repeats).toBeGreaterThan(100);
  });

  test('an event that arrives again is acknowledged again and kept once', async () => {
    const clock = createFakeClock();
    const side = createSide(clock);
    const sent: DataContent[] = [];
    side.delivery.attach({ type: 'sync', next: 1, cum: 0, read: 0 }, (content) => sent.push(content));
    for (let i = 0; i < 2; i += 1) {
      side.delivery.receive({ type: 'event', seq: 1, atUnixMs: 1, body: text('once') });
      await clock.settle();
    }
    expect(texts(side, 'other')).toEqual(['once']);
    expect(sent).toEqual([
      { type: 'ack', cum: 1 },
      { type: 'ack', cum: 1 },
    ]);
  });

  test('nothing is acknowledged before it is stored', async () => {
    const clock = createFakeClock();
    const log = createMemoryLog({ role: 'host', clock });
    let store = (): void => undefined;
    const slow: ChatLog = {
      ...log,
      receive: (event) =>
        new Promise((resolve) => {
          store = () => {
            resolve(log.receive(event));
          };
        }),
    };
    const sent: DataContent[] = [];
    const delivery = createDelivery(slow, {
      changed: () => undefined,
      isShown: () => false,
      failed: () => undefined,
    });
    delivery.attach({ type: 'sync', next: 1, cum: 0, read: 0 }, (content) => sent.push(content));
    delivery.receive({ type: 'event', seq: 1, atUnixMs: 1, body: text('slowly') });
    await clock.settle();
    expect(sent).toEqual([]);
    store();
    await clock.settle();
    expect(sent).toEqual([{ type: 'ack', cum: 1 }]);
  });

  test('once SYNC is out no event leaves on the older session, so that its `next` stays true', async () => {
    const clock = createFakeClock();
    const side = createSide(clock);
    const old: DataContent[] = [];
    const fresh: DataContent[] = [];
    side.delivery.attach({ type: 'sync', next: 1, cum: 0, read: 0 }, (content) => old.push(content));
    expect(side.delivery.sync()).toEqual({ type: 'sync', next: 1, cum: 0, read: 0 });
    await side.delivery.submit(1, text('late'));
    await clock.settle();
    expect(old).toEqual([]);
    side.delivery.attach({ type: 'sync', next: 1, cum: 0, read: 0 }, (content) => fresh.push(content));
    await clock.settle();
    expect(fresh).toEqual([{ type: 'event', seq: 1, atUnixMs: 1, body: text('late') }]);
  });

  test('when the newer session never comes to be, the older one carries on', async () => {
    const clock = createFakeClock();
    const side = createSide(clock);
    const old: DataContent[] = [];
    side.delivery.attach({ type: 'sync', next: 1, cum: 0, read: 0 }, (content) => old.push(content));
    side.delivery.sync();
    await side.delivery.submit(1, text('held'));
    side.delivery.release();
    await clock.settle();
    expect(old).toEqual([{ type: 'event', seq: 1, atUnixMs: 1, body: text('held') }]);
  });
});

describe('reading', () => {
  const sync = { type: 'sync', next: 1, cum: 0, read: 0 } as const;
  const connected = async () => {
    const clock = createFakeClock();
    const side = createSide(clock);
    const sent: DataContent[] = [];
    side.delivery.attach(sync, (content) => sent.push(content));
    for (const seq of [1, 2]) side.delivery.receive({ type: 'event', seq, atUnixMs: 1, body: text('theirs') });
    await clock.settle();
    sent.length = 0;
    return { ...side, clock, sent };
  };

  test('is told once, and only when something was read', async () => {
    const { delivery, clock, sent, log } = await connected();
    delivery.markRead();
    delivery.markRead();
    await clock.settle();
    delivery.markRead();
    await clock.settle();
    expect(sent).toEqual([{ type: 'read', cum: 2 }]);
    expect(log.counters().otherRead).toBe(2);
  });

  test('without a session is told by the next SYNC, and between SYNC and session once more', async () => {
    const { delivery, clock, sent, log } = await connected();
    delivery.detach();
    delivery.markRead();
    await clock.settle();
    expect(delivery.sync()).toMatchObject({ read: 2 });
    await log.receive({ seq: 3, atUnixMs: 1, body: text('late') });
    delivery.markRead();
    await clock.settle();
    expect(sent).toEqual([]);
    delivery.attach({ ...sync, next: 4 }, (content) => sent.push(content));
    expect(sent).toEqual([{ type: 'read', cum: 3 }]);
  });

  test('by the other only moves forwards, by READ and by SYNC alike', async () => {
    const { delivery, clock, log } = await connected();
    for (const word of ['a', 'b', 'c']) await delivery.submit(1, text(word));
    for (const cum of [2, 1]) delivery.receive({ type: 'read', cum });
    await clock.settle();
    expect(log.counters().ownRead).toBe(2);
    delivery.attach({ ...sync, next: 3, cum: 3, read: 3 }, () => undefined);
    await clock.settle();
    expect(log.counters().ownRead).toBe(3);
  });

  test('of what was never written is out of step', async () => {
    const { delivery, clock, failures, log } = await connected();
    await delivery.submit(1, text('a'));
    delivery.receive({ type: 'read', cum: 2 });
    await clock.settle();
    expect(failures).toEqual(['out-of-step']);
    expect(log.counters().ownRead).toBe(0);
    expect(delivery.fits({ ...sync, next: 3, cum: 1, read: 2 })).toBe(false);
    expect(delivery.fits({ ...sync, next: 3, cum: 1, read: 1 })).toBe(true);
  });
});

describe('copies that do not fit', () => {
  const sync = { type: 'sync', next: 1, cum: 0, read: 0 } as const;

  test.each([
    ['the other acknowledges what was never written', { ...sync, cum: 1 }, false],
    ['both begin', sync, true],
    ['the other has written more than is here', { ...sync, next: 9 }, true],
  ])('%s', (_name, theirs, fits) => {
    expect(createSide(createFakeClock()).delivery.fits(theirs)).toBe(fits);
  });

  test('a `next` at or below what is stored here is out of step', async () => {
    const clock = createFakeClock();
    const side = createSide(clock);
    side.delivery.attach(sync, () => undefined);
    side.delivery.receive({ type: 'event', seq: 1, atUnixMs: 1, body: text('kept') });
    await clock.settle();
    expect(side.delivery.fits({ ...sync, next: 1 })).toBe(false);
    expect(side.delivery.fits({ ...sync, next: 2 })).toBe(true);
  });

  test('a SYNC from before what the other has acknowledged meanwhile hands over only what is left', async () => {
    const clock = createFakeClock();
    const side = createSide(clock);
    for (const word of ['a', 'b']) await side.delivery.submit(1, text(word));
    await side.log.acknowledge(1);
    const sent: DataContent[] = [];
    side.delivery.attach(sync, (content) => sent.push(content));
    await clock.settle();
    expect(sent).toEqual([{ type: 'event', seq: 2, atUnixMs: 1, body: text('b') }]);
    await side.log.acknowledge(2);
    side.delivery.attach(sync, (content) => sent.push(content));
    await clock.settle();
    expect(sent).toHaveLength(1);
  });

  test('a damaged log fits no other', () => {
    const log = createMemoryLog({ role: 'host', clock: createFakeClock() });
    const ignore = (): void => undefined;
    const listener = { changed: ignore, isShown: () => false, failed: ignore };
    expect(createDelivery({ ...log, isDamaged: () => true }, listener).fits(sync)).toBe(false);
  });

  test('an event beyond the next one and an ACK of what was never written end the session and store nothing', async () => {
    const clock = createFakeClock();
    const side = createSide(clock);
    side.delivery.attach(sync, () => undefined);
    side.delivery.receive({ type: 'event', seq: 2, atUnixMs: 1, body: text('jumped') });
    side.delivery.receive({ type: 'ack', cum: 1 });
    await clock.settle();
    expect(side.failures).toEqual(['out-of-step', 'out-of-step']);
    expect(side.log.entries()).toEqual([]);
    expect(side.log.counters()).toMatchObject({ ownAcked: 0, otherCum: 0 });
  });

  test('when storing fails nothing is acknowledged, and the event can come again', async () => {
    const clock = createFakeClock();
    const log = createMemoryLog({ role: 'host', clock });
    let isFull = true;
    const failures: string[] = [];
    const delivery = createDelivery(
      { ...log, receive: (event) => (isFull ? Promise.reject(new Error('disk full')) : log.receive(event)) },
      { changed: () => undefined, isShown: () => false, failed: (why) => failures.push(why) },
    );
    const sent: DataContent[] = [];
    delivery.attach(sync, (content) => sent.push(content));
    const event = { type: 'event', seq: 1, atUnixMs: 1, body: text('again') } as const;
    delivery.receive(event);
    await clock.settle();
    expect(failures).toEqual(['storage']);
    isFull = false;
    delivery.receive(event);
    await clock.settle();
    expect(sent).toEqual([{ type: 'ack', cum: 1 }]);
  });
});
