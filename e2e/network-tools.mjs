/**
 * What it takes to cut a network outside of a browser, and how to get it. Plain JavaScript, because `npm test` asks
 * before anything else runs. Knows nothing of the specs.
 */
import { spawnSync } from 'node:child_process';
import { installPackages, isDebianRoot } from './debian.mjs';

/** Why networks cannot be cut on this machine; null if they can. */
export function whyNoNetworkCut() {
  if (process.platform !== 'linux') return 'Networks can be cut on Linux only.';
  if (process.getuid?.() !== 0) return 'Networks can be cut by root only.';
  // The command fails if either of the two programs or the right to a network namespace is missing.
  return canRun('unshare', ['--net', 'ip', 'link'])
    ? null
    : 'Networks can be cut with network namespaces and iproute2.';
}

/** Tries to get what is missing, `say`ing so. A test that cannot do without says why it is skipped. */
export async function provideNetworkTools(say) {
  if (!isDebianRoot() || canRun('ip', ['-Version'])) return;
  say('Installing iproute2 from the system’s packages…');
  await installPackages(['iproute2']);
}

function canRun(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
