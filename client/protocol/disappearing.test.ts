import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toTimer } from './disappearing.ts';

test.each([0, 300, 3_600, 86_400])('%i seconds are taken as they are', (seconds) => {
  expect(toTimer(seconds)).toBe(seconds);
});

test('any other value becomes the next shorter one, and none turns disappearing off', () => {
  expect([1, 299, 301, 3_599, 86_399, 2 ** 32 - 1].map(toTimer)).toEqual([300, 300, 300, 300, 3_600, 86_400]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 32 - 1 }), (seconds) => {
      expect(toTimer(seconds)).toBeGreaterThan(0);
      expect(toTimer(seconds)).toBeLessThanOrEqual(Math.max(300, seconds));
    }),
  );
});
