import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'guest-chats-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

afterAll(() => rmSync(folder, { recursive: true }));

test('with nothing set, everything has a safe default', () => {
  const config = loadConfig({ PATH: '/bin', npm_config_port: 'x' });
  expect(config).toEqual({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: null,
    abuseContact: null,
    stunUrls: [],
    turn: null,
    isNearbyOnly: false,
    trustedProxies: [],
    maxRooms: 200_000,
    maxConnections: 25_000,
    limits: {
      addressConnections: 256,
      connects: { burst: 300, perSecond: 4 },
      opens: { burst: 1_000, perSecond: 1 },
      joins: { burst: 120, perSecond: 4 },
      roomJoins: { burst: 30, perSecond: 1 },
    },
    drainSeconds: 2,
    adminPort: null,
    logLevel: 'warn',
    tls: null,
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test('every setting arrives', () => {
  const config = loadConfig({
    PORT: '0',
    GC_HOST: '::1',
    GC_PUBLIC_URL: 'https://chat.example.org/',
    GC_ABUSE_CONTACT: 'abuse@example.org',
    GC_STUN_URLS: 'stun:a.example.org:3478, stuns:b.example.org',
    GC_TURN_URLS: 'turn:[2001:db8::1]:3478?transport=udp,turns:a.example.org:443?transport=tcp',
    GC_TURN_SECRET_FILE: file('secret', 'north\n'),
    GC_TRUSTED_PROXIES: '127.0.0.1, fd00::/8',
    GC_MAX_ROOMS: '1',
    GC_MAX_CONNECTIONS: '2',
    GC_ADDRESS_CONNECTIONS: '3',
    GC_CONNECT_BUDGET: '4+5/s',
    GC_OPEN_BUDGET: '6+0.7/s',
    GC_JOIN_BUDGET: '8+9/s',
    GC_ROOM_JOIN_BUDGET: '10+0.167/s',
    GC_DRAIN_SECONDS: '0',
    GC_ADMIN_PORT: '0',
    GC_LOG_LEVEL: 'error',
    GC_TLS_CERT_FILE: file('cert', 'CERT\n'),
    GC_TLS_KEY_FILE: file('key', 'KEY\n'),
  });
  expect(config).toEqual({
    port: 0,
    host: '::1',
    publicUrl: new URL('https://chat.example.org'),
    abuseContact: 'mailto:abuse@example.org',
    stunUrls: ['stun:a.example.org:3478', 'stuns:b.example.org'],
    turn: { urls: ['turn:[2001:db8::1]:3478?transport=udp', 'turns:a.example.org:443?transport=tcp'], secret: 'north' },
    isNearbyOnly: false,
    trustedProxies: ['127.0.0.1', 'fd00::/8'],
    maxRooms: 1,
    maxConnections: 2,
    limits: {
      addressConnections: 3,
      connects: { burst: 4, perSecond: 5 },
      opens: { burst: 6, perSecond: 0.7 },
      joins: { burst: 8, perSecond: 9 },
      roomJoins: { burst: 10, perSecond: 0.167 },
    },
    drainSeconds: 0,
    adminPort: 0,
    logLevel: 'error',
    tls: { cert: 'CERT', key: 'KEY' },
  });
  expect(loadConfig({ GC_TURN_URLS: 'turn:a', GC_TURN_SECRET: 'north' }).turn?.secret).toBe('north');
  expect(loadConfig({ GC_ABUSE_CONTACT: 'https://a.test/report' }).abuseContact).toBe('https://a.test/report');
});

test.each([
  [{ GC_PUBLIC_URL: 'https://chat.example.org' }, true],
  [{ GC_PUBLIC_URL: 'https://chat.example.org', GC_STUN_URLS: 'stun:a' }, false],
  [{ GC_PUBLIC_URL: 'https://chat.example.org', GC_TURN_URLS: 'turn:a', GC_TURN_SECRET: 'x' }, false],
  [{ GC_PUBLIC_URL: 'https://192.168.1.7:3000' }, false],
  [{ GC_PUBLIC_URL: 'https://box.lan' }, false],
  [{}, false],
])('%o: only a public server without STUN and TURN cannot do what people expect of it', (environment, expected) => {
  expect(loadConfig(environment).isNearbyOnly).toBe(expected);
});

test('an empty variable is the same as none', () => {
  expect(loadConfig({ PORT: '', GC_PUBLIC_URL: '', GC_TURN_SECRET: '', GC_NO_SUCH: '' })).toEqual(loadConfig({}));
});

test.each([
  ['PORT', ['-1', '65536', '3000x', '0x10', '1.5', ' 80', '٣']],
  ['GC_HOST', ['a b', 'http://a', '*']],
  [
    'GC_PUBLIC_URL',
    ['chat.invalid.test', 'ftp://a', 'https://a/path', 'https://u@a', 'https://a?q', 'https://a#', 'x:'],
  ],
  [
    'GC_ABUSE_CONTACT',
    ['the.owner', 'a b@c.test', 'a@b?cc=d@e.test', 'http://a.test', 'https://u@a.test', 'https://a b', 'javascript:x'],
  ],
  ['GC_ABUSE_CONTACT', [`https://a.test/${'x'.repeat(200)}`]],
  ['GC_STUN_URLS', ['a.invalid.test', 'turn:a', 'stun', 'stun:a,', 'stun:a b', 'stun:a?transport=udp']],
  ['GC_TURN_URLS', ['stun:a', 'turn:a?transport=sctp', 'turn:a;turn:b', 'turn:u@a']],
  ['GC_TURN_SECRET_FILE', [join(folder, 'none'), folder, file('empty', ' \n')]],
  [
    'GC_TRUSTED_PROXIES',
    ['proxy.invalid.test', '10.0.0.0/33', 'fd00::/129', '10.0.0/8', '::1/', '::1/8/8', '10.0.0.1;::1'],
  ],
  ['GC_MAX_ROOMS', ['0', '10000001', '1e3', 'many']],
  ['GC_MAX_CONNECTIONS', ['0', '1000001']],
  ['GC_ADDRESS_CONNECTIONS', ['0', 'none']],
  ['GC_CONNECT_BUDGET', ['0+1/s', '100', '100+0/s', '100+1', '100/s', '-1+1/s', '1+1/m', '1 + 1/s']],
  ['GC_OPEN_BUDGET', ['1+1/s ', 'off']],
  ['GC_JOIN_BUDGET', ['1+.5/s']],
  ['GC_ROOM_JOIN_BUDGET', ['1+1e3/s']],
  ['GC_ADMIN_PORT', ['65536', '127.0.0.1:9464']],
  ['GC_LOG_LEVEL', ['debug', 'INFO']],
  ['GC_DRAIN_SECONDS', ['601', '-1', '2s']],
  ['GC_TLS_CERT_FILE', [join(folder, 'none')]],
  ['GC_TLS_KEY_FILE', [join(folder, 'none')]],
])('%s: a wrong value is named with what is wrong and an example, and never repeated', (name, values) => {
  for (const value of values) {
    const message = refusalOf({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} (?:is|names) [^\\n]+, for example ${name}=\\S[^\\n]*$`));
    if (value.length > 4) expect(message).not.toContain(value);
  }
});

test.each([
  [{ GC_TURN_URLS: 'turn:a' }, 'GC_TURN_SECRET_FILE is missing'],
  [{ GC_TURN_SECRET: 'x' }, 'GC_TURN_URLS is missing'],
  [
    { GC_TURN_URLS: 'turn:a', GC_TURN_SECRET: 'x', GC_TURN_SECRET_FILE: file('both', 'x') },
    'GC_TURN_SECRET_FILE is set',
  ],
  [{ GC_TLS_CERT_FILE: file('lone-cert', 'x') }, 'GC_TLS_KEY_FILE is missing'],
  [{ GC_TLS_KEY_FILE: file('lone-key', 'x') }, 'GC_TLS_CERT_FILE is missing'],
])('settings that need each other: %o', (environment, expected) => {
  const message = refusalOf(environment);
  expect(message).toContain(expected);
  expect(message).toContain(', for example GC_');
});

test.each([
  ['GC_TURN_URL', 'GC_TURN_URLS'],
  ['GC_TURN_ULRS', 'GC_TURN_URLS'],
  ['GC_STUN', 'GC_STUN_URLS'],
  ['GC_PUBLIC_URI', 'GC_PUBLIC_URL'],
  ['GC_MAXROOMS', 'GC_MAX_ROOMS'],
  ['GC_SECRET', 'GC_TURN_SECRET'],
  ['GC_DRAIN_SECOND', 'GC_DRAIN_SECONDS'],
  ['GC_TLS_CERT', 'GC_TLS_CERT_FILE'],
  ['GC_PORT', 'PORT'],
  ['GC_LOGLEVEL', 'GC_LOG_LEVEL'],
  ['GC_TRUST_PROXY', 'GC_TRUSTED_PROXIES'],
])('%s is no setting; %s is suggested', (name, nearest) => {
  expect(refusalOf({ [name]: 'value' })).toMatch(
    new RegExp(`^${name} is not a setting\\. Did you mean ${nearest}=[^\\n]+\\?$`),
  );
});

test('in production the public address must be said', () => {
  expect(refusalOf({ NODE_ENV: 'production' })).toBe(
    'GC_PUBLIC_URL is missing, and NODE_ENV is production, for example GC_PUBLIC_URL=https://chat.example.org',
  );
  const { publicUrl } = loadConfig({ NODE_ENV: 'production', GC_PUBLIC_URL: 'https://a.example' });
  expect(publicUrl?.origin).toBe('https://a.example');
});

test('all mistakes are told at once, a line for each', () => {
  expect(refusalOf({ PORT: 'x', GC_MAX_ROOMS: 'x', GC_NO: '1' }).split('\n')).toHaveLength(3);
});

function refusalOf(environment: Record<string, string>): string {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('internal: the configuration was accepted');
}
