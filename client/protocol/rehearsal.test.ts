import { expect, test } from 'vitest';
import { rehearseContact } from './rehearsal.ts';
import { seededRandom } from './testing/seeded-random.ts';

test('a rehearsal is a whole contact, and rests between its parts', async () => {
  const random = seededRandom('rehearsal');
  // One draw of each side's every secret, so that nothing of the handshake is left out.
  const drawnAt: number[] = [];
  let pauses = 0;
  await rehearseContact(
    (length) => {
      drawnAt.push(pauses);
      return random(length);
    },
    () => {
      pauses += 1;
      return Promise.resolve();
    },
  );
  expect(pauses).toBe(5);
  expect(new Set(drawnAt)).toEqual(new Set([0, 1, 2, 3]));
});

test('a page that never rests is not kept busy', async () => {
  let drawn = 0;
  void rehearseContact(
    (length) => {
      drawn += length;
      return new Uint8Array(length).fill(drawn);
    },
    () => new Promise(() => undefined),
  );
  const soFar = drawn;
  await Promise.resolve();
  expect(soFar).toBeGreaterThan(0);
  expect(drawn).toBe(soFar);
});
