/**
 * Builds what the server serves and the server itself into dist/, and remembers which sources it was made from. The same
 * sources give the same pages, byte for byte, on any machine; their sums are served beside them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, must, runTool } from './processes.mjs';

const SOURCES = ['client', 'signaling', '.tsconfig.base.json', 'package.json', 'package-lock.json', '.ci/build.mjs'];
const STAMP = join(ROOT, 'dist/.sources');
const PAGES = 'dist/client';
const SUMS = '.well-known/SHA256SUMS';

/** Builds unless dist/ was made from the sources as they are. */
export async function buildIfStale() {
  if (isFresh()) return;
  console.log('Building…');
  await build();
}

export async function build() {
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const before = hashOfSources();
  // Whatever else the environment says: another NODE_ENV would make other pages.
  const env = { NODE_ENV: 'production', GC_BUILD_HASH: before };
  const failed = 'The build failed.';
  await must(runTool('tsc', ['-b', 'client', 'signaling'], { isQuiet: true }), failed);
  for (const page of ['host', 'guest']) {
    const args = ['build', '--config', 'client/vite.config.ts', '--mode', page, '--logLevel', 'warn'];
    await must(runTool('vite', args, { isQuiet: true, env }), failed);
  }
  writeSums(before);
  writeFileSync(STAMP, before);
}

/** In the format of `sha256sum --check`. */
function writeSums(hash) {
  const lines = filesUnder(PAGES).map((path) => {
    const sum = createHash('sha256')
      .update(readFileSync(join(ROOT, path)))
      .digest('hex');
    return `${sum}  ${path.slice(PAGES.length + 1)}\n`;
  });
  mkdirSync(join(ROOT, PAGES, '.well-known'));
  writeFileSync(join(ROOT, PAGES, SUMS), `# Guest Chats, build ${hash}\n${lines.join('')}`);
}

function isFresh() {
  try {
    return readFileSync(STAMP, 'utf8') === hashOfSources();
  } catch {
    return false;
  }
}

/** 64 hexadecimal characters. The pages know it as `import.meta.env.GC_BUILD_HASH`. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesUnder)) {
    const bytes = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** Without hidden ones: the settings of an operator, or what an editor leaves, are no part of the sources. */
function filesUnder(path) {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => filesUnder(`${path}/${name}`));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build();
}
