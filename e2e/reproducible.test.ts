/** Two people who build the same sources, each in their own place, get the same pages, and can tell from those of others. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = ['.ci', '.tsconfig.base.json', 'client', 'package.json', 'package-lock.json', 'signaling'];
const SUMS = 'dist/client/.well-known/SHA256SUMS';
const SLOWLY = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'guest-chats-'));
const here = join(folder, 'a');
const there = join(folder, 'another place/with a longer name');

beforeAll(() => {
  for (const place of [here, there]) {
    mkdirSync(place, { recursive: true });
    for (const name of SOURCES) cpSync(join(ROOT, name), join(place, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));
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
  const { status, stdout } = spawnSync('sha256sum', ['--check', '--strict', '.well-known/SHA256SUMS'], {
    cwd: join(here, 'dist/client'),
    encoding: 'utf8',
  });
  expect(stdout).not.toContain('FAILED');
  expect(status).toBe(0);
});

test(
  'a site that serves this build is told from one that serves another, file by file',
  async () => {
    const same = await verify();
    expect(same.output).not.toMatch(/DIFFERENT|MISSING/);
    expect(same.output).toMatch(/^same {7}\/$/m);
    expect(same.output).toMatch(/^same {7}\/j$/m);
    expect(same.output).toMatch(/The site serves build [\da-f]{64}\.\n$/);
    expect(same.code).toBe(0);

    const page = join(there, 'dist/client/j/index.html');
    writeFileSync(page, `${readFileSync(page, 'utf8')} `);
    rmSync(join(there, 'dist/client/icon.svg'));
    const other = await verify();
    expect(other.output.match(/^(?:DIFFERENT|MISSING).*$/gm)).toEqual(['MISSING    /icon.svg', 'DIFFERENT  /j']);
    expect(other.output).toMatch(/The site does not serve build [\da-f]{64}\.\n$/);
    expect(other.code).toBe(1);
  },
  SLOWLY,
);

/** Compares what is served from there with what is built here. */
async function verify(): Promise<{ code: number; output: string }> {
  const server = spawn(process.execPath, ['dist/signaling/main.js'], {
    cwd: there,
    env: { PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface(server.stdout)) {
      const url = /ready: (\S+)$/.exec(line)?.[1];
      if (url === undefined) throw new Error(`internal: the server said ${line}`);
      const verifier = spawn(process.execPath, ['.ci/verify.mjs', url], {
        cwd: here,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const output = (await verifier.stdout.toArray()).join('');
      if (verifier.exitCode === null) await once(verifier, 'exit');
      return { code: verifier.exitCode ?? -1, output };
    }
    throw new Error(`internal: no server in ${dirname(there)}`);
  } finally {
    server.kill('SIGKILL');
  }
}
