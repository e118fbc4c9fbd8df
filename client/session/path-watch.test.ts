import { describe, expect, test } from 'vitest';
import { createPathWatch, type PathState, type PathWatch } from './path-watch.ts';
import { createFakeClock, type FakeClock } from './testing/fake-clock.ts';

function start(): { readonly clock: FakeClock; readonly watch: PathWatch; readonly said: PathState[] } {
  const clock = createFakeClock();
  const said: PathState[] = [];
  return { clock, said, watch: createPathWatch(clock, (state) => said.push(state)) };
}

describe('a way that is gone', () => {
  test('is weak after two seconds and broken after eight', async () => {
    const { clock, watch, said } = start();
    watch.set(false);
    await clock.advance(1_999);
    expect(said).toEqual([]);
    await clock.advance(1);
    expect(said).toEqual(['weak']);
    await clock.advance(5_999);
    expect(said).toEqual(['weak']);
    await clock.advance(1);
    expect(said).toEqual(['weak', 'broken']);
    await clock.advance(60_000);
    expect(said).toEqual(['weak', 'broken']);
  });

  test('is gone since it was first said, however often it is', async () => {
    const { clock, watch, said } = start();
    watch.set(false);
    await clock.advance(1_500);
    watch.set(false);
    await clock.advance(500);
    expect(said).toEqual(['weak']);
  });

  test('is fine as soon as it is back, and not a word was said of a short loss', async () => {
    const { clock, watch, said } = start();
    watch.set(false);
    await clock.advance(1_900);
    watch.set(true);
    await clock.advance(60_000);
    expect(said).toEqual([]);
    watch.set(false);
    await clock.advance(3_000);
    watch.set(true);
    await clock.advance(60_000);
    expect(said).toEqual(['weak', 'fine']);
  });

  test('concerns nobody once the session is over', async () => {
    const { clock, watch, said } = start();
    watch.set(false);
    watch.stop();
    await clock.advance(60_000);
    expect(said).toEqual([]);
  });
});
