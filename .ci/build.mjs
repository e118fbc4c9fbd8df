/** Builds what the server serves and the server itself into dist/, and remembers which sources it was made from. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, must, runTool } from './processes.mjs';

const SOURCES = ['client', 'signaling', '.tsconfig.base.json', 'package.json', 'package-lock.json', '.ci/build.mjs'];
const STAMP = join(ROOT, 'dist/.sources');

/** Builds unless dist/ was made from the sources as they are. */
export async function buildIfStale() {
  if (isFresh()) return;
  console.log('Building…');
  await build();
}

export async function build() {
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const before = hashOfSources();
  const failed = 'The build failed.';
  await must(runTool('tsc', ['-b', 'client', 'signaling'], { isQuiet: true }), failed);
  for (const page of ['host', 'guest']) {
    const args = ['build', '--config', 'client/vite.config.ts', '--mode', page, '--logLevel', 'warn'];
    await must(runTool('vite', args, { isQuiet: true }), failed);
  }
  writeFileSync(STAMP, before);
}

function isFresh() {
  try {
    return readFileSync(STAMP, 'utf8') === hashOfSources();
  } catch {
    return false;
  }
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesUnder)) {
    const bytes = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  const name = path.split('/').at(-1);
  if (name.includes('.')) return [path];
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(`${path}/${entry.name}`) : [`${path}/${entry.name}`]));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build();
}
