import { expect, test } from 'vitest';
import { aText } from '../testing/views.ts';
import { newTexts } from './new-texts.ts';

const one = aText({ id: '1', atUnixMs: 10 });
const two = aText({ id: '2', atUnixMs: 20 });
const three = aText({ id: '3', atUnixMs: 30 });

test('what stands after the message last heard is new', () => {
  expect(newTexts([one, two, three], one)).toEqual([two, three]);
  expect(newTexts([one, two, three], three)).toEqual([]);
});

test('in a chat that was empty everything is new', () => {
  expect(newTexts([one, two], null)).toEqual([one, two]);
});

test('earlier messages that are loaded are not', () => {
  expect(newTexts([one, two, three], three)).toEqual([]);
});

test('when the message last heard has disappeared, later ones still are', () => {
  expect(newTexts([one, three], two)).toEqual([three]);
});

test('own messages and lines without words are not', () => {
  const own = aText({ id: '4', author: 'me', atUnixMs: 40 });
  const deleted = { is: 'deleted', id: '5', author: 'other', atUnixMs: 50 } as const;
  expect(newTexts([one, own, deleted], one)).toEqual([]);
});
