/** The browser tests: two people, each in a browser of their own, and the server as it is shipped. */
import { defineConfig } from '@playwright/test';
import type { PeopleOptions } from './fixtures/people.ts';

export default defineConfig<object, PeopleOptions>({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../.cache/playwright',
  forbidOnly: process.env['CI'] === 'true',
  fullyParallel: false,
  // Each test runs two browsers, and WebRTC's timing suffers when they starve each other.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  projects: [
    // The mixed pairs show each engine on either side; what takes long is not done a third time.
    { name: 'chromium-chromium', grepInvert: /@long/, use: { hostBrowser: 'chromium', guestBrowser: 'chromium' } },
    { name: 'chromium-firefox', use: { hostBrowser: 'chromium', guestBrowser: 'firefox' } },
    { name: 'firefox-chromium', use: { hostBrowser: 'firefox', guestBrowser: 'chromium' } },
  ],
});
