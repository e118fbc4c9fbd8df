import { describe, expect, test } from 'vitest';
import { parseIceServers, parseWelcome } from './parse-answer.ts';

const PASS = { username: '1700000600:x', credential: 'c2VjcmV0' };

test('of where misuse is reported only what is safe as a link is passed on', () => {
  for (const abuseContact of ['mailto:abuse@example.org', 'https://example.org/report?lang=en']) {
    expect(parseWelcome({ version: 1, turn: true, abuseContact })).toEqual({
      hasTurn: true,
      isNearbyOnly: false,
      abuseContact,
    });
  }
  const long = `https://example.org/${'a'.repeat(200)}`;
  for (const abuseContact of [null, undefined, 7, '', 'javascript:alert(1)', 'http://example.org', 'mailto:', long]) {
    expect(parseWelcome({ version: 1, turn: false, abuseContact })).toEqual({
      hasTurn: false,
      isNearbyOnly: false,
      abuseContact: null,
    });
  }
});

describe('ICE servers', () => {
  test.each([
    { urls: ['stun:stun.example.org:3478'] },
    { urls: ['stun:[2001:db8::1]:3478'] },
    { urls: ['turn:turn.example.org:3478?transport=udp', 'turn:turn.example.org:3478?transport=tcp'], ...PASS },
    { urls: ['turns:turn.example.org:443?transport=tcp'], ...PASS },
  ])('are passed on as the server says them: $urls', (server) => {
    expect(parseIceServers({ status: 'ok', iceServers: [server] })).toEqual([server]);
  });

  test('that a browser would choke on are left out, and the others stay', () => {
    const good = { urls: ['stun:a.example.org'] };
    const bad = [
      null,
      'stun:a',
      { urls: 'stun:a' },
      { urls: [] },
      { urls: ['http://a'] },
      { urls: [7] },
      { urls: ['turn:a.example.org'] },
      { urls: ['turn:a.example.org'], username: 'u' },
    ];
    expect(parseIceServers({ iceServers: [...bad, good] })).toEqual([good]);
    expect(parseIceServers({ iceServers: [{ urls: ['https://a', 'stun:a.example.org'] }] })).toEqual([good]);
  });

  test('are none in anything else', () => {
    for (const answer of [null, 7, {}, { iceServers: 'x' }, { status: 'unavailable' }])
      expect(parseIceServers(answer)).toEqual([]);
  });

  test('are at most sixteen with sixteen addresses each', () => {
    const urls = Array.from({ length: 1_000 }, () => 'stun:a');
    const parsed = parseIceServers({ iceServers: Array.from({ length: 1_000 }, () => ({ urls })) });
    expect(parsed).toHaveLength(16);
    for (const server of parsed) expect(server.urls).toHaveLength(16);
  });
});
