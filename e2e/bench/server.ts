/**
 * `npm run bench:server`: what the server costs beside a bare socket.io relay, a bare WebSocket relay and the PeerJS
 * server, each in a process of its own, with the load from this one. The figures of one run compare; those of two do not.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { drawRoom } from '../../signaling/rooms.contract.ts';
import { addressOf, openClient, type Client } from '../abuse/client.ts';
import { startServer, startShipped, type ServerProcess } from '../abuse/server-process.ts';
import { times } from '../abuse/times.ts';
import { openWire } from '../abuse/wire.ts';

const [FEW, MANY] = [2_000, 10_000];
const FRAME = randomBytes(1_500).toString('base64url');
const PAIRS = 64;
const FRAMES_PER_PAIR = 300;
const JOINS = 2_000;
const RETURNING = 5_000;
const IDLE_MS = 26_000;
/** Connections being made at the same time. */
const AT_ONCE = 64;

/** One end of a pair: says a frame to the other, which hears it. */
interface End {
  readonly id: string;
  send: (peer: string) => void;
  onFrame: () => void;
}

interface Kind {
  readonly name: string;
  readonly start: () => Promise<ServerProcess>;
  /** Somebody who waits, as a host does. */
  readonly idle: (port: number, visitor: number) => Promise<unknown>;
  readonly pair: (port: number, visitor: number) => Promise<readonly [End, End]>;
}

const baseline = (name: string) => startServer(['e2e/bench/server-baselines.mjs', name], {}, /^ready: (\d+)$/m);

const OURS: Kind = {
  name: 'guest-chats',
  start: () => startShipped(),
  idle: async (port, visitor) => {
    const client = await openClient({ port, from: addressOf(visitor) });
    await client.call('open', drawRoom(4).opening);
    return client;
  },
  pair: async (port, visitor) => {
    const room = drawRoom(1);
    const ends = [0, 1].map(() => toEnd());
    const [host, guest] = ends as [End, End];
    const toClient = (end: End, from: string) =>
      openClient({ port, from, onEvent: (name) => (name === 'relay' ? end.onFrame() : undefined) });
    const clients = [await toClient(host, addressOf(visitor)), await toClient(guest, addressOf(visitor + 1))];
    await clients[0]?.call('open', room.opening);
    const { peer } = (await clients[1]?.call('join', { roomId: room.roomId, token: room.token })) ?? {};
    for (const [at, end] of ends.entries())
      end.send = () => clients[at]?.say('relay', { roomId: room.roomId, peer, frame: FRAME });
    return [host, guest];
  },
};

const BARE_SOCKETIO: Kind = {
  name: 'bare socket.io',
  start: () => baseline('socket.io'),
  idle: (port, visitor) => openClient({ port, from: addressOf(visitor) }),
  pair: async (port, visitor) => {
    const make = async (): Promise<End> => {
      const end = toEnd();
      let id = '';
      const onEvent = (name: string, payload: Readonly<Record<string, unknown>>) => {
        if (name === 'welcome') id = String(payload['id']);
        else end.onFrame();
      };
      const client = await openClient({ port, from: addressOf(visitor), onEvent });
      return Object.assign(end, { id, send: (peer: string) => client.say('relay', { peer, frame: FRAME }) });
    };
    return [await make(), await make()];
  },
};

const BARE_WS: Kind = {
  name: 'bare ws',
  start: () => baseline('ws'),
  idle: (port, visitor) => openWire({ port, from: addressOf(visitor), path: '/' }),
  pair: async (port, visitor) => {
    const make = async (): Promise<End> => {
      const end = toEnd();
      let hear: (id: string) => void = () => undefined;
      const said = new Promise<string>((resolve) => (hear = resolve));
      const onText = (text: string) => {
        const { id } = JSON.parse(text) as { id?: string };
        if (id === undefined) end.onFrame();
        else hear(id);
      };
      const wire = await openWire({ port, from: addressOf(visitor), path: '/', onText });
      const send = (peer: string) => wire.send(JSON.stringify({ peer, frame: FRAME }));
      return Object.assign(end, { id: await said, send });
    };
    return [await make(), await make()];
  },
};

const peerPath = (id: string) => `/peerjs?key=peerjs&id=${id}&token=${id}`;
const PEERJS: Kind = {
  name: 'PeerJS server',
  start: () => baseline('peerjs'),
  idle: (port, visitor) =>
    openWire({ port, from: addressOf(visitor), path: peerPath(`p${randomBytes(8).toString('hex')}`) }),
  pair: async (port, visitor) => {
    const make = async (): Promise<End> => {
      const id = `p${randomBytes(8).toString('hex')}`;
      const end = toEnd(id);
      let open = (): void => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      const onText = (text: string) => {
        if (text.includes('"OPEN"')) open();
        else end.onFrame();
      };
      const wire = await openWire({ port, from: addressOf(visitor), path: peerPath(id), onText });
      await opened;
      end.send = (peer) => wire.send(JSON.stringify({ type: 'OFFER', dst: peer, payload: { sdp: FRAME } }));
      return end;
    };
    return [await make(), await make()];
  },
};

