import { expect, test } from 'vitest';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { createFakePage } from '../session/testing/fake-page.ts';
import { createFakeRandom } from '../session/testing/fake-random.ts';
import { keepLoading } from './keep-loading.ts';

function setUp(failures: number) {
  const clock = createFakeClock();
  const page = createFakePage();
  let asked = 0;
  let failed = 0;
  const loaded = keepLoading(
    () => {
      asked += 1;
      return asked > failures ? Promise.resolve('code') : Promise.reject(new Error('no network'));
    },
    { clock, random: createFakeRandom('load'), page },
    () => {
      failed += 1;
    },
  );
  return { clock, page, loaded, counts: () => ({ asked, failed }) };
}

test('code that cannot be had is asked for again, after longer and longer pauses', async () => {
  const { clock, loaded, counts } = setUp(3);
  await clock.settle();
  expect(counts()).toEqual({ asked: 1, failed: 1 });
  await clock.advance(60_000);
  expect(await loaded).toBe('code');
  expect(counts()).toEqual({ asked: 4, failed: 3 });
  expect(clock.pendingTimers()).toBe(0);
});

test('and at once when the page is online again', async () => {
  const { clock, page, loaded, counts } = setUp(1);
  await clock.settle();
  page.emit('online');
  expect(await loaded).toBe('code');
  expect(counts()).toEqual({ asked: 2, failed: 1 });
  page.emit('online');
  await clock.advance(60_000);
  expect(counts().asked).toBe(2);
});
