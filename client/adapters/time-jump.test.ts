import { expect, test } from 'vitest';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { watchTimeJumps } from './time-jump.ts';

function watch(): { clock: ReturnType<typeof createFakeClock>; jumps: () => number } {
  const clock = createFakeClock();
  let jumps = 0;
  watchTimeJumps(clock, () => (jumps += 1));
  return { clock, jumps: () => jumps };
}

test('time that passes is no jump', async () => {
  const { clock, jumps } = watch();
  await clock.advance(3_600_000);
  expect(jumps()).toBe(0);
});

test.each([
  ['forward, as after sleep', 60_000],
  ['back, as when it was set', -60_000],
])('a clock that jumps %s is noticed once, within two seconds', async (_direction, ms) => {
  const { clock, jumps } = watch();
  await clock.advance(1_000);
  clock.set(clock.now() + ms);
  await clock.advance(2_000);
  expect(jumps()).toBe(1);
  await clock.advance(60_000);
  expect(jumps()).toBe(1);
});
