import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { share } from './share.ts';

const DEEP = 20;

describe('shared with what was before', () => {
  test('what is equal is the same', () => {
    const previous = { chats: [{ id: 'a', phase: { is: 'open' } }], name: 'Maya' };
    expect(share(previous, structuredClone(previous), DEEP)).toBe(previous);
  });

  test('what has changed is new, with everything around it, and the rest is the same', () => {
    const previous = { chats: [{ id: 'a', phase: { is: 'open' } }, { id: 'b' }], storage: { is: 'kept' } };
    const next = { chats: [{ id: 'a', phase: { is: 'ended' } }, { id: 'b' }], storage: { is: 'kept' } };
    const shared = share(previous, next, DEEP);
    expect(shared).toEqual(next);
    expect(shared.chats[0]).not.toBe(previous.chats[0]);
    expect(shared.chats[1]).toBe(previous.chats[1]);
    expect(shared.storage).toBe(previous.storage);
  });

  test.each<readonly [unknown, unknown]>([
    [{ a: undefined }, {}],
    [{}, { a: undefined }],
    [[1], [1, 2]],
    [[1, 2], [1]],
    [[], {}],
    [{}, null],
    [null, {}],
    [{ a: 1 }, { b: 1 }],
  ])('%j is not taken for %j', (previous, next) => {
    expect(share(previous, next, DEEP)).toStrictEqual(next);
    expect(share(previous, next, DEEP)).not.toBe(previous);
  });

  test('what is deeper than asked for is changed, unless it is the same', () => {
    const previous = { chat: { messages: [{ text: 'hello' }] } };
    expect(share(previous, structuredClone(previous), 3)).not.toBe(previous);
    expect(share(previous, { chat: { messages: [...previous.chat.messages] } }, 3)).toBe(previous);
  });

  test('what is not plain data is never mixed', () => {
    const next = new Uint8Array([1]);
    expect(share(new Uint8Array([1]), next, DEEP)).toBe(next);
  });

  test('it is always equal to what is next, and what was before stays as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
        const before = structuredClone(previous);
        expect(share(previous, next, DEEP)).toStrictEqual(next);
        expect(share(previous, structuredClone(previous), DEEP)).toBe(previous);
        expect(previous).toStrictEqual(before);
      }),
    );
  });
});
