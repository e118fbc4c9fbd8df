/** The files in deploy/ say what the server understands, and keep the promises of docs/OPERATIONS.md. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { BlockList, isIPv6 } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const matches = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([, ...groups]) => groups);

const compose = read('signaling/deploy/compose.yaml');
const example = read('signaling/deploy/env.example');
const dockerfile = read('signaling/deploy/Dockerfile');
const unit = read('signaling/deploy/guest-chats.service');
const turn = read('signaling/deploy/turnserver.conf');
const caddy = read('signaling/deploy/Caddyfile');
const operations = read('docs/OPERATIONS.md');

function toEnvironment(pairs: readonly (readonly string[])[]): Record<string, string> {
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
}

/** One service of the compose file: what is indented below its name. */
function service(name: string): string {
  return new RegExp(`^  ${name}:\\n((?:    .*\\n|\\n)+)`, 'm').exec(compose)?.[1] ?? '';
}

describe('Dockerfile', () => {
  test('the last stage is another than the one that built, has no shell script of others, and runs as nobody', () => {
    const stages = dockerfile.split(/^FROM /m).slice(1);
    expect(stages).toHaveLength(2);
    const last = stages[1] ?? '';
    expect(last).toMatch(/^USER node$/m);
    expect(last.indexOf('USER node')).toBeLessThan(
      last.indexOf('CMD ["node", "--max-semi-space-size=8", "dist/signaling/main.js"]'),
    );
    expect(dockerfile).not.toMatch(/^ADD |curl|wget|:latest/m);
    expect(stages.every((stage) => /^node:\d+-slim/.test(stage))).toBe(true);
  });

  test('what is copied from the sources is there, and so is all that the build is made from', () => {
    const copied = matches(dockerfile, /^COPY (?!--from)(.+) \S+$/gm).flatMap(([names = '']) => names.split(' '));
    for (const name of copied) expect(existsSync(join(ROOT, name)), name).toBe(true);
    const [, sources = ''] = /SOURCES = \[([^\]]+)\]/.exec(read('.ci/build.mjs')) ?? [];
    const needed = matches(sources, /'([^']+)'/g).map(([name = '']) => name.split('/')[0] ?? '');
    expect(copied).toEqual(expect.arrayContaining(needed));
  });

  test('its settings are settings', () => {
    const [, line = ''] = /^ENV (.+)$/m.exec(dockerfile) ?? [];
    const environment = toEnvironment(line.split(' ').map((pair) => pair.split('=')));
    expect(() => loadConfig(environment)).toThrow('GC_PUBLIC_URL is missing');
    expect(loadConfig({ ...environment, GC_PUBLIC_URL: 'https://a.example' })).toMatchObject({ host: '0.0.0.0' });
  });
});

describe('compose.yaml', () => {
  const variables: Record<string, string> = {
    DOMAIN: 'chat.example.org',
    TURN_SECRET: 'north',
    PUBLIC_IP: '203.0.113.7',
    ABUSE_CONTACT: 'abuse@example.org',
  };
  const filled = (text: string) =>
    text.replaceAll(/\$\{(\w+):[?-]\}/g, (_all, name: string) => variables[name] ?? 'UNKNOWN');

  test('the settings of the server are accepted, and complete', () => {
    const environment = toEnvironment(matches(filled(service('app')), /^ {6}(GC_\w+): (.+)$/gm));
    expect(loadConfig({ ...environment, NODE_ENV: 'production' })).toMatchObject({
      publicUrl: new URL('https://chat.example.org'),
      turn: { secret: 'north', urls: ['turn:chat.example.org:3478', 'turn:chat.example.org:3478?transport=tcp'] },
      stunUrls: ['stun:chat.example.org:3478'],
      abuseContact: 'mailto:abuse@example.org',
      drainSeconds: 10,
    });
    const [, subnet = ''] = /subnet: (\S+) /.exec(compose) ?? [];
    expect(environment['GC_TRUSTED_PROXIES']).toBe(subnet);
  });

  test('the server is read-only, without rights, and reachable through the proxy only', () => {
    expect(service('app')).toMatch(/^ {4}read_only: true$/m);
    expect(service('app')).toMatch(/^ {4}cap_drop: \[ALL\]$/m);
    expect(service('app')).not.toMatch(/^ {4}(?:ports|volumes|privileged):/m);
    expect(service('proxy')).toContain("ports: ['80:80', '443:443', '443:443/udp']");
  });

  test('it is given time for the five seconds, the goodbyes and more', () => {
    const [, grace = ''] = /stop_grace_period: (\d+)s/.exec(service('app')) ?? [];
    const [, drain = ''] = /GC_DRAIN_SECONDS: (\d+)/.exec(service('app')) ?? [];
    expect(Number(grace)).toBeGreaterThan(5 + Number(drain) + 5);
  });

  test('what it asks for is in the example, and nothing else is; the files it mounts are there', () => {
    const asked = new Set(matches(compose, /\$\{(\w+):[?-]\}/g).map(([name]) => name));
    expect(new Set(matches(example, /^(\w+)=/gm).map(([name]) => name))).toEqual(asked);
    for (const [file = ''] of matches(compose, /'\.\/([\w.]+):/g)) {
      expect(existsSync(join(ROOT, 'signaling/deploy', file)), file).toBe(true);
    }
  });
});

test('the unit starts what the build leaves, with settings that are accepted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guest-chats-'));
  writeFileSync(join(folder, 'turn'), 'north\n');
  const pairs = matches(unit, /^Environment=(.+)$/gm).flatMap(([line = '']) => line.split(' '));
  const environment = toEnvironment(pairs.map((pair) => pair.replace('%d', folder).split('=')));
  const more = { GC_PUBLIC_URL: 'https://a.example', GC_TURN_URLS: 'turn:a.example' };
  expect(loadConfig({ ...environment, ...more })).toMatchObject({ turn: { secret: 'north' }, adminPort: 9464 });
  rmSync(folder, { recursive: true });
  expect(unit).toContain('ExecStart=/usr/bin/node --max-semi-space-size=8 dist/signaling/main.js');
  expect(unit).toMatch(/^DynamicUser=yes$/m);
});

