import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffDelayMs } from './backoff.ts';

const delays = (kind: 'network' | 'refused' | 'absent', isVisible: boolean): readonly number[] =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((failures) => backoffDelayMs(kind, failures, isVisible, 0));

test('after network loss: half a second, one, two, then every two while the page is visible', () => {
  expect(delays('network', true)).toEqual([500, 1000, 2000, 2000, 2000, 2000, 2000, 2000]);
});

test('after network loss in a hidden page: every twenty seconds', () => {
  expect(new Set(delays('network', false))).toEqual(new Set([20_000]));
});

test('after a refusal the delay doubles to a minute', () => {
  expect(delays('refused', true)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test('an absent host is looked for at most 15 s apart while visible, whatever the jitter', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, jitter) => {
        expect(backoffDelayMs('absent', failures, true, jitter)).toBeLessThanOrEqual(15_000);
      },
    ),
  );
});

test('jitter only ever lengthens, by at most a quarter', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('network' as const, 'refused' as const, 'absent' as const),
      fc.integer({ min: 1, max: 50 }),
      fc.boolean(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (kind, failures, isVisible, jitter) => {
        const base = backoffDelayMs(kind, failures, isVisible, 0);
        const delay = backoffDelayMs(kind, failures, isVisible, jitter);
        expect(delay).toBeGreaterThanOrEqual(base);
        expect(delay).toBeLessThanOrEqual(base * 1.25 + 1);
      },
    ),
  );
});
