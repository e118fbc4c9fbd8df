import { describe, expect, test } from 'vitest';
import { toKeyNames, toShortcut, type ShortcutPress } from './shortcuts.ts';

const NOTHING_ELSE: Omit<ShortcutPress, 'key'> = {
  isAlt: false,
  isCtrl: false,
  isComposing: false,
  isInText: false,
  hasText: false,
};
const meaning = (key: string, difference: Partial<ShortcutPress> = {}, hasKeys = true): string | null =>
  toShortcut({ ...NOTHING_ELSE, key, ...difference }, hasKeys);

const SINGLE = ['n', 'N', 'm', '?'];

describe('single keys', () => {
  test('do something outside of text fields', () => {
    expect(SINGLE.map((key) => meaning(key))).toEqual(['invite', 'invite', 'write', 'help']);
  });

  test.each([
    ['where letters are written', { isInText: true }, true],
    ['with another key that belongs to the browser', { isCtrl: true }, true],
    ['with Alt, which writes letters in many layouts', { isAlt: true }, true],
    ['once they are turned off', {}, false],
  ])('do nothing %s', (_, difference, hasKeys) => {
    expect(SINGLE.map((key) => meaning(key, difference, hasKeys))).toEqual([null, null, null, null]);
  });
});

test('the arrows lead from chat to chat, also from an empty field, and with single keys turned off', () => {
  for (const difference of [{}, { isInText: true }]) {
    expect(meaning('ArrowDown', { isAlt: true, ...difference }, false)).toBe('next');
    expect(meaning('ArrowUp', { isAlt: true, ...difference }, false)).toBe('previous');
  }
  expect(meaning('ArrowDown', { isAlt: true, isInText: true, hasText: true })).toBeNull();
  expect(meaning('ArrowDown')).toBeNull();
});

test('Escape leaves, but not from a word that is being composed', () => {
  expect(meaning('Escape', { isInText: true, hasText: true }, false)).toBe('leave');
  expect(meaning('Escape', { isComposing: true })).toBeNull();
});

test('the help sheet names each of them, by the keys that bring it about', () => {
  for (const [shortcut, keys] of toKeyNames(false)) {
    const names: Readonly<Record<string, string>> = { '↓': 'ArrowDown', '↑': 'ArrowUp', Esc: 'Escape' };
    const last = keys.at(-1) ?? '';
    expect(meaning(names[last] ?? last, { isAlt: keys.includes('Alt') })).toBe(shortcut);
  }
  expect(toKeyNames(true)[0]).toEqual(['next', ['⌥', '↓']]);
});
