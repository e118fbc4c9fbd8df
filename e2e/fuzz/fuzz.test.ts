/** Section 13.6 of GC/1, in small: a fixed set of inputs for every decoder. `npm run fuzz` draws new ones. */
import { expect, test } from 'vitest';
import { ProtocolError } from '../../client/protocol/errors.ts';
import { fuzz, merge, type Plan } from './engine.ts';
import { decoderTrial, parserTrial, type Target, type Trial } from './target.ts';
import { TARGETS } from './targets.ts';

const PLAN: Plan = { inputs: 20_000, seed: 'fixed', part: 0, parts: 1 };

const { counts, failures } = fuzz(TARGETS, PLAN);

test('no decoder answers with anything but its value, the typed error or null', () => {
  expect(failures).toEqual([]);
});

test.each(TARGETS.map(({ name }) => name))('%s: the inputs are neither all good nor all bad', (name) => {
  const { accepted = 0, ...others } = counts[name] ?? {};
  expect(accepted).toBeGreaterThan(0);
  // These take whatever comes: they repair, and what they cannot understand is counted.
  if (name !== 'event body' && name !== 'link as pasted') expect(Object.values(others).length).toBeGreaterThan(0);
});

test('the parts of a run make the whole, input for input', () => {
  const [cheap] = TARGETS;
  if (cheap === undefined) throw new Error('internal: nothing to fuzz');
  const small = { ...PLAN, inputs: 500 };
  const parts = [0, 1, 2].map((part) => fuzz([cheap], { ...small, part, parts: 3 }));
  expect(merge(parts).counts).toEqual(fuzz([cheap], small).counts);
});

function runOnce(makeTrial: () => Trial) {
  const target: Target = { name: 'target', share: 1, draw: makeTrial };
  return fuzz([target], { ...PLAN, inputs: 1 });
}

function refuse(): never {
  throw new ProtocolError('oversize');
}

function fail(): never {
  throw new TypeError('oops');
}

function checked(): void {
  throw new Error('is wrong');
}

function compute(): null {
  const start = process.cpuUsage();
  while (process.cpuUsage(start).user + process.cpuUsage(start).system < 300_000);
  return null;
}

test.each<[string, () => Trial, RegExp]>([
  ['another error of a decoder', () => decoderTrial('input', fail, checked), /^TypeError: oops$/],
  ['another error of a parser', () => parserTrial('input', fail, checked), /^TypeError: oops$/],
  ['the typed error of a parser', () => parserTrial('input', refuse, checked), /^ProtocolError: protocol: oversize$/],
  ['a wrong value of a decoder', () => decoderTrial('input', () => 1, checked), /^Error: is wrong$/],
  ['a wrong value of a parser', () => parserTrial('input', () => 1, checked), /^Error: is wrong$/],
  ['a long time', () => parserTrial('input', compute, checked), /^took \d+ ms$/],
])('%s is a failure', (_, makeTrial, why) => {
  const { failures: found } = runOnce(makeTrial);
  expect(found).toMatchObject([{ target: 'target', index: 0, input: '"input"' }]);
  expect(found[0]?.why).toMatch(why);
});

test.each<[string, () => Trial, string]>([
  ['the typed error of a decoder', () => decoderTrial('input', refuse, checked), 'oversize'],
  ['null of a parser', () => parserTrial('input', () => null, checked), 'null'],
  [
    'a value that stands the check',
    () =>
      decoderTrial(
        'input',
        () => 1,
        () => undefined,
      ),
    'accepted',
  ],
])('%s is none', (_, makeTrial, outcome) => {
  expect(runOnce(makeTrial)).toMatchObject({ counts: { target: { [outcome]: 1 } }, failures: [] });
});
