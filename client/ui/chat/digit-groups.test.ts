import { expect, test } from 'vitest';
import { toDigitGroups } from './digit-groups.ts';

test('60 digits are twelve groups of five, in order and with nothing left out', () => {
  const digits = Array.from({ length: 60 }, (_, index) => String((index * 7) % 10)).join('');
  const groups = toDigitGroups(digits);
  expect(groups).toHaveLength(12);
  expect(groups.every((group) => group.length === 5)).toBe(true);
  expect(groups.join('')).toBe(digits);
});
