import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { createReconnection, type Knock, type Reconnection } from './reconnection.ts';

interface World {
  readonly clock: ReturnType<typeof createFakeClock>;
  readonly reconnection: Reconnection;
  answer: Knock;
  /** How long the server takes to answer. */
  answerMs: number;
  /** When the jitter is drawn next, what comes. */
  draw: number;
  readonly knocks: number[];
  readonly connects: number[];
}

function start(): World {
  const clock = createFakeClock();
  const beganAtUnixMs = clock.now();
  const elapsedMs = (): number => clock.now() - beganAtUnixMs;
  const world: World = {
    clock,
    answer: 'away',
    answerMs: 1,
    draw: 0.5,
    knocks: [],
    connects: [],
    reconnection: createReconnection({
      clock,
      random: () => world.draw,
      knock: () =>
        new Promise((resolve) => {
          world.knocks.push(elapsedMs());
          clock.after(world.answerMs, () => {
            resolve(world.answer);
          });
        }),
      connect: () => world.connects.push(elapsedMs()),
    }),
  };
  return world;
}

describe('a server that was lost', () => {
  test('is looked for after half a second, then every second, and connected to only when it answers', async () => {
    const world = start();
    world.reconnection.lost();
    await world.clock.advance(4_000);
    expect(world.knocks).toEqual([500, 1_501, 2_502, 3_503]);
    expect(world.connects).toEqual([]);
    world.answer = 'there';
    await world.clock.advance(10_000);
    expect(world.knocks).toHaveLength(5);
    expect(world.connects).toEqual([4_505]);
  });

  test('is never looked for more than one and a half seconds apart, nor less than half of one', async () => {
    for (const [draw, gapMs] of [
      [0, 500],
      [0.999_999, 1_500],
    ] as const) {
      const world = start();
      world.draw = draw;
      world.reconnection.lost();
      await world.clock.advance(60_000);
      const gapsMs = world.knocks.slice(1).map((at, i) => at - (world.knocks[i] ?? 0));
      expect(Math.max(...gapsMs)).toBeLessThanOrEqual(gapMs + 1);
      expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(gapMs - 1);
    }
  });

  test('that swallows three questions is tried without an answer', async () => {
    const world = start();
    world.answer = 'silent';
    world.reconnection.lost();
    await world.clock.advance(2_600);
    expect(world.knocks).toHaveLength(3);
    expect(world.connects).toHaveLength(1);
    world.reconnection.lost();
    await world.clock.advance(2_100);
    expect(world.connects).toHaveLength(1);
  });
});

describe('hurrying', () => {
  test('looks at once, and a hundred times at once is one look', async () => {
    const world = start();
    world.reconnection.lost();
    await world.clock.advance(100);
    for (let i = 0; i < 100; i += 1) world.reconnection.hurry();
    await world.clock.advance(1);
    expect(world.knocks).toEqual([100]);
    await world.clock.advance(900);
    expect(world.knocks).toEqual([100]);
  });

  test('finds a server that is there without a pause', async () => {
    const world = start();
    world.answer = 'there';
    world.reconnection.lost();
    world.reconnection.hurry();
    await world.clock.advance(1);
    expect(world.connects).toEqual([1]);
  });
});

test('once connected, or not wanted any more, nothing happens, whatever was under way', async () => {
  const world = start();
  world.answer = 'there';
  world.answerMs = 100;
  world.reconnection.lost();
  world.reconnection.hurry();
  await world.clock.advance(50);
  world.reconnection.stop();
  await world.clock.advance(10_000);
  expect(world.connects).toEqual([]);
  expect(world.clock.pendingTimers()).toBe(0);
  world.answer = 'away';
  world.answerMs = 1;
  world.reconnection.lost();
  await world.clock.advance(600);
  expect(world.knocks.slice(1)).toEqual([10_550]);
});
