/** The tests that stand beside what `stryker.config.js` mutates, and no others: each runs again for each mutant it covers. */
import { defineConfig } from 'vitest/config';
import unit from '../vitest.config.ts';

export default defineConfig({
  ...unit,
  test: {
    ...unit.test,
    include: ['client/protocol/**/*.test.ts', 'client/session/machine.test.ts'],
    setupFiles: ['e2e/mutation/setup.ts'],
    // A test that is only slow has not noticed anything; Stryker ends what does not end.
    testTimeout: 0,
  },
});
