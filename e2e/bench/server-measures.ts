/** How `bench:server` weighs: by what the operating system says of the server's process, and by what its clients wait. */
import { setTimeout as wait } from 'node:timers/promises';
import { drawRoom } from '../../signaling/rooms.contract.ts';
import { addressOf, openClient, type Client } from '../abuse/client.ts';
import { startInspected, startShipped } from '../abuse/server-process.ts';
import { times } from '../abuse/times.ts';
import { quantile } from './quantile.ts';
import { FRAME, type End, type Kind } from './server-kinds.ts';

/** Connections being made at the same time. */
const AT_ONCE = 64;
export const [FEW, MANY] = [2_000, 10_000];
/** More than the 25 s between two pings. */
const IDLE_MS = 26_000;
const SETTLE_MS = 3_000;
const PAIRS = 64;
const ROUNDS = 9;
const FRAMES_A_ROUND = 200;
const HOSTS = 1_000;
const INVITES_A_HOST = 100;
const JOINS_PER_SECOND = 410;
const JOIN_SECONDS = 15;
export const RETURNING = 5_000;

interface RelayRound {
  readonly cpuUs: number;
  readonly perSecond: number;
  readonly lonelyMs: readonly number[];
}

/** What somebody costs who only waits. */
export async function measureIdle({ start, idle }: Kind) {
  const server = await start();
  const emptyBytes = server.rssBytes();
  const emptySeconds = server.cpuSeconds();
  await times(FEW, AT_ONCE, (visitor) => idle(server.port, visitor));
  await wait(SETTLE_MS);
  const fewBytes = server.rssBytes();
  await times(MANY - FEW, AT_ONCE, (visitor) => idle(server.port, FEW + visitor));
  const connectSeconds = server.cpuSeconds() - emptySeconds;
  await wait(SETTLE_MS);
  const manyBytes = server.rssBytes();
  const beforeSeconds = server.cpuSeconds();
  await wait(IDLE_MS);
  const idleShare = ((server.cpuSeconds() - beforeSeconds) / IDLE_MS) * 1000;
  await server.end('SIGKILL');
  return {
    fewBytes: (fewBytes - emptyBytes) / FEW,
    manyBytes: (manyBytes - emptyBytes) / MANY,
    connectMs: (connectSeconds / MANY) * 1000,
    idleShare,
  };
}

/** The servers take turns, so what else the machine does falls on all alike; the first turn of each only warms it up. */
export async function measureRelay(kinds: readonly Kind[]) {
  const stands = await Promise.all(
    kinds.map(async ({ start, pair }) => ({ server: await start(), pair, figures: [] as RelayRound[] })),
  );
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { pair, server, figures } of stands) {
      // New ones, for a seat carries only so many frames.
      const pairs = await times(PAIRS, AT_ONCE, (at) => pair(server.port, (round * PAIRS + at) * 2));
      const lonelyMs = await exchange(pairs.slice(0, 4), FRAMES_A_ROUND / 2);
      const beforeSeconds = server.cpuSeconds();
      const beganAtMs = performance.now();
      const { length } = await exchange(pairs, FRAMES_A_ROUND);
      const cpuUs = ((server.cpuSeconds() - beforeSeconds) / length) * 1e6;
      const perSecond = (length / (performance.now() - beganAtMs)) * 1000;
      if (round > 0) figures.push({ cpuUs, perSecond, lonelyMs });
    }
  }
  for (const { server } of stands) await server.end('SIGKILL');
  return stands.map(({ figures }) => {
    const lonelyMs = figures.flatMap((round) => round.lonelyMs);
    return {
      cpuUs: quantile(
        figures.map(({ cpuUs }) => cpuUs),
        0.5,
      ),
      perSecond: quantile(
        figures.map(({ perSecond }) => perSecond),
        0.5,
      ),
      p50Ms: quantile(lonelyMs, 0.5),
      p99Ms: quantile(lonelyMs, 0.99),
    };
  });
}

/** Each pair plays ping-pong; how long each frame was on its way, in milliseconds. */
async function exchange(pairs: readonly (readonly [End, End])[], frames: number): Promise<number[]> {
  const tookMs: number[] = [];
  const play = ([left, right]: readonly [End, End]) =>
    new Promise<void>((resolve) => {
      let sentAtMs = performance.now();
      let count = 0;
      const heardBy = (me: End, other: End) => () => {
        tookMs.push(performance.now() - sentAtMs);
        count += 1;
        sentAtMs = performance.now();
        if (count === frames) resolve();
        else me.send(other.id);
      };
      left.onFrame = heardBy(left, right);
      right.onFrame = heardBy(right, left);
      left.send(right.id);
    });
  await Promise.all(pairs.map(play));
  return tookMs;
}

