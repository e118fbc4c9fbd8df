/** What the test runners counted, read from their JSON reports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './processes.mjs';

/** A runner that left no report is one failure: its tests did not pass. */
const NO_REPORT = { passed: 0, failed: 1, skipped: 0 };

export function vitestCounts(file) {
  const report = readReport(file);
  if (report === null) return NO_REPORT;
  // A file that could not be loaded has no tests, and would otherwise be counted nowhere.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export function playwrightCounts(file) {
  const report = readReport(file);
  if (report === null) return NO_REPORT;
  const { expected, unexpected, flaky, skipped } = report.stats;
  // Errors outside of any test, such as a spec that could not be loaded.
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/** With CI=true nothing may be skipped. */
export function sumOf(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  if (process.env.CI !== 'true') return total;
  return { passed: total.passed, failed: total.failed + total.skipped, skipped: 0 };
}

export function toLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

/** Null when there is none. */
export function readReport(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  } catch {
    return null;
  }
}
