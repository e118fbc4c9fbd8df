/**
 * Getting what the browser tests need from the system's packages, where that can be done without asking: as root on
 * Debian and its descendants. Plain JavaScript, because `npm test` asks before anything else runs.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const STALL_MS = 30_000;

export function isDebianRoot() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

/** Tries to; who needs a package looks whether it is there. */
export async function installPackages(packages) {
  await runUntilStalled('apt-get', ['update']);
  await runUntilStalled('apt-get', ['install', '--yes', '--no-install-recommends', ...packages]);
}

/** Runs a download quietly, and gives up on it when it has not said anything for a while. */
export function runUntilStalled(command, args) {
  return new Promise((settle) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    });
    const giveUp = () => child.kill();
    let timer = setTimeout(giveUp, STALL_MS);
    const goOn = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, STALL_MS);
    };
    child.stdout.on('data', goOn);
    child.stderr.on('data', goOn);
    child.on('error', () => undefined);
    child.on('close', () => {
      clearTimeout(timer);
      settle();
    });
  });
}
