import { setupI18n } from '@lingui/core';
import { describe, expect, test } from 'vitest';
import '../testing/words.ts';
import { compileMessage } from './compile.ts';
import { en } from './en.ts';
import { t } from './t.ts';

describe('compileMessage', () => {
  test('reads text, arguments, choices within choices, and # as the number of the plural around it', () => {
    expect(compileMessage('Hi {name}, {n, plural, one {# day} other {{k, select, a {# A} other {#}}}}.')).toEqual([
      'Hi ',
      ['name'],
      ', ',
      ['n', 'plural', { one: ['#', ' day'], other: [['k', 'select', { a: ['#', ' A'], other: ['#'] }]] }],
      '.',
    ]);
  });

  test('leaves # alone outside of a plural', () => {
    expect(compileMessage('Room #4')).toEqual(['Room #4']);
  });

  test.each([
    '{',
    '}',
    'a {b',
    '{n, plural, one {x',
    '{n, plural, one {x}}',
    '{n, date}',
    '{ n}',
    '{n, select, other x}',
  ])('throws on %s', (message) => {
    expect(() => compileMessage(message)).toThrow('internal');
  });
});

describe('the catalogue', () => {
  // Outside of production builds a fresh Lingui brings its own compiler: the reference.
  const reference = setupI18n({ locale: 'en', messages: { en: { ...en } } });
  const say = t as (key: string, values: object) => string;

  test.each(Object.keys(en))('%s reads the same as through the reference compiler', (key) => {
    for (const count of [0, 1, 2, 12_000]) {
      for (const known of ['yes', 'no']) {
        const values = {
          count,
          known,
          name: 'Ana {x} #',
          time: '14:05',
          day: 'today',
          when: 'now',
          left: '1 h',
          text: 'Hi',
        };
        expect(say(key, values)).toBe(reference._(key, values));
      }
    }
  });

  test.each(Object.entries(en))('%s is calm and typographic', (_, message) => {
    expect(message).not.toMatch(/!|'|"|\.\.\.|\b(?:session|peer|room|token)s?\b/iu);
  });
});
