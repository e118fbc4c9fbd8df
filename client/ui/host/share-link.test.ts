import { describe, expect, test } from 'vitest';
import '../testing/words.ts';
import { toEmail, toTextMessage } from './share-link.ts';

const LINK = 'https://chat.example.org/j#AQBq-_x7';

describe.each([
  ['an email', toEmail],
  ['a text message', toTextMessage],
])('%s', (_name, toAddress) => {
  test('carries the whole link in its words, whatever the other app makes of # and &', () => {
    const address = toAddress(LINK);
    expect(address).not.toContain('#');
    const body = new URLSearchParams(address.slice(address.indexOf('?') + 1)).get('body');
    expect(body).toMatch(/works for you only: https:\/\/chat\.example\.org\/j#AQBq-_x7$/);
  });

  test('is addressed to nobody: the host chooses there', () => {
    expect(toAddress(LINK)).toMatch(/^(?:mailto|sms):\?/);
  });
});
