/** The browser tests: two people, each in a browser of their own, and the server as it is shipped. */
import { defineConfig } from '@playwright/test';
import type { Engine } from './browsers.mjs';
import type { PeopleOptions } from './fixtures/people.ts';

const EVERY_PAIR = /@every-pair/;
/** What is the same in every browser. */
const ONCE = /@once/;

export default defineConfig<object, PeopleOptions>({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../.cache/playwright',
  forbidOnly: process.env['CI'] === 'true',
  fullyParallel: false,
  // A test waits as much as it computes, for browsers to answer and for networks to heal: two of them fill two cores.
  workers: 2,
  // Far more than a test takes; a machine may be busy.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  projects: [
    // The mixed pairs show each engine on either side. Where it matters who meets whom, every pair takes its turn, and phones.
    { ...pair('chromium', 'firefox'), grepInvert: ONCE },
    { ...pair('firefox', 'chromium'), grepInvert: ONCE },
    { ...pair('chromium', 'chromium'), grep: [EVERY_PAIR, ONCE] },
    { ...pair('firefox', 'firefox'), grep: EVERY_PAIR },
    {
      name: 'phones',
      grep: EVERY_PAIR,
      use: { hostBrowser: 'firefox', guestBrowser: 'chromium', formFactor: 'phone' },
    },
  ],
});

function pair(hostBrowser: Engine, guestBrowser: Engine) {
  return { name: `${hostBrowser}-${guestBrowser}`, use: { hostBrowser, guestBrowser } };
}
