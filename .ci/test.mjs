/**
 * `npm test`: everything the project checks, in order, from a fresh clone. The last line is the sum of all tests, and the
 * exit code is 0 only if every step went well. With CI=true a skipped test counts as failed.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { playwrightCounts, sumOf, toLine, vitestCounts } from './counts.mjs';
import { checkNode, installDependencies } from './install.mjs';
import { liveAgainLine } from './live-again.mjs';
import { ROOT, endWithParent, run, runTool, wasInterrupted } from './processes.mjs';

const UNITS_JSON = '.cache/vitest.json';
const E2E_JSON = '.cache/playwright.json';

const STEPS = [
  { name: 'types', start: () => runTool('tsc', ['-b'], { isQuiet: true }) },
  { name: 'lint', start: () => runTool('eslint', ['.', '--max-warnings', '0'], { isQuiet: true }) },
  { name: 'format', start: () => runTool('prettier', ['--check', '--log-level', 'warn', '.'], { isQuiet: true }) },
  { name: 'dead code', start: () => runTool('knip', ['--no-progress'], { isQuiet: true }) },
  {
    name: 'units',
    start: () =>
      runTool('vitest', [
        ...['run', '--config', 'e2e/vitest.config.ts'],
        ...['--reporter=dot', '--reporter=json', `--outputFile.json=${UNITS_JSON}`],
      ]),
    count: () => vitestCounts(UNITS_JSON),
  },
  { name: 'build', start: () => run(process.execPath, ['.ci/build.mjs'], { isQuiet: true }) },
  {
    name: 'e2e',
    needs: 'build',
    start: () =>
      runTool('playwright', ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'], {
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(ROOT, E2E_JSON) },
      }),
    count: () => playwrightCounts(E2E_JSON),
  },
];

endWithParent();
checkNode();
await installDependencies();
const { provideBrowsers } = await import('../e2e/browsers.mjs');
const { provideNetworkTools } = await import('../e2e/network-tools.mjs');
const { provideRelay } = await import('../e2e/relay-tools.mjs');
await provideNetworkTools((sentence) => console.log(sentence));
await provideRelay((sentence) => console.log(sentence));
const excuse = await provideBrowsers((sentence) => console.log(sentence));
if (excuse !== null) {
  console.error(excuse);
  process.exit(1);
}

mkdirSync(join(ROOT, '.cache'), { recursive: true });
for (const file of [UNITS_JSON, E2E_JSON]) rmSync(join(ROOT, file), { force: true });

const outcomes = [];
for (const step of STEPS) {
  if (wasInterrupted()) break;
  outcomes.push(await outcomeOf(step));
}
const counts = sumOf(outcomes.flatMap(({ counts }) => counts ?? []));
const isGood = !wasInterrupted() && outcomes.every(({ isGood }) => isGood) && counts.failed === 0;

console.log('');
for (const { name, isGood, seconds } of outcomes) {
  console.log(`${isGood ? 'ok    ' : 'FAILED'}  ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s`);
}
const liveAgain = liveAgainLine(E2E_JSON);
if (liveAgain !== null) console.log(liveAgain);
console.log(toLine(counts));
process.exitCode = isGood ? 0 : 1;

async function outcomeOf({ name, needs, start, count }) {
  const isPossible = outcomes.every((outcome) => outcome.name !== needs || outcome.isGood);
  console.log(isPossible ? `— ${name}` : `— ${name}: not without ${needs}`);
  const startedAtMs = performance.now();
  const { code, output } = isPossible ? await start() : { code: 1, output: '' };
  if (code !== 0) process.stdout.write(output);
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { name, seconds, isGood: code === 0, counts: count?.() };
}
