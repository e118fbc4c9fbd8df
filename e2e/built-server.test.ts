/**
 * What is built and shipped: two people who build the same sources, each in their own place, get the same pages, can tell
 * them from others, and are told whether their server is well.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = ['.ci', '.tsconfig.base.json', 'client', 'package.json', 'package-lock.json', 'signaling'];
const SUMS = 'dist/client/.well-known/SHA256SUMS';
const SLOWLY = 600_000;

const folder = mkdtempSync(join(tmpdir(), 'guest-chats-'));
const here = join(folder, 'a');
const there = join(folder, 'another place/with a longer name');

beforeAll(() => {
  for (const place of [here, there]) {
    mkdirSync(place, { recursive: true });
    for (const name of SOURCES) cpSync(join(ROOT, name), join(place, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));
    // As docs/OPERATIONS.md has it: each operator's own, beside the sources.
    writeFileSync(join(place, 'signaling/deploy/.env'), `DOMAIN=${place.length}.example.org\n`);
    const { status, stderr } = spawnSync(process.execPath, ['.ci/build.mjs'], { cwd: place, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  }
}, SLOWLY);

afterAll(() => rmSync(folder, { recursive: true }));

test('two builds in different places are the same, byte for byte', () => {
  const [sums, others] = [here, there].map((place) => readFileSync(join(place, SUMS), 'utf8'));
  expect(sums).toBe(others);
  expect(sums).toMatch(/^# Guest Chats, build [\da-f]{64}\n(?:[\da-f]{64} {2}\S+\n){8,}$/);
  for (const file of ['index.html', 'j/index.html', 'icon.svg']) expect(sums).toContain(`  ${file}\n`);
});

test('the sums are those of the files, and of all of them', () => {
  const pages = join(here, 'dist/client');
  const [, ...lines] = readFileSync(join(here, SUMS), 'utf8').trimEnd().split('\n');
  for (const line of lines) {
    const [sum, file = ''] = line.split('  ');
    expect(
      createHash('sha256')
        .update(readFileSync(join(pages, file)))
        .digest('hex'),
    ).toBe(sum);
  }
  const files = readdirSync(pages, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(lines).toHaveLength(files.length - 1);
});

test(
  'a site that serves this build is told from one that serves another, file by file',
  async () => {
    const same = await withServer(verify);
    expect(same.output).not.toMatch(/DIFFERENT|MISSING/);
    expect(same.output).toMatch(/^same {7}\/$/m);
    expect(same.output).toMatch(/^same {7}\/j$/m);
    expect(same.output).toMatch(/The site serves build [\da-f]{64}\.\n$/);
    expect(same.code).toBe(0);

    const page = join(there, 'dist/client/j/index.html');
    writeFileSync(page, `${readFileSync(page, 'utf8')} `);
    rmSync(join(there, 'dist/client/icon.svg'));
    const other = await withServer(verify);
    expect(other.output.match(/^(?:DIFFERENT|MISSING).*$/gm)).toEqual(['MISSING    /icon.svg', 'DIFFERENT  /j']);
    expect(other.output).toMatch(/The site does not serve build [\da-f]{64}\.\n$/);
    expect(other.code).toBe(1);
  },
  SLOWLY,
);

test(
  'the doctor sees a proxy that passes on too little and is not trusted, and is not misled by what others claim',
  async () => {
    const GC_ADMIN_PORT = String(await freePort());
    const ended = await withServer(
      async (url) => {
        await fetch(`${url}/s/?EIO=4&transport=polling`, { headers: { 'x-forwarded-for': '198.51.100.1' } });
        const well = await runHere('doctor', [], { GC_PUBLIC_URL: url, GC_ADMIN_PORT });
        expect(well.output).toMatch(/^ok {4}the metrics are there, and the proxy is trusted\.$/m);
        expect(well.code).toBe(0);
        const proxy = createServer((asked, answer) => {
          const passed = Object.entries(asked.headers).filter(([name]) => name !== 'connection' && name !== 'upgrade');
          const headers = { ...Object.fromEntries(passed), 'x-forwarded-for': '198.51.100.1' };
          request(new URL(asked.url ?? '/', url), { headers }, (answered) => {
            answer.writeHead(answered.statusCode ?? 500, answered.headers);
            answered.pipe(answer);
          }).end();
        });
        const publicUrl = `http://127.0.0.1:${await listen(proxy)}`;
        const ill = await runHere('doctor', [], { GC_PUBLIC_URL: publicUrl, GC_ADMIN_PORT });
        proxy.close();
        return ill;
      },
      { GC_ADMIN_PORT },
    );
    expect(ended.output.match(/^FAIL .*$/gm)).toEqual([
      expect.stringContaining('does the proxy pass on the header Upgrade?'),
      expect.stringContaining('the proxy is not in GC_TRUSTED_PROXIES'),
    ]);
    expect(ended.code).toBe(1);
  },
  SLOWLY,
);

test(
  'the doctor finds a server well, prints no secret, and says what is not well',
  async () => {
    const well = await withServer((url) => runHere('doctor', [], { GC_PUBLIC_URL: url }));
    expect(well.output.match(/^(?:ok|FAIL) .*$/gm)).toHaveLength(3);
    expect(well.output).toMatch(/^ok {4}the connection of the pages gets through, as a WebSocket\.$/m);
    expect(well.output).toMatch(/All is well\.\n$/);
    expect(well.code).toBe(0);

    const turn = { GC_TURN_URLS: 'turn:127.0.0.1:1?transport=tcp', GC_TURN_SECRET: 'north' };
    const ill = await runHere('doctor', [], { GC_PUBLIC_URL: 'http://127.0.0.1:1', ...turn });
    expect(ill.output.match(/^FAIL .*$/gm)).toHaveLength(4);
    expect(ill.output).toContain('TURN turn:127.0.0.1:1?transport=tcp relays, and not into its own network: no, ');
    expect(ill.output).not.toContain('north');
    expect(ill.code).toBe(1);
  },
  SLOWLY,
);

interface Ended {
  code: number;
  output: string;
}

/** Compares what is served from there with what is built here. */
const verify = (url: string): Promise<Ended> => runHere('verify', [url], {});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('internal: no port');
  return address.port;
}

/** One that nothing listens on right now. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  return port;
}

async function withServer(
  use: (url: string) => Promise<Ended>,
  settings: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const server = spawn(process.execPath, ['dist/signaling/main.js'], {
    cwd: there,
    env: { PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface(server.stdout)) {
      const url = /ready: (\S+)$/.exec(line)?.[1];
      if (url === undefined) throw new Error(`internal: the server said ${line}`);
      return await use(url);
    }
    throw new Error('internal: the server ended before it was ready');
  } finally {
    server.kill('SIGKILL');
  }
}

async function runHere(script: string, args: readonly string[], settings: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [`.ci/${script}.mjs`, ...args], {
    cwd: here,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = (await child.stdout.toArray()).join('');
  if (child.exitCode === null) await once(child, 'exit');
  return { code: child.exitCode ?? -1, output };
}
