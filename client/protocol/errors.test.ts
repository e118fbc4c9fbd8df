/** The one error of hostile input, and what it becomes where there is nothing to tell anybody. */
import { expect, test } from 'vitest';
import { nullIfRefused, ProtocolError } from './errors.ts';

test('what was refused is null', () => {
  expect(
    nullIfRefused(() => {
      throw new ProtocolError('malformed');
    }),
  ).toBeNull();
});

test('what was not refused comes back', () => {
  expect(nullIfRefused(() => 'taken')).toBe('taken');
});

test('a bug of ours is not taken for hostile input', () => {
  const bug = new Error('internal: a bug');
  expect(() =>
    nullIfRefused(() => {
      throw bug;
    }),
  ).toThrow(bug);
});

test('says its code, and nothing else', () => {
  const error = new ProtocolError('oversize');
  expect([error.name, error.code, error.message]).toEqual(['ProtocolError', 'oversize', 'protocol: oversize']);
});
