import { setupI18n } from '@lingui/core';
import { describe, expect, test } from 'vitest';
import { compileMessage } from '../../client/ui/wording/compile.ts';
import { en } from '../../client/ui/wording/en.ts';
import { toPseudo } from './pseudo-locale.ts';

/** What a message says with these values. */
function say(message: string, values: Readonly<Record<string, string | number>>): string {
  const i18n = setupI18n({ locale: 'en', messages: { en: { message } } });
  // Lingui's type of a compiled message is mutable.
  i18n.setMessagesCompiler((one) => compileMessage(one) as never);
  return i18n._('message', values);
}

describe('a pseudo-locale', () => {
  test('says other words with the same values in them', () => {
    const message = '{count, plural, one {# day with {name}} other {# days with {name}}}';
    expect(say(toPseudo(message, 'long'), { count: 2, name: 'Ana' })).toBe('2 đáýš ŵíţĥ ö ö Ana');
    expect(say(toPseudo(message, 'long'), { count: 1, name: 'Ana' })).toBe('1 đáý ŵíţĥ ö ö Ana');
  });

  test('keeps spaces beside arguments, and what is no word', () => {
    expect(toPseudo('{a} · {b}: now', 'rtl')).toBe('{a} · {b}\u202e: ñöŵ\u202c');
  });

  test.each(['long', 'rtl'] as const)('of the kind "%s" leaves no ASCII letter in any message', (locale) => {
    const values = new Proxy({}, { get: () => '1', has: () => true, ownKeys: () => [] });
    for (const message of Object.values(en)) expect(say(toPseudo(message, locale), values)).not.toMatch(/[A-Za-z]/);
  });

  test('is longer by a third', () => {
    const [short, long] = [Object.values(en), Object.values(en).map((one) => toPseudo(one, 'long'))];
    expect(long.join('').length).toBeGreaterThan(1.2 * short.join('').length);
  });
});
