import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shorten } from './shorten.ts';

test('what fits on a screen is shown whole', () => {
  expect(shorten('')).toBeNull();
  expect(shorten('a '.repeat(750))).toBeNull();
});

test('a long text ends behind a word', () => {
  const text = 'all these words '.repeat(300);
  const beginning = shorten(text);
  expect(beginning).toMatch(/(?:all|these|words)…$/);
  expect(beginning?.length).toBeGreaterThan(450);
});

test('a word that is longer than any is cut', () => {
  expect(shorten('x'.repeat(12_000))).toBe(`${'x'.repeat(500)}…`);
  expect(shorten('a'.repeat(499) + '😀'.repeat(2_000))).toBe(`${'a'.repeat(499)}…`);
});

test('it is always the beginning, well formed and no longer than a screen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1_000, maxLength: 5_000, size: 'max' }), (text) => {
      const beginning = shorten(text);
      if (beginning === null) return;
      expect(text.startsWith(beginning.slice(0, -1))).toBe(true);
      expect(beginning).not.toMatch(/\p{Surrogate}/u);
      expect(beginning.length).toBeLessThanOrEqual(501);
    }),
    { numRuns: 50 },
  );
});
