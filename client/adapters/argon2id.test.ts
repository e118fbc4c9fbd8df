import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../protocol/bytes.ts';
import { argon2id } from './argon2id.ts';

const none = new Uint8Array(0);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('Argon2id', () => {
  test('gives the tag of RFC 9106, section 5.3', () => {
    const tag = argon2id({
      password: new Uint8Array(32).fill(1),
      salt: new Uint8Array(16).fill(2),
      secret: new Uint8Array(8).fill(3),
      associatedData: new Uint8Array(12).fill(4),
      cost: { memoryKib: 32, passes: 3, lanes: 4 },
    });
    expect(hex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
  });

  // From the tests of the reference implementation, version 0x13.
  test.each([
    [{ memoryKib: 256, passes: 2, lanes: 1 }, '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe'],
    [{ memoryKib: 256, passes: 2, lanes: 2 }, '6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037'],
  ])('gives the tag of the reference implementation for %o', (cost, expected) => {
    const password = encodeUtf8('password');
    const salt = encodeUtf8('somesalt');
    expect(hex(argon2id({ password, salt, secret: none, associatedData: none, cost }))).toBe(expected);
  });
});
