import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { createBudget } from './budget.ts';

let nowUnixMs = 0;
const now = () => nowUnixMs;

beforeEach(() => {
  nowUnixMs = Date.UTC(2026, 10, 23);
});

function takeAll(take: (key: string) => boolean, key: string): number {
  let taken = 0;
  while (taken < 10_000 && take(key)) taken += 1;
  return taken;
}

test('so many at once, then as many as flow in, never more than the bucket holds', () => {
  const { take } = createBudget({ burst: 5, perSecond: 2 }, now);
  expect(takeAll(take, 'a')).toBe(5);
  nowUnixMs += 499;
  expect(take('a')).toBe(false);
  nowUnixMs += 1;
  expect([take('a'), take('a')]).toEqual([true, false]);
  nowUnixMs += 3_600_000;
  expect(takeAll(take, 'a')).toBe(5);
});

test('each key has a bucket of its own', () => {
  const { take } = createBudget({ burst: 3, perSecond: 1 }, now);
  expect(takeAll(take, 'a')).toBe(3);
  expect(takeAll(take, 'b')).toBe(3);
});

test('asking whether there is a token takes none', () => {
  const { take } = createBudget({ burst: 1, perSecond: 1 }, now);
  const has = (key: string) => take(key, 0);
  expect([has('a'), has('a'), take('a'), has('a'), take('a')]).toEqual([true, true, true, false, false]);
  nowUnixMs += 1_000;
  expect(has('a')).toBe(true);
});

test('refusals cost nothing: who asks four times a second is served as often as who waits', () => {
  const { take } = createBudget({ burst: 1, perSecond: 1 }, now);
  let taken = 0;
  for (let quarter = 0; quarter <= 40; quarter += 1) {
    if (take('a')) taken += 1;
    nowUnixMs += 250;
  }
  expect(taken).toBe(11);
});

test('a clock that goes backwards refills nothing', () => {
  const { take } = createBudget({ burst: 2, perSecond: 1 }, now);
  expect(takeAll(take, 'a')).toBe(2);
  nowUnixMs -= 3_600_000;
  expect(take('a')).toBe(false);
  nowUnixMs += 1_000;
  expect(takeAll(take, 'a')).toBe(1);
});

test('a million keys take no more memory than the most that is allowed, and a key in use is not forgotten', () => {
  const { take, size } = createBudget({ burst: 2, perSecond: 0.001 }, now, 1_000);
  expect(takeAll(take, 'regular')).toBe(2);
  for (let key = 0; key < 1_000_000; key += 1) {
    take(`key ${key}`);
    if (key % 400 === 0) expect(take('regular')).toBe(false);
    if (key % 1_000 === 0) expect(size()).toBeLessThanOrEqual(1_000);
  }
});

test('what is full again is forgotten', () => {
  const { take, size } = createBudget({ burst: 10, perSecond: 1 }, now);
  for (let key = 0; key < 100; key += 1) take(`key ${key}`);
  expect(size()).toBe(100);
  for (let turn = 0; turn < 2; turn += 1) {
    nowUnixMs += 10_000;
    take('other');
  }
  expect(size()).toBe(1);
});

test('over any time, nobody gets more than the burst and the flow', () => {
  const steps = fc.array(fc.record({ pauseMs: fc.nat(3_000), tries: fc.nat(20) }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (steps, burst, perSecond) => {
      const { take } = createBudget({ burst, perSecond }, now);
      const beginUnixMs = nowUnixMs;
      let taken = 0;
      for (const { pauseMs, tries } of steps) {
        nowUnixMs += pauseMs;
        for (let count = 0; count < tries; count += 1) if (take('a')) taken += 1;
        expect(taken).toBeLessThanOrEqual(burst + ((nowUnixMs - beginUnixMs) / 1_000) * perSecond + 1e-6);
      }
    }),
  );
});
