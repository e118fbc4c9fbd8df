import { expect, test } from 'vitest';
import { ProtocolError } from '../protocol/errors.ts';
import { toSessionFailure } from '../session/session-failure.ts';
import { StorageError } from './storage-error.ts';

test('bytes that do not verify, and storing that fails, end a session', () => {
  expect(toSessionFailure(new ProtocolError('malformed'))).toBe('protocol');
  expect(toSessionFailure(new StorageError('quota'))).toBe('storage');
});

test('a mistake of ours surfaces as it is', () => {
  for (const mistake of [
    new Error('internal: handshake not finished'),
    new TypeError('x is not a function'),
    'thrown',
  ]) {
    let surfaced: unknown = null;
    try {
      toSessionFailure(mistake);
    } catch (error) {
      surfaced = error;
    }
    expect(surfaced).toBe(mistake);
  }
});
