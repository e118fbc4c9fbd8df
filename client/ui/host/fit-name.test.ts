import { expect, test } from 'vitest';
import { fitName } from './fit-name.ts';

test.each([
  ['Maya', 96, 'Maya'],
  ['a'.repeat(97), 96, 'a'.repeat(96)],
  ['é'.repeat(49), 96, 'é'.repeat(48)],
  // 25 bytes each: a family does not lose a child.
  ['👨‍👩‍👧‍👦'.repeat(4), 96, '👨‍👩‍👧‍👦'.repeat(3)],
  ['e\u0301'.repeat(33), 96, 'e\u0301'.repeat(32)],
  ['', 96, ''],
])('%j in %s bytes is %j', (name, maxBytes, fitting) => {
  expect(fitName(name, maxBytes)).toBe(fitting);
});
