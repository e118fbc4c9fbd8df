/** The right Node and the right node_modules. Runs before anything is installed, so it imports nothing but Node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, must, run } from './processes.mjs';

const OLDEST_NODE = [20, 19];

/** Ends the process with a sentence if this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Guest Chats needs Node ${OLDEST_NODE.join('.')} or newer. This is Node ${process.versions.node}.`);
  process.exit(1);
}

/** Installs exactly what package-lock.json says, unless it is all there. */
export async function installDependencies() {
  if (isInstalled()) return;
  console.log('Installing dependencies…');
  await must(
    run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], { isQuiet: true }),
    'The dependencies could not be installed. Check the network and try again.',
  );
}

/** npm writes down what it installed. Packages for other systems are optional and may be missing. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const found = packagesOf('node_modules/.package-lock.json');
  if (wanted === null || found === null) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional, peer }]) => {
    if (path === '' || optional === true) return true;
    const there = found[path];
    return there === undefined ? peer === true : there.version === version && there.integrity === integrity;
  });
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(join(ROOT, lockFile), 'utf8')).packages;
  } catch {
    return null;
  }
}
