import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReceiveBudget } from './receive-budget.ts';

/** A record's padded sizes and the byte before it, smallest and largest. */
const [SMALL, LARGE] = [1 + 272, 1 + 16_400];

/** How many such records are taken, one each `everyMs`. */
function takenOf(bytes: number, everyMs: number, most: number): number {
  const budget = createReceiveBudget();
  let taken = 0;
  while (taken < most && budget.take({ records: 1, bytes }, taken * everyMs)) taken += 1;
  return taken;
}

test.each([
  ['a full outbox of the longest texts at once, and a tenth of it again', LARGE, 0, 550],
  ['a history of ten thousand short texts at once', SMALL, 0, 10_000],
  ['two thousand texts a second for nine seconds', SMALL, 0.5, 18_000],
  ['five hundred texts a second for an hour', SMALL, 2, 1_800_000],
  ['sixty of the longest texts a second for an hour', LARGE, 1000 / 60, 216_000],
])('%s fit', (_what, bytes, everyMs, count) => {
  expect(takenOf(bytes, everyMs, count)).toBe(count);
});

test.each([
  ['a gigabyte', LARGE, 0.1, 580],
  ['a million of the smallest records', SMALL, 0.05, 16_000],
])('%s does not, and is noticed after no more than the buckets hold', (_what, bytes, everyMs, most) => {
  expect(takenOf(bytes, everyMs, 1_000_000)).toBeLessThan(most);
});

test('what is spent flows in again, up to what the buckets hold', () => {
  const budget = createReceiveBudget();
  expect(budget.take({ records: 15_000, bytes: 0 }, 0)).toBe(true);
  expect(budget.take({ records: 1, bytes: 0 }, 0)).toBe(false);
  expect(budget.take({ records: 499, bytes: 0 }, 1_000)).toBe(true);
  expect(budget.take({ records: 15_000, bytes: 9 * 1024 * 1024 }, 3_600_000)).toBe(true);
  expect(budget.take({ records: 1, bytes: 0 }, 3_600_000)).toBe(false);
});

test('a clock that goes backwards fills nothing, however often', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000_000, max: 0 }), { maxLength: 50 }), (times) => {
      const budget = createReceiveBudget();
      budget.take({ records: 15_001, bytes: 0 }, 0);
      const backwards = times.toSorted((left, right) => right - left);
      for (const nowUnixMs of backwards) expect(budget.take({ records: 0, bytes: 0 }, nowUnixMs)).toBe(false);
    }),
  );
});
