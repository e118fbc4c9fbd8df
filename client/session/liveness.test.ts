import { describe, expect, test } from 'vitest';
import { createLiveness } from './liveness.ts';
import { createFakeClock } from './testing/fake-clock.ts';

function start(): {
  clock: ReturnType<typeof createFakeClock>;
  liveness: ReturnType<typeof createLiveness>;
  said: string[];
} {
  const clock = createFakeClock();
  const said: string[] = [];
  const liveness = createLiveness(clock, {
    ping: (id) => said.push(`ping ${String(id)}`),
    changed: (state) => said.push(state),
  });
  return { clock, liveness, said };
}

test('asks after two seconds of silence, misses the answer soon, and calls the other side quiet after 4.5', async () => {
  const { clock, said } = start();
  await clock.advance(1_999);
  expect(said).toEqual([]);
  await clock.advance(1);
  expect(said).toEqual(['ping 1']);
  await clock.advance(749);
  expect(said).toEqual(['ping 1']);
  await clock.advance(1);
  expect(said).toEqual(['ping 1', 'late']);
  await clock.advance(1_749);
  expect(said).toEqual(['ping 1', 'late']);
  await clock.advance(1);
  expect(said).toEqual(['ping 1', 'late', 'quiet']);
});

test('whatever arrives postpones the question', async () => {
  const { clock, liveness, said } = start();
  for (let i = 0; i < 10; i += 1) {
    await clock.advance(1_900);
    liveness.heard();
  }
  expect(said).toEqual([]);
});

test('an answer says so only if it was missed', async () => {
  const { clock, liveness, said } = start();
  await clock.advance(2_100);
  liveness.heard();
  await clock.advance(2_000);
  expect(said).toEqual(['ping 1', 'ping 2']);
  await clock.advance(750);
  liveness.heard();
  expect(said).toEqual(['ping 1', 'ping 2', 'late', 'heard']);
  await clock.advance(4_500);
  liveness.heard();
  expect(said.slice(4)).toEqual(['ping 3', 'late', 'quiet', 'heard']);
});

test('gives up after thirty more seconds', async () => {
  const { clock, said } = start();
  await clock.advance(4_500 + 29_999);
  expect(said.at(-1)).toBe('quiet');
  await clock.advance(1);
  expect(said.at(-1)).toBe('lost');
  expect(clock.pendingTimers()).toBe(0);
});

test('asks every twenty seconds when nobody is looking', async () => {
  const { clock, liveness, said } = start();
  liveness.setWatched(false);
  await clock.advance(19_999);
  expect(said).toEqual([]);
  await clock.advance(1);
  expect(said).toEqual(['ping 1']);
});

test('a clock that is set back neither hides silence nor invents it', async () => {
  const { clock, said } = start();
  clock.set(0);
  await clock.advance(4_500);
  expect(said).toEqual(['ping 1', 'late', 'quiet']);
});

test('says nothing after it is stopped', async () => {
  const { clock, liveness, said } = start();
  liveness.stop();
  await clock.advance(120_000);
  expect(said).toEqual([]);
});

describe('a probe', () => {
  test('asks at once and gives the other side two seconds, however often it is called', async () => {
    const { clock, liveness, said } = start();
    for (let i = 0; i < 100; i += 1) liveness.probe();
    expect(said).toEqual(['ping 1']);
    await clock.advance(1_999);
    liveness.probe();
    expect(said).toEqual(['ping 1', 'late']);
    await clock.advance(1);
    expect(said).toEqual(['ping 1', 'late', 'quiet']);
  });

  test('that is answered changes nothing, and the next one asks again', async () => {
    const { clock, liveness, said } = start();
    liveness.probe();
    await clock.advance(100);
    liveness.heard();
    await clock.advance(1_900);
    expect(said).toEqual(['ping 1']);
    liveness.probe();
    expect(said).toEqual(['ping 1', 'ping 2']);
  });

  test('gives a question that was out already a fresh deadline', async () => {
    const { clock, liveness, said } = start();
    await clock.advance(4_400);
    liveness.probe();
    await clock.advance(1_999);
    expect(said).toEqual(['ping 1', 'late', 'ping 2', 'late']);
    await clock.advance(1);
    expect(said).toEqual(['ping 1', 'late', 'ping 2', 'late', 'quiet']);
  });

  test('in silence asks once more, and the session is given up no later', async () => {
    const { clock, liveness, said } = start();
    await clock.advance(4_500 + 29_000);
    liveness.probe();
    liveness.probe();
    await clock.advance(1_000);
    expect(said).toEqual(['ping 1', 'late', 'quiet', 'ping 2', 'lost']);
  });
});
