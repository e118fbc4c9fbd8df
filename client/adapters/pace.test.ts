import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('a burst waits for nothing, and what is over it comes one after the other', () => {
  const next = createPace({ burst: 3, perSecond: 2 }, () => 1_000);
  expect(Array.from({ length: 6 }, next)).toEqual([0, 0, 0, 500, 1_000, 1_500]);
});

test('what has waited long enough may burst again, and no further', () => {
  let nowMs = 0;
  const next = createPace({ burst: 2, perSecond: 10 }, () => nowMs);
  Array.from({ length: 5 }, next);
  nowMs = 60_000;
  expect(Array.from({ length: 3 }, next)).toEqual([0, 0, 100]);
});

test('over any time there is no more than the burst and the flow, whenever it is asked for', () => {
  const gapsMs = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(gapsMs, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 50 }), (gaps, burst, perSecond) => {
      let nowMs = 0;
      const next = createPace({ burst, perSecond }, () => nowMs);
      const atMs = gaps.map((gap) => {
        nowMs += gap;
        return nowMs + next();
      });
      for (let from = 0; from < atMs.length; from += 1) {
        for (let to = from; to < atMs.length; to += 1) {
          const seconds = ((atMs[to] ?? 0) - (atMs[from] ?? 0)) / 1_000;
          expect(to - from + 1).toBeLessThanOrEqual(burst + seconds * perSecond + 1 + 1e-6);
        }
      }
    }),
  );
});
