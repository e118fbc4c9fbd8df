/** How quickly chats were live again, over all tests that brought trouble about, read from Playwright's JSON report. */
import { readReport } from './counts.mjs';

/** As `e2e/fixtures/live-again.ts` writes them: what had been in the way, a colon, then milliseconds. */
const ANNOTATION = 'live again (ms)';

/** Null when nothing was measured. */
export function liveAgainLine(file) {
  const times = annotationsOf(readReport(file)?.suites ?? [])
    .flatMap((description) => description.slice(description.lastIndexOf(':') + 1).split(' '))
    .filter((word) => word !== '')
    .map(Number)
    .sort((a, b) => a - b);
  if (times.length === 0) return null;
  const at = (share) => (times[Math.ceil(share * times.length) - 1] / 1000).toFixed(1);
  return `live again after ${times.length} troubles: half within ${at(0.5)} s, 95 % within ${at(0.95)} s, all within ${at(1)} s`;
}

function annotationsOf(suites) {
  return suites.flatMap(({ suites: inner = [], specs }) => [
    ...annotationsOf(inner),
    ...specs.flatMap(({ tests }) =>
      tests.flatMap(({ annotations }) =>
        annotations.filter(({ type }) => type === ANNOTATION).map(({ description }) => description),
      ),
    ),
  ]);
}
