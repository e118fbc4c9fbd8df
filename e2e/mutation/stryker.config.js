/**
 * `npm run mutate`: breaks the protocol and the session's table in a thousand small ways, one at a time, and asks whether a
 * test notices. The report and what the next run need not repeat are kept in `.cache/mutation/`.
 */
const CACHE = '.cache/mutation';

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'e2e/mutation/vitest.config.ts' },
  mutate: [
    'client/protocol/**/*.ts',
    '!client/protocol/**/*.test.ts',
    '!client/protocol/testing/**',
    'client/session/machine.ts',
  ],
  // Of the strings, the labels and codes are in the known answers and in types; the rest is for whoever reads an error.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Only what does not end: the machine may be busy, and a slow run would count as a change that was noticed.
  timeoutMS: 60_000,
  thresholds: { high: 95, low: 90, break: 90 },
  incremental: true,
  incrementalFile: `${CACHE}/incremental.json`,
  reporters: ['clear-text', 'progress', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `${CACHE}/report.html` },
  tempDirName: `${CACHE}/sandbox`,
  cleanTempDir: 'always',
  ignorePatterns: ['dist', '.cache/**', '!.cache/vectors/**', 'test-results', 'playwright-report', 'coverage'],
  disableTypeChecks: false,
};
