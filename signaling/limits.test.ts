import { beforeEach, expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { createLimits } from './limits.ts';

const SHIPPED = loadConfig({}).limits;

let nowUnixMs = 0;
const now = () => nowUnixMs;

beforeEach(() => {
  nowUnixMs = Date.UTC(2026, 10, 23);
});

const toKeys = (host: number, network = 0) => ({ narrow: `host ${network} ${host}`, wide: `network ${network}` });

test('an address has so many connections at once, and room for another when one ends', () => {
  const limits = createLimits({ ...SHIPPED, addressConnections: 3 }, now);
  const ends = [1, 2, 3].map(() => limits.hold(toKeys(1)));
  expect(limits.refusal(toKeys(1))).toBe('crowded');
  expect(limits.refusal(toKeys(2))).toBeNull();
  ends[0]?.();
  expect(limits.refusal(toKeys(1))).toBeNull();
});

test('a network has so many connections as sixteen of its addresses', () => {
  const limits = createLimits({ ...SHIPPED, addressConnections: 3 }, now);
  for (let host = 0; host < 48; host += 1) limits.hold(toKeys(host));
  expect(limits.refusal(toKeys(99))).toBe('crowded');
  expect(limits.refusal(toKeys(99, 1))).toBeNull();
});

test('new connections beyond the budget are refused until some time has passed', () => {
  const limits = createLimits({ ...SHIPPED, connects: { burst: 10, perSecond: 2 } }, now);
  for (let count = 0; count < 10; count += 1) expect(limits.refusal(toKeys(1))).toBeNull();
  expect(limits.refusal(toKeys(1))).toBe('rate');
  expect(limits.refusal(toKeys(2))).toBeNull();
  nowUnixMs += 500;
  expect(limits.refusal(toKeys(1))).toBeNull();
});

test('many addresses of one network share a larger budget', () => {
  const limits = createLimits({ ...SHIPPED, connects: { burst: 10, perSecond: 2 } }, now);
  const answers = Array.from({ length: 200 }, (_, host) => limits.refusal(toKeys(host)));
  expect(answers.filter((answer) => answer === null)).toHaveLength(160);
  expect(limits.refusal(toKeys(0, 1))).toBeNull();
});

test('joins are counted by address, and by room whoever asks', () => {
  const limits = createLimits(SHIPPED, now);
  const joined = (host: number, room: string) => limits.takeJoin(toKeys(host, host), room);
  const oneRoom = Array.from({ length: 100 }, (_, host) => joined(host, 'room'));
  expect(oneRoom.filter(Boolean)).toHaveLength(30);
  const oneAddress = Array.from({ length: 200 }, (_, room) => joined(1_000, `room ${room}`));
  expect(oneAddress.filter(Boolean)).toHaveLength(120);
});

test('a seat carries a few attempts and no more', () => {
  const { frames } = createLimits(SHIPPED, now);
  let taken = 0;
  while (taken < 10_000 && frames.take('seat')) taken += 1;
  expect(taken).toBe(400);
  expect(frames.take('another seat')).toBe(true);
});

test('a guest that tries as fast as GC/1 section 8 lets it never hits a budget, alone or as one of four', () => {
  const limits = createLimits(SHIPPED, now);
  for (let second = 0; second < 3_600; second += 2) {
    // The network failed: 0.5, 1, 2, 2, … seconds. Each try connects anew, joins and makes a full attempt.
    const guests = second % 6 === 0 ? [1, 2, 3, 4] : [1];
    for (const guest of guests) {
      expect(limits.refusal(toKeys(1))).toBeNull();
      expect(limits.takeJoin(toKeys(1), 'invite')).toBe(true);
      for (let frame = 0; frame < 40; frame += 1) expect(limits.frames.take(`seat ${second} ${guest}`)).toBe(true);
    }
    nowUnixMs += 2_000;
  }
});

test('a host with 500 chats opens both rooms of each at once, after a restart of the server', () => {
  const limits = createLimits(SHIPPED, now);
  for (let room = 0; room < 1_000; room += 1) {
    expect(limits.opens.take(toKeys(1), 0)).toBe(true);
    expect(limits.opens.take(toKeys(1))).toBe(true);
  }
  expect(limits.opens.take(toKeys(1), 0)).toBe(false);
  expect(limits.opens.take(toKeys(2), 0)).toBe(true);
});

test('as many people behind one address as may be connected all come back at once', () => {
  const limits = createLimits(SHIPPED, now);
  for (let person = 0; person < SHIPPED.addressConnections; person += 1) {
    expect(limits.refusal(toKeys(1))).toBeNull();
    limits.hold(toKeys(1));
  }
  expect(limits.refusal(toKeys(1))).toBe('crowded');
});
