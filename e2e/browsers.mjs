/**
 * Which browsers the end-to-end tests drive, and how to get them. Plain JavaScript, because `npm test` asks before
 * anything else runs. Knows nothing of the specs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, firefox } from '@playwright/test';
import { installPackages, isDebianRoot, runUntilStalled } from './debian.mjs';

const ENGINES = ['chromium', 'firefox'];

const OWN = { chromium, firefox };
const SYSTEM_NAMES = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
};
const MAC_PATHS = {
  chromium: ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'],
  firefox: ['Firefox.app/Contents/MacOS/firefox'],
};
const VERSION_DEADLINE_MS = 20_000;

/** Playwright's download of an engine if there is one, else the system's browser, else null. */
export function findBrowser(engine) {
  if (existsSync(OWN[engine].executablePath())) return { kind: 'downloaded' };
  const executablePath = systemPaths(engine).find((path) => existsSync(path) && answersVersion(path));
  return executablePath === undefined ? null : { kind: 'system', executablePath };
}

/** Tries to get what is missing, `say`ing each step. Returns the sentence to show if that did not work, else null. */
export async function provideBrowsers(say) {
  let missing = missingEngines();
  if (missing.length === 0) return null;
  say(`Downloading ${missing.join(' and ')}…`);
  await runUntilStalled('node_modules/.bin/playwright', ['install', ...missing]);
  missing = missingEngines();
  if (missing.length === 0) return null;
  const packages = missing.map((engine) => (engine === 'firefox' ? 'firefox-esr' : engine));
  if (isDebianRoot()) {
    say(`Installing ${packages.join(' and ')} from the system's packages…`);
    await installPackages(packages);
    missing = missingEngines();
    if (missing.length === 0) return null;
  }
  return `The browser tests need ${missing.join(' and ')}. Run "npx playwright install --with-deps ${missing.join(' ')}", or install ${packages.join(' and ')} with your system's package manager.`;
}

function missingEngines() {
  return ENGINES.filter((engine) => findBrowser(engine) === null);
}

function systemPaths(engine) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const named = SYSTEM_NAMES[engine].flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.platform === 'darwin'
    ? [...named, ...MAC_PATHS[engine].map((path) => `/Applications/${path}`)]
    : named;
}

/** Some systems put a script in the browser's place that only says how to install it. */
function answersVersion(path) {
  const { status, stdout } = spawnSync(path, ['--version'], { timeout: VERSION_DEADLINE_MS, encoding: 'utf8' });
  return status === 0 && /Chrom|Firefox/.test(stdout);
}
