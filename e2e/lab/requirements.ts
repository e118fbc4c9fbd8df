/** What the lab takes of a machine. Knows nothing of what is done with it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findBrowser } from '../browsers.mjs';

const ROOT = resolve(import.meta.dirname, '../..');

/** A program, how to see that it is there, and the Debian package that has it. */
const TOOLS = [
  ['ip', ['-Version'], 'iproute2'],
  ['tc', ['-Version'], 'iproute2'],
  ['iptables', ['--version'], 'iptables'],
  ['turnserver', ['--version'], 'coturn'],
  ['python3', ['--version'], 'python3'],
  ['unshare', ['--version'], 'util-linux'],
  ['nsenter', ['--version'], 'util-linux'],
  ['setpriv', ['--version'], 'util-linux'],
] as const;

/** What is missing, in a sentence with the next step; null if nothing is. */
export function whyNoLab(): string | null {
  if (process.platform !== 'linux') return 'The lab is made of network namespaces, so it runs on Linux only.';
  if (process.getuid?.() !== 0) return 'The lab makes network namespaces, so it runs as root only.';
  for (const [tool, args, name] of TOOLS) {
    if (spawnSync(tool, args, { stdio: 'ignore' }).error !== undefined)
      return `The lab needs ${tool}: install ${name} with your system's package manager.`;
  }
  if (spawnSync('unshare', ['--net', 'true']).status !== 0)
    return 'The lab needs the right to make network namespaces, which this machine or container does not give.';
  if (!existsSync('/dev/net/tun')) return 'The lab needs /dev/net/tun: load the tun module, or pass the device in.';
  if (findBrowser('chromium') === null || findBrowser('firefox') === null)
    return 'The lab needs Chromium and Firefox: run "npx playwright install --with-deps chromium firefox".';
  if (!existsSync(join(ROOT, 'dist/signaling/main.js'))) return 'Run "npm run build" first.';
  return null;
}
