import { expect, test } from 'vitest';
import { isLocalOnly } from './local-address.ts';

test.each([
  'http://localhost:3000/j#x',
  'http://app.localhost/j',
  'https://127.0.0.1/j',
  'http://127.9.8.7:80/j',
  'http://[::1]:3000/j',
])('%s only works here', (link) => {
  expect(isLocalOnly(link)).toBe(true);
});

test.each([
  'https://chat.example.org/j#localhost',
  'https://localhost.example.org/j',
  'http://192.168.0.7/j',
  'http://1.127.0.1/',
  'not a link',
])('%s may work elsewhere', (link) => {
  expect(isLocalOnly(link)).toBe(false);
});
