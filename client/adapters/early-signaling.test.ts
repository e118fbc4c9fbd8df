import { expect, test } from 'vitest';
import type { Signaling, SignalingEvent } from '../session/ports.ts';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { createFakeSignalingServer } from '../session/testing/fake-signaling.ts';
import { createEarlySignaling } from './early-signaling.ts';

const setUp = () => {
  const clock = createFakeClock();
  const server = createFakeSignalingServer(clock);
  let count = 0;
  const early = createEarlySignaling(() => {
    count += 1;
    return server.connect();
  });
  const listen = (signaling: Signaling): SignalingEvent['type'][] => {
    const heard: SignalingEvent['type'][] = [];
    signaling.start(({ type }) => heard.push(type));
    return heard;
  };
  return { clock, server, early, listen, count: () => count };
};

test('it connects before anybody wants it, and tells whoever does what has happened', async () => {
  const { clock, server, early, listen, count } = setUp();
  await clock.advance(10);
  expect(server.connections()).toBe(1);
  const heard = listen(early.create());
  expect(heard).toEqual([]);
  await clock.settle();
  expect(heard).toEqual(['connected']);
  server.stop();
  await clock.advance(10);
  expect(heard).toEqual(['connected', 'disconnected']);
  expect(count()).toBe(1);
});

test('a later one is new, and connects when it is started', async () => {
  const { clock, server, early, listen, count } = setUp();
  listen(early.create());
  const second = early.create();
  await clock.advance(10);
  expect([server.connections(), count()]).toEqual([1, 2]);
  const heard = listen(second);
  expect(heard).toEqual([]);
  await clock.advance(10);
  expect([server.connections(), heard]).toEqual([2, ['connected']]);
});

test('one that nobody took leaves the server, one that was taken stays', async () => {
  for (const isTaken of [false, true]) {
    const { clock, server, early, listen } = setUp();
    await clock.advance(10);
    if (isTaken) listen(early.create());
    early.end();
    await clock.advance(10);
    expect(server.connections()).toBe(isTaken ? 1 : 0);
  }
});
