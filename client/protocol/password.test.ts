/** GC/1 section 5: how a password is prepared (RFC 8265, section 4.2). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from './bytes.ts';
import { MAX_PASSWORD_CHARS, preparePassword } from './password.ts';

const prepared = (text: string): string | null => {
  const bytes = preparePassword(text);
  return bytes === null ? null : decodeUtf8(bytes);
};

test.each([
  // The examples of RFC 8265, section 4.3, table 3.
  ['correct horse battery staple', 'correct horse battery staple'],
  ['Correct Horse Battery Staple', 'Correct Horse Battery Staple'],
  ['\u03c0\u00df\u00e5', '\u03c0\u00df\u00e5'],
  ['Jack of \u2666s', 'Jack of \u2666s'],
  ['foo\u1680bar', 'foo bar'],
  ['my cat is a \u0009by', null],
  ['', null],
])('%j becomes %j', (typed, expected) => {
  expect(prepared(typed)).toBe(expected);
});

test('what looks the same is the same: composed and decomposed', () => {
  expect(preparePassword('Zoe\u0308')).toEqual(preparePassword('Zo\u00eb'));
  expect(preparePassword('\u1112\u1161\u11ab')).toEqual(preparePassword('\ud55c'));
});

test('every space becomes the one of ASCII, and none is dropped', () => {
  for (const space of '\u0020\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000') {
    expect(prepared(` a${space}`)).toBe(' a ');
  }
});

test('case, width and compatibility characters stay', () => {
  expect(prepared('A\uff21\ufb01\u212b')).toBe('A\uff21\ufb01\u00c5');
});

test('an emoji may have joiners and selectors', () => {
  expect(prepared('\u2764\ufe0f\u{1f469}\u200d\u{1f680}')).toBe('\u2764\ufe0f\u{1f469}\u200d\u{1f680}');
});

describe('refused', () => {
  test('every control character, exactly', () => {
    for (let code = 0; code < 0x100; code += 1) {
      const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
      expect(preparePassword(`a${String.fromCharCode(code)}`) === null, code.toString(16)).toBe(isControl);
    }
  });

  test.each([
    ['a lone surrogate', '\ud83c'],
    ['surrogates in the wrong order', '\udf31\ud83c'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a noncharacter', '\uffff'],
    ['a code point without a character', '\u0378'],
    ['private use', '\ue000'],
  ])('%s', (_, text) => {
    expect(preparePassword(`a${text}b`)).toBeNull();
  });
});

test('a password has room for a long sentence, and is refused before a longer one costs time', () => {
  expect(preparePassword('a'.repeat(MAX_PASSWORD_CHARS))).toHaveLength(MAX_PASSWORD_CHARS);
  expect(preparePassword('a'.repeat(MAX_PASSWORD_CHARS + 1))).toBeNull();
});

/** Most code points are refused, so that half of the texts are of graphemes that somebody could type. */
const ANY_TEXT = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 }));

test('preparing what is prepared changes nothing, so that it does not matter who has done it', () => {
  let taken = 0;
  fc.assert(
    fc.property(ANY_TEXT, (text) => {
      const once = prepared(text);
      if (once === null) return;
      taken += 1;
      expect(prepared(once)).toBe(once);
      expect(preparePassword(text)).toEqual(encodeUtf8(once));
    }),
    { numRuns: 2000 },
  );
  expect(taken).toBeGreaterThan(500);
});
