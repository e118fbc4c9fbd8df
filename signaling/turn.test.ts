import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { toTurnServer } from './turn.ts';

test('the user name is the expiry, ten minutes ahead, and an id; the credential is its HMAC-SHA-1', () => {
  const urls = ['turn:turn.example.org:3478', 'turns:turn.example.org:443?transport=tcp'];
  const server = toTurnServer({ urls, secret: 'north' }, 1_700_000_000_999, Buffer.alloc(12, 0xff));
  expect(server).toEqual({
    urls,
    username: '1700000600:________________',
    credential: createHmac('sha1', 'north').update('1700000600:________________').digest('base64'),
  });
});

test('a known answer', () => {
  // printf '1700000600:AAAAAAAAAAAAAAAA' | openssl dgst -sha1 -hmac north -binary | base64
  const { credential } = toTurnServer({ urls: [], secret: 'north' }, 1_700_000_000_000, Buffer.alloc(12));
  expect(credential).toBe('6qKSTGH985uGw1K1a25J2mrwVps=');
});
