/** What SymmetricState promises beyond Noise: copies that do not touch each other, and keys that go when they are erased. */
import { describe, expect, test } from 'vitest';
import { EMPTY, encodeUtf8 } from './bytes.ts';
import { SymmetricState } from './noise-symmetric.ts';
import { SHA256, type Hash } from './primitives.ts';

const NAME = encodeUtf8('Noise_of_a_name_that_is_longer_than_the_hash');
const INPUT = new Uint8Array(32).fill(1);
const TEXT = Uint8Array.of(1, 2, 3);
const ERASED = 'internal: Noise state used after it was used up';

function keyed(hash = SHA256): SymmetricState {
  const state = new SymmetricState(hash, NAME);
  state.mixKey(INPUT);
  return state;
}

test('the transcript begins with the name, filled up with zeros, or with its hash if it is longer than that', () => {
  const begun = (name: string): Uint8Array => new SymmetricState(SHA256, encodeUtf8(name)).handshakeHash();
  expect(begun('abc')).toEqual(Uint8Array.of(97, 98, 99, ...new Uint8Array(29)));
  expect(begun('a'.repeat(32))).toEqual(encodeUtf8('a'.repeat(32)));
  expect(begun('a'.repeat(33))).toEqual(SHA256.digest(encodeUtf8('a'.repeat(33))));
});

test('a first key leaves the transcript as the name has made it', () => {
  expect(keyed().handshakeHash()).toEqual(SHA256.digest(NAME));
});

test('ciphertexts say nothing before there is a key, and from then on no two are the same', () => {
  const state = new SymmetricState(SHA256, NAME);
  for (let count = 0; count < 3; count += 1) expect(state.encryptAndHash(TEXT)).toEqual(TEXT);
  state.mixKey(INPUT);
  const reader = state.clone();
  const ciphertexts = [state.encryptAndHash(TEXT), state.encryptAndHash(TEXT)];
  expect(ciphertexts[0]).not.toEqual(ciphertexts[1]);
  for (const ciphertext of ciphertexts) expect(reader.decryptAndHash(ciphertext)).toEqual(TEXT);
});

describe('a copy', () => {
  test('goes on as its original would have', () => {
    const [original, expected] = [keyed(), keyed()];
    const copy = original.clone();
    original.mixHash(TEXT);
    original.encryptAndHash(TEXT);
    original.erase();
    expect(copy.encryptAndHash(TEXT)).toEqual(expected.encryptAndHash(TEXT));
    expect(copy.split()).toEqual(expected.split());
    expect(copy.handshakeHash()).toEqual(expected.handshakeHash());
  });

  test('changes nothing in its original', () => {
    const [original, expected] = [keyed(), keyed()];
    const copy = original.clone();
    copy.encryptAndHash(TEXT);
    copy.mixKeyAndHash(INPUT);
    copy.erase();
    expect(original.encryptAndHash(TEXT)).toEqual(expected.encryptAndHash(TEXT));
    expect(original.split()).toEqual(expected.split());
    expect(original.handshakeHash()).toEqual(expected.handshakeHash());
  });

  test('of what was erased is our own bug', () => {
    const state = keyed();
    state.erase();
    expect(() => state.clone()).toThrow(ERASED);
  });
});

describe('erased', () => {
  test('its keys are zero, and so are those that newer ones have replaced', () => {
    const drawn: Uint8Array[] = [];
    const recording: Hash = {
      ...SHA256,
      hmac: (key, data) => {
        const output = SHA256.hmac(key, data);
        drawn.push(output);
        return output;
      },
    };
    const state = keyed(recording);
    // HKDF: a temporary key, then its outputs.
    const [, firstChainingKey, firstKey] = drawn.splice(0);
    state.mixKeyAndHash(INPUT);
    const [, chainingKey, , key] = drawn.splice(0);
    expect([firstChainingKey, firstKey]).toEqual([new Uint8Array(32), new Uint8Array(32)]);
    expect(chainingKey).not.toEqual(new Uint8Array(32));
    expect(key).not.toEqual(new Uint8Array(32));
    state.erase();
    expect([chainingKey, key]).toEqual([new Uint8Array(32), new Uint8Array(32)]);
  });

  test('it does nothing any more: our own bug', () => {
    const state = keyed();
    state.erase();
    expect(() => state.mixKey(INPUT)).toThrow(ERASED);
    expect(() => state.mixKeyAndHash(INPUT)).toThrow(ERASED);
    expect(() => state.encryptAndHash(TEXT)).toThrow(ERASED);
    expect(() => state.decryptAndHash(TEXT)).toThrow(ERASED);
    expect(() => state.split()).toThrow(ERASED);
  });

  test('without a key it does nothing any more either', () => {
    const state = new SymmetricState(SHA256, NAME);
    state.erase();
    expect(() => state.encryptAndHash(EMPTY)).toThrow(ERASED);
  });
});