test('the proxy says itself who is there, and writes down nothing', () => {
  expect(caddy).toContain('header_up X-Forwarded-For {remote_host}');
  expect(caddy.replaceAll(/#.*/g, '')).not.toMatch(/^\s*log\b/m);
});

describe('turnserver.conf', () => {
  const ranges = matches(turn, /^denied-peer-ip=([^-\n]+)-?(.*)$/gm);
  // One list for each family: Node's takes an IPv4 address for a mapped IPv6 one as well.
  const denied = { ipv4: new BlockList(), ipv6: new BlockList() };
  const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
  for (const [first = '', last = ''] of ranges) {
    const family = familyOf(first);
    denied[family].addRange(first, last || first, family);
  }
  const isDenied = (address: string) => denied[familyOf(address)].check(address, familyOf(address));

  test('it relays to no address that is not of the internet', () => {
    const v4 = ['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255'];
    const more = ['192.0.0.8', '192.168.1.1', '198.19.255.255', '224.0.0.1', '240.0.0.1', '255.255.255.255'];
    const v6 = ['::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1'];
    for (const address of [...v4, ...more, ...v6, 'fec0::1', 'ff02::1', '2001:db8::1', '2002:a00:1::', '2001::1']) {
      expect(isDenied(address), address).toBe(true);
    }
    expect(turn).toMatch(/^no-multicast-peers$/m);
    expect(turn).not.toMatch(/^allow-loopback-peers/m);
  });

  test('and to those that are', () => {
    for (const address of ['9.9.9.9', '11.0.0.0', '100.128.0.0', '172.32.0.0', '198.20.0.0', '223.255.255.255']) {
      expect(isDenied(address), address).toBe(false);
    }
    for (const address of ['2606:4700::1', '2a00::1', '2003::1', '2001:200::1'])
      expect(isDenied(address), address).toBe(false);
    // coturn 4.6 takes such a range to contain all of IPv4.
    expect(ranges.map(([first]) => first)).not.toContain('::');
  });

  test('names and passwords are those that the server makes, seats are counted, and there is no console', () => {
    for (const line of ['use-auth-secret', 'no-cli', 'no-tcp-relay']) expect(turn.split('\n')).toContain(line);
    expect(turn).toMatch(/^user-quota=\d+$/m);
    expect(turn).not.toMatch(/^static-auth-secret|^user=/m);
  });
});

describe('docs/OPERATIONS.md', () => {
  test('names only commands and settings that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const [name = ''] of matches(operations, /npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
    const known = new Set(matches(read('signaling/config.ts'), /^ {2}(GC_\w+): /gm).map(([name]) => name));
    for (const [name = ''] of matches(operations, /\b(GC_[A-Z_]+)\b/g)) expect([...known], name).toContain(name);
    for (const name of known) expect(operations).toContain(name);
  });

  test('names only files that exist, and metrics that are there', () => {
    for (const [path = ''] of matches(operations, /(signaling\/deploy\/[\w.-]+\w)/g)) {
      expect(path.endsWith('.env') || existsSync(join(ROOT, path)), path).toBe(true);
    }
    for (const [name = ''] of matches(operations, /`(guest_chats_\w+)/g))
      expect(read('signaling/metrics.ts')).toContain(name);
  });
});
