/**
 * `npm run verify -- https://chat.example.org`: builds the pages from the sources that are here, fetches those that are
 * there, and compares them file by file. It shows what the site gave to this machine, now; to somebody else it could
 * still give something else.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { checkNode, installDependencies } from './install.mjs';
import { ROOT, endWithParent } from './processes.mjs';

const SUMS = '.well-known/SHA256SUMS';
const TIMEOUT_MS = 20_000;

const [site, ...more] = process.argv.slice(2);
if (site === undefined || more.length > 0 || !URL.canParse(site) || !/^https?:$/.test(new URL(site).protocol)) {
  console.error('Say which site to compare with, for example: npm run verify -- https://chat.example.org');
  process.exit(1);
}

endWithParent();
checkNode();
await installDependencies();
await buildIfStale();

const sums = readFileSync(join(ROOT, 'dist/client', SUMS));
const [, build] = /build (\S+)/.exec(sums.toString());
const files = [...sums.toString().matchAll(/^([\da-f]{64}) {2}(\S+)$/gm)].map(([, sum, file]) => ({ sum, file }));
let isSame = true;
for (const { sum, file } of [...files, { sum: hashOf(sums), file: SUMS }]) {
  const path = `/${file.replace(/(?:^|\/)index\.html$/, '')}`;
  const found = await sumAt(new URL(path, site));
  isSame &&= found === sum;
  console.log(`${found === sum ? 'same     ' : found === null ? 'MISSING  ' : 'DIFFERENT'}  ${path}`);
}
console.log(isSame ? `The site serves build ${build}.` : `The site does not serve build ${build}.`);
process.exitCode = isSame ? 0 : 1;

/** Null if it cannot be had. A redirect is not followed: it would be another site. */
async function sumAt(url) {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? hashOf(Buffer.from(await response.arrayBuffer())) : null;
  } catch {
    return null;
  }
}

function hashOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