const rows: Record<string, Record<string, string>> = {};
for (const kind of [OURS, BARE_SOCKETIO, BARE_WS, PEERJS]) {
  console.log(`— ${kind.name}`);
  rows[kind.name] = { ...(await measureIdle(kind)), ...(await measureRelay(kind)) };
}
console.table(rows);
console.table({
  'guest-chats': { ...(await measureInvites()), ...(await measureJoins()), ...(await measureReturn()) },
});
process.exit(0);

function toEnd(id = ''): End {
  return { id, send: () => undefined, onFrame: () => undefined };
}

async function measureIdle({ start, idle }: Kind) {
  const server = await start();
  const emptyBytes = server.rssBytes();
  const emptySeconds = server.cpuSeconds();
  await times(FEW, AT_ONCE, (visitor) => idle(server.port, visitor));
  await wait(3_000);
  const fewBytes = server.rssBytes();
  await times(MANY - FEW, AT_ONCE, (visitor) => idle(server.port, FEW + visitor));
  const connectSeconds = server.cpuSeconds() - emptySeconds;
  await wait(3_000);
  const manyBytes = server.rssBytes();
  const beforeSeconds = server.cpuSeconds();
  await wait(IDLE_MS);
  const idleShare = ((server.cpuSeconds() - beforeSeconds) / IDLE_MS) * 1000;
  await server.end('SIGKILL');
  return {
    [`KB each of ${FEW}`]: ((fewBytes - emptyBytes) / FEW / 1024).toFixed(1),
    [`KB each of ${MANY}`]: ((manyBytes - emptyBytes) / MANY / 1024).toFixed(1),
    'ms CPU a connect': ((connectSeconds / MANY) * 1000).toFixed(2),
    [`CPU of ${MANY} idle`]: `${(idleShare * 100).toFixed(1)} %`,
  };
}

async function measureRelay({ start, pair }: Kind) {
  const server = await start();
  const pairs = await times(PAIRS, AT_ONCE, (at) => pair(server.port, at * 2));
  const lonely = await exchange(pairs.slice(0, 4), 100);
  const beforeSeconds = server.cpuSeconds();
  const beganAtMs = performance.now();
  const crowded = await exchange(pairs, FRAMES_PER_PAIR - 100);
  const seconds = (performance.now() - beganAtMs) / 1000;
  const cpuSeconds = server.cpuSeconds() - beforeSeconds;
  await server.end('SIGKILL');
  return {
    'µs CPU a frame': ((cpuSeconds / crowded.length) * 1e6).toFixed(0),
    'frames/s': (crowded.length / seconds).toFixed(0),
    'ms p50': quantile(lonely, 0.5).toFixed(2),
    'ms p99': quantile(lonely, 0.99).toFixed(2),
  };
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

/** What another invite of a host that is connected already costs. */
async function measureInvites() {
  const server = await startShipped();
  const hosts = await times(1_000, AT_ONCE, (visitor) => openClient({ port: server.port, from: addressOf(visitor) }));
  for (const host of hosts) await host.call('open', drawRoom(4).opening);
  await wait(2_000);
  const beforeBytes = server.rssBytes();
  const more = 50;
  await times(hosts.length, AT_ONCE, async (at) => {
    for (let count = 0; count < more; count += 1) await hosts[at]?.call('open', drawRoom(4).opening);
  });
  await wait(2_000);
  const bytes = (server.rssBytes() - beforeBytes) / (hosts.length * more);
  await server.end('SIGKILL');
  return { 'bytes a further invite': bytes.toFixed(0) };
}

/** A join is whole: connect, join, ten frames each way answered. The host's part is in the server's cost too. */
async function measureJoins() {
  const server = await startShipped();
  const hosts = await times(100, AT_ONCE, async (visitor) => {
    const client = await openClient({ port: server.port, from: addressOf(visitor) });
    const rooms = Array.from({ length: JOINS / 100 }, () => drawRoom(4));
    for (const room of rooms) await client.call('open', room.opening);
    return rooms;
  });
  const rooms = hosts.flat();
  const tookMs: number[] = [];
  const beforeSeconds = server.cpuSeconds();
  const beganAtMs = performance.now();
  await times(rooms.length, 32, async (at) => {
    const room = rooms[at] ?? drawRoom(4);
    const fromMs = performance.now();
    const guest = await openClient({ port: server.port, from: addressOf(1_000 + at) });
    const { peer } = await guest.call('join', { roomId: room.roomId, token: room.token });
    const relay = { roomId: room.roomId, peer, frame: FRAME };
    for (let frame = 0; frame < 10; frame += 1) await guest.call('relay', relay);
    tookMs.push(performance.now() - fromMs);
    guest.close();
  });
  const seconds = (performance.now() - beganAtMs) / 1000;
  const cpuSeconds = server.cpuSeconds() - beforeSeconds;
  await server.end('SIGKILL');
  return {
    'joins/s': (rooms.length / seconds).toFixed(0),
    'of a core': `${((cpuSeconds / seconds) * 100).toFixed(0)} %`,
    'joins/s at 70 %': ((0.7 * rooms.length) / cpuSeconds).toFixed(0),
    'p99 ms': quantile(tookMs, 0.99).toFixed(0),
  };
}

/** The server is killed and comes back at once; the hosts do what the pages do: 0.5 to 5 s between tries, with jitter. */
async function measureReturn() {
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
  return { [`99 % of ${RETURNING} back`]: `${(quantile(backMs, 0.99) / 1000).toFixed(1)} s` };
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
