import { expect, test } from 'vitest';
import type { DataContent } from '../protocol/content.ts';
import { createLiveTraffic } from './live-traffic.ts';
import type { CloseReason } from './machine.ts';
import { createReceiveBudget } from './receive-budget.ts';
import { createFakeClock } from './testing/fake-clock.ts';

const MILLION = 1_000_000;
const RECORD_BYTES = 1 + 272;

/** @param isNews whether the receipts that come say something new */
function start(isNews = false) {
  const reasons: CloseReason[] = [];
  const sent: DataContent[] = [];
  const live = createLiveTraffic({
    clock: createFakeClock(),
    delivery: {
      sync: () => ({ type: 'sync', next: 1, cum: 0, read: 0 }),
      release: () => undefined,
      fits: () => true,
      attach: () => undefined,
      detach: () => undefined,
      receive: () => isNews,
      markRead: () => undefined,
      submit: () => Promise.reject(new Error('nothing is said here')),
      handedSeq: () => 0,
    },
    budget: createReceiveBudget(),
    rekey: {
      start: () => undefined,
      stop: () => undefined,
      frame: () => undefined,
      step: () => undefined,
      isRunning: () => false,
    },
    listener: { presence: () => undefined, typing: () => undefined, liveness: () => undefined, path: () => undefined },
    isVisible: () => true,
    send: (content) => sent.push(content),
    fail: (reason) => reasons.push(reason),
  });
  live.start();
  /** Until the session ends, as nothing more arrives then. */
  const receive = (content: DataContent, count: number): number => {
    let received = 0;
    for (; received < count && reasons.length === 0; received += 1) live.receive(content, RECORD_BYTES);
    return received;
  };
  return { live, receive, reasons, sent };
}

test.each<DataContent>([
  { type: 'ack', cum: 0 },
  { type: 'read', cum: 0 },
  { type: 'ping', id: 1 },
  { type: 'pong', id: 1 },
  { type: 'presence', presence: 'here' },
  { type: 'typing', isTyping: true },
  { type: 'ignored' },
  { type: 'event', seq: 1, atUnixMs: 0, body: { kind: 'void' } },
])('a million of $type end the session long before they are over', (content) => {
  const { live, receive, reasons, sent } = start();
  expect(receive(content, MILLION)).toBeLessThan(20_100);
  expect(reasons).toEqual([{ why: 'flooded' }]);
  // Each of them was answered at most once.
  expect(sent.length).toBeLessThan(20_100);
  live.stop();
});

test('receipts that say something new are as many as what was said, and cost no record', () => {
  const { live, receive, reasons } = start(true);
  expect(receive({ type: 'ack', cum: 1 }, 30_000)).toBe(30_000);
  expect(reasons).toEqual([]);
  live.stop();
});
