/**
 * `npm run lab -- [--profile P]… [--pair C-F]… [--tries N] [--list]`: the built app between two browsers behind simulated
 * networks, a row for each profile and pair. Fails when something does not connect that can, or loses or doubles a word.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCertificate } from '../../.ci/certificate.mjs';
import { BARE, RELAY, SERVER } from './addresses.ts';
import { runCell, type Cell } from './cell.ts';
import { PROFILES } from './profiles.ts';
import { HEADER, toGoals, toRow, type Outcome } from './report.ts';
import { whyNoLab } from './requirements.ts';

const ENGINES = { C: 'chromium', F: 'firefox' } as const;
const PAIRS = ['C-C', 'C-F', 'F-C', 'F-F'] as const;

const { values } = parseArgs({
  options: {
    /** Its whole name. */
    profile: { type: 'string', multiple: true, default: [] },
    /** Host, guest. */
    pair: { type: 'string', multiple: true, default: [] },
    tries: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});

if (values.list) {
  for (const { name } of PROFILES) console.log(name);
  process.exit(0);
}
const excuse = whyNoLab() ?? whyNotAsked();
if (excuse !== null) {
  console.error(excuse);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'guest-chats-lab-'));
// What others leave there when they are interrupted goes with it.
process.env['TMPDIR'] = folder;
removeAfterUs(folder);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
for (const address of [SERVER, RELAY, BARE]) await makeCertificate(join(folder, address), address);

const began = performance.now();
const outcomes: Outcome[] = [];
console.log(HEADER);
for (const cell of toCells()) {
  const outcome = { cell, result: await runCell(cell, folder) };
  outcomes.push(outcome);
  console.log(toRow(outcome));
  if (outcome.result.steps !== '') console.log(`  from the trouble on: ${outcome.result.steps}`);
  for (const fault of outcome.result.faults) console.log(`  ${fault.replaceAll('\n', '\n  ')}`);
}
const failed = outcomes.filter(({ result }) => result.faults.length > 0).length;
console.log(`\n${toGoals(outcomes)}`);
console.log(
  `${failed === 0 ? 'All well' : `${failed} FAILED`}, ${((performance.now() - began) / 60_000).toFixed(1)} minutes.`,
);
process.exit(failed === 0 ? 0 : 1);

/** However this process ends, and when the browsers have ended as well. */
function removeAfterUs(path: string): void {
  const script = 'read word; sleep 2; rm -rf -- "$1"';
  spawn('sh', ['-c', script, 'sh', path], { stdio: ['pipe', 'ignore', 'ignore'], detached: true }).unref();
}

function whyNotAsked(): string | null {
  const unknown = values.profile.find((wanted) => !PROFILES.some(({ name }) => name === wanted));
  if (unknown !== undefined) return `There is no profile "${unknown}": --list names them.`;
  if (!values.pair.every((pair) => PAIRS.some((known) => known === pair)))
    return `A pair is one of ${PAIRS.join(', ')}: first the host, then the guest.`;
  if (values.tries !== undefined && !/^[1-9]\d{0,2}$/.test(values.tries))
    return '--tries takes a number from 1 to 999.';
  return toCells().length === 0 ? 'That network can be tried with Chromium on both sides only.' : null;
}

function toCells(): readonly Cell[] {
  const isAsked = (pair: string): boolean => values.pair.length === 0 || values.pair.includes(pair);
  const isWanted = (name: string): boolean =>
    values.profile.length === 0 || values.profile.some((wanted) => name === wanted);
  return PROFILES.filter(({ name }) => isWanted(name)).flatMap((profile) =>
    PAIRS.filter(isAsked).flatMap((pair) => {
      const [host, guest] = toEngines(pair);
      const usual = profile.tries[host === guest ? host : 'mixed'];
      if (usual === null || (usual === 0 && values.pair.length === 0)) return [];
      return [{ profile, pair, host, guest, tries: Number(values.tries ?? Math.max(1, usual)) }];
    }),
  );
}

function toEngines(pair: (typeof PAIRS)[number]) {
  switch (pair) {
    case 'C-C':
      return [ENGINES.C, ENGINES.C] as const;
    case 'C-F':
      return [ENGINES.C, ENGINES.F] as const;
    case 'F-C':
      return [ENGINES.F, ENGINES.C] as const;
    case 'F-F':
      return [ENGINES.F, ENGINES.F] as const;
  }
}
