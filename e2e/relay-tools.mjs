/**
 * The TURN server that relayed connections are tested with, and how to get it. Plain JavaScript, because `npm test` asks
 * before anything else runs. Knows nothing of the specs.
 */
import { spawnSync } from 'node:child_process';
import { installPackages, isDebianRoot } from './debian.mjs';

/** Why nothing can be relayed on this machine; null if it can. */
export function whyNoRelay() {
  return hasTurnServer() ? null : 'Connections can be relayed with coturn (turnserver).';
}

/** Tries to get what is missing, `say`ing so. A test that cannot do without says why it is skipped. */
export async function provideRelay(say) {
  if (!isDebianRoot() || hasTurnServer()) return;
  say('Installing coturn from the system’s packages…');
  // Without this the package would also start it.
  process.env.RUNLEVEL = '1';
  await installPackages(['coturn']);
  delete process.env.RUNLEVEL;
}

function hasTurnServer() {
  return spawnSync('turnserver', ['--version'], { stdio: 'ignore' }).error === undefined;
}
