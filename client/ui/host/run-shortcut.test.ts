import { expect, test } from 'vitest';
import { aChat } from '../testing/views.ts';
import { neighbour } from './run-shortcut.ts';

const invited = {
  is: 'invited',
  link: '',
  createdAtUnixMs: 0,
  deadlineUnixMs: 1,
  isJoining: false,
  password: null,
  knocking: [],
} as const;
const chats = [aChat({ id: 'a' }), aChat({ id: 'i', phase: invited }), aChat({ id: 'b' }), aChat({ id: 'c' })];

test.each([
  ['a', 1, 'b'],
  ['b', 1, 'c'],
  ['c', 1, undefined],
  ['b', -1, 'a'],
  ['a', -1, undefined],
  [null, 1, 'a'],
  [null, -1, 'c'],
] as const)('from %s by %s leads to %s, past invites', (from, step, to) => {
  expect(neighbour(chats, from, step)?.id).toBe(to);
});

test('where there is no chat there is no next one', () => {
  expect(neighbour([], null, 1)).toBeNull();
});
