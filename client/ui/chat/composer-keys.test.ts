import { describe, expect, test } from 'vitest';
import { meansSend } from './composer-keys.ts';

const ENTER = {
  key: 'Enter',
  keyCode: 13,
  isShift: false,
  isComposing: false,
  atMs: 1_000,
  compositionEndedAtMs: -Infinity,
  isTouch: false,
};

describe('Enter', () => {
  test('sends where the pointer is a mouse', () => {
    expect(meansSend(ENTER)).toBe(true);
  });

  test.each([
    ['on touch', { isTouch: true }],
    ['with Shift', { isShift: true }],
    ['while an input method composes', { isComposing: true }],
    ['when the input method took the key', { keyCode: 229 }],
    ['29 ms after a composition', { compositionEndedAtMs: 971 }],
  ])('does not send %s', (_, change) => {
    expect(meansSend({ ...ENTER, ...change })).toBe(false);
  });

  test('sends again 30 ms after a composition', () => {
    expect(meansSend({ ...ENTER, compositionEndedAtMs: 970 })).toBe(true);
  });
});

test('no other key sends', () => {
  for (const key of ['a', ' ', 'Tab', 'Escape', 'Process']) expect(meansSend({ ...ENTER, key })).toBe(false);
});
