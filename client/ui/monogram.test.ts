import { describe, expect, test } from 'vitest';
import { toMonogram, toTint } from './monogram.ts';

describe('toMonogram', () => {
  test.each([
    ['ana', 'A'],
    ['  élise', 'É'],
    ['e\u0301lise', 'E\u0301'],
    ['👩‍👩‍👧 family', '👩‍👩‍👧'],
    ['أمل', 'أ'],
    ['', ''],
    ['   ', ''],
  ])('%j is %j', (name, letter) => {
    expect(toMonogram(name)).toBe(letter);
  });
});

test('a chat keeps its tint, and chats share them out', () => {
  const ids = Array.from({ length: 600 }, (_, index) => `chat ${index}`);
  expect(toTint('chat 1')).toBe(toTint('chat 1'));
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(toTint(id), (counts.get(toTint(id)) ?? 0) + 1);
  expect(counts.size).toBe(6);
  expect(Math.min(...counts.values())).toBeGreaterThan(60);
});
