import { randomBytes } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAddresses } from './address.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

function setUp(trustedProxies: readonly string[] = []) {
  const clock = { nowUnixMs: Date.UTC(2026, 10, 23) };
  const warnings: string[] = [];
  const addresses = createAddresses({
    trustedProxies,
    now: () => clock.nowUnixMs,
    randomBytes,
    onUntrustedProxy: () => warnings.push('untrusted'),
  });
  const keysOf = (remoteAddress: string, forwarded?: string) => addresses.keysOf(toRequest(remoteAddress, forwarded));
  return { clock, warnings, keysOf, keysOfPeer: addresses.keysOfPeer };
}

function toRequest(remoteAddress: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

test('one IPv4 address is one person, and the 256 around it one network', () => {
  const { keysOf } = setUp();
  expect(keysOf('192.0.2.1')).toEqual(keysOf('192.0.2.1'));
  expect(keysOf('192.0.2.2').narrow).not.toBe(keysOf('192.0.2.1').narrow);
  expect(keysOf('192.0.2.2').wide).toBe(keysOf('192.0.2.1').wide);
  expect(keysOf('192.0.3.1').wide).not.toBe(keysOf('192.0.2.1').wide);
});

test('one IPv6 /64 is one person, and the /48 around it one network', () => {
  const { keysOf } = setUp();
  expect(keysOf('2001:db8:1:2::1')).toEqual(keysOf('2001:db8:1:2:ffff:ffff:ffff:ffff'));
  expect(keysOf('2001:db8:1:3::1').narrow).not.toBe(keysOf('2001:db8:1:2::1').narrow);
  expect(keysOf('2001:db8:1:3::1').wide).toBe(keysOf('2001:db8:1:2::1').wide);
  expect(keysOf('2001:db8:2:2::1').wide).not.toBe(keysOf('2001:db8:1:2::1').wide);
});

test.each([
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8::', '2001:db8:0:0:0:0:0:0'],
  ['::', '0:0:0:0:0:0:0:0'],
  ['fe80::1%eth0', 'fe80::1'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
])('%s is %s', (spelling, same) => {
  const { keysOf } = setUp();
  expect(keysOf(spelling)).toEqual(keysOf(same));
});

test('nobody is believed to speak for others unless it is trusted, and that is said', () => {
  const { keysOf, warnings } = setUp(['10.0.0.1']);
  expect(keysOf('192.0.2.1', '198.51.100.7')).toEqual(keysOf('192.0.2.1'));
  expect(warnings).toHaveLength(1);
  expect(keysOf('10.0.0.1', '198.51.100.7')).toEqual(keysOf('198.51.100.7'));
  expect(warnings).toHaveLength(1);
});

test.each([
  ['one proxy', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
  [
    'what the visitor claimed itself is left of what the proxy saw',
    '10.0.0.1',
    '1.2.3.4, 198.51.100.7',
    '198.51.100.7',
  ],
  ['two proxies', '10.0.0.1', '1.2.3.4, 198.51.100.7, 10.9.9.9', '198.51.100.7'],
  ['the outer proxy is not trusted', '10.0.0.1', '198.51.100.7, 203.0.113.5', '203.0.113.5'],
  ['only proxies', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ['nonsense where the visitor should be', '10.0.0.1', 'unknown, 10.0.0.2', '10.0.0.2'],
  ['nothing', '10.0.0.1', '', '10.0.0.1'],
  ['a port', '10.0.0.1', '198.51.100.7:4711', '198.51.100.7'],
  ['IPv6 with a port', 'fd00::1', '[2001:db8::7]:4711', '2001:db8::7'],
  ['a proxy seen as mapped IPv6', '::ffff:10.0.0.1', '198.51.100.7', '198.51.100.7'],
])('from the right: %s', (_what, peer, forwarded, visitor) => {
  const { keysOf } = setUp(['10.0.0.0/8', 'fd00::/8']);
  expect(keysOf(peer, forwarded)).toEqual(keysOf(visitor));
});

test('no header makes a visitor somebody else than the proxy saw', () => {
  const { keysOf } = setUp(['10.0.0.0/8']);
  const claim = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string());
  fc.assert(
    fc.property(fc.array(claim), (claims) => {
      expect(keysOf('10.0.0.1', [...claims, '198.51.100.7'].join(','))).toEqual(keysOf('198.51.100.7'));
    }),
  );
});

test('every address there is has keys, and so has none', () => {
  const { keysOf } = setUp(['::/0']);
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (address) => {
      const { narrow, wide } = keysOf(address, address);
      expect([narrow, wide].join(' ')).toMatch(/^[\w-]{22} [\w-]{22}$/);
    }),
  );
});

test('the keys say nothing of the address, and are others on another day and in another process', () => {
  const { keysOf, clock } = setUp();
  const today = keysOf('192.0.2.1');
  clock.nowUnixMs += DAY_MS - 1;
  expect(keysOf('192.0.2.1')).toEqual(today);
  clock.nowUnixMs += 1;
  expect(keysOf('192.0.2.1').narrow).not.toBe(today.narrow);
  expect(setUp().keysOf('192.0.2.1').narrow).not.toBe(today.narrow);
});

test('a trusted proxy is nobody in particular', () => {
  const { keysOfPeer, keysOf } = setUp(['10.0.0.0/8']);
  expect(keysOfPeer('10.0.0.1')).toBeNull();
  expect(keysOfPeer('192.0.2.1')).toEqual(keysOf('192.0.2.1'));
  expect(keysOfPeer(undefined)).not.toBeNull();
});