/** What another invite of a host that is connected already costs: what the process grew by, and what of it lives. */
export async function measureInvites() {
  const server = await startInspected({ GC_OPEN_BUDGET: '1000000+1/s' });
  const hosts = await times(HOSTS, AT_ONCE, (visitor) => openClient({ port: server.port, from: addressOf(visitor) }));
  const openEach = (count: number) =>
    times(hosts.length, AT_ONCE, async (at) => {
      for (let opened = 0; opened < count; opened += 1) await hosts[at]?.call('open', drawRoom(4).opening);
    });
  // So that the process has the memory that any opening takes for a moment.
  await openEach(INVITES_A_HOST / 10);
  await wait(SETTLE_MS);
  const beforeBytes = server.rssBytes();
  const beforeLiving = await server.livingBytes();
  await openEach(INVITES_A_HOST);
  await wait(SETTLE_MS);
  const grownBytes = server.rssBytes() - beforeBytes;
  const livingBytes = (await server.livingBytes()) - beforeLiving;
  await server.end('SIGKILL');
  const invites = HOSTS * INVITES_A_HOST;
  return { rssBytes: grownBytes / invites, livingBytes: livingBytes / invites };
}

/**
 * So many come in each second, whether those before them are done or not. A join is whole: connect, join, ten frames that
 * are handed over. The host's part is in the server's cost too.
 */
export async function measureJoins() {
  const server = await startShipped();
  const count = JOINS_PER_SECOND * JOIN_SECONDS;
  const hosts = await times(100, AT_ONCE, async (visitor) => {
    const client = await openClient({ port: server.port, from: addressOf(visitor) });
    const rooms = Array.from({ length: Math.ceil(count / 100) }, () => drawRoom(4));
    for (const room of rooms) await client.call('open', room.opening);
    return rooms;
  });
  const rooms = hosts.flat().slice(0, count);
  const tookMs: number[] = [];
  const join = async (at: number): Promise<void> => {
    const room = rooms[at] ?? drawRoom(4);
    const fromMs = performance.now();
    const guest = await openClient({ port: server.port, from: addressOf(1_000 + at) });
    const { peer } = await guest.call('join', { roomId: room.roomId, token: room.token });
    for (let frame = 0; frame < 10; frame += 1) {
      const { status } = await guest.call('relay', { roomId: room.roomId, peer, frame: FRAME });
      if (status !== 'handed') throw new Error(`A frame of a join was ${String(status)}.`);
    }
    tookMs.push(performance.now() - fromMs);
    guest.close();
  };
  const beforeSeconds = server.cpuSeconds();
  const beganAtMs = performance.now();
  const joins: Promise<void>[] = [];
  while (joins.length < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - beganAtMs) / 1000) * JOINS_PER_SECOND));
    while (joins.length < due) joins.push(join(joins.length));
    await wait(5);
  }
  await Promise.all(joins);
  const seconds = (performance.now() - beganAtMs) / 1000;
  const coreShare = (server.cpuSeconds() - beforeSeconds) / seconds;
  await server.end('SIGKILL');
  return { perSecond: count / seconds, coreShare, p50Ms: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99) };
}

/** The server is killed and comes back at once; the hosts do what the pages do: 0.5 to 5 s between tries, with jitter. */
export async function measureReturn() {
  const settings = { GC_MAX_CONNECTIONS: '15000' };
  const first = await startShipped(settings);
  const openings = Array.from({ length: RETURNING }, () => drawRoom(4).opening);
  await times(RETURNING, AT_ONCE, async (at) => {
    const client = await openClient({ port: first.port, from: addressOf(at) });
    await client.call('open', openings[at] ?? drawRoom(4).opening);
  });
  await first.end('SIGKILL');
  const killedAtMs = performance.now();
  const second = await startShipped({ ...settings, PORT: String(first.port) });
  const backMs: number[] = [];
  const comeBack = async (at: number): Promise<void> => {
    for (let delayMs = 500; ; delayMs = Math.min(5_000, delayMs * 2)) {
      await wait(delayMs * (0.5 + Math.random()));
      const client: Client | null = await openClient({ port: second.port, from: addressOf(at) }).catch(() => null);
      const answer = await client?.call('open', openings[at] ?? drawRoom(4).opening).catch(() => null);
      if (answer?.['status'] !== 'open') continue;
      backMs.push(performance.now() - killedAtMs);
      return;
    }
  };
  await Promise.all(openings.map((_opening, at) => comeBack(at)));
  await second.end('SIGKILL');
  return { p99Seconds: quantile(backMs, 0.99) / 1000 };
}
