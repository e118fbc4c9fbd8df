/** A server in this process and clients for it, polite and raw; all of them end with the test. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket as TcpSocket } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterEach, expect } from 'vitest';
import { loadConfig, type Config } from '../config.ts';
import { drawRoom, type TestRoom } from '../rooms.contract.ts';
import { createSignalingServer } from '../server.ts';
import { SOCKET_PATH, type ClientToServerEvents, type ServerToClientEvents } from '../wire.ts';

export type Client = Socket<ServerToClientEvents, ClientToServerEvents>;
type Server = ReturnType<typeof createSignalingServer>;

const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

export interface World {
  server: Server;
  port: number;
  url: string;
  faults: unknown[];
}

type Sources = Partial<Pick<Parameters<typeof createSignalingServer>[0], 'now' | 'randomBytes'>>;

const GENEROUS = { burst: 1e6, perSecond: 1e6 };
/** One machine makes all the connections here; what one address may do is tested where it is meant. */
export const NO_LIMITS = {
  addressConnections: 1e6,
  connects: GENEROUS,
  opens: GENEROUS,
  joins: GENEROUS,
  roomJoins: GENEROUS,
};

export async function startServer(changes: Partial<Config> = {}, sources: Sources = {}): Promise<World> {
  const faults: unknown[] = [];
  const server = createSignalingServer({
    config: { ...loadConfig({}), limits: NO_LIMITS, port: 0, drainSeconds: 0, ...changes },
    files: new Map(),
    now: Date.now,
    randomBytes,
    ...sources,
    onFault: (error) => faults.push(error),
  });
  const { port } = await server.listen();
  endings.push(() => server.close());
  return { server, port, url: `http://127.0.0.1:${port}`, faults };
}

/** @param from what a proxy would say of where this client is */
export function createClient({ url }: World, transport: 'websocket' | 'polling' = 'websocket', from?: string): Client {
  const client: Client = io(url, {
    path: SOCKET_PATH,
    transports: [transport],
    upgrade: false,
    forceNew: true,
    reconnection: false,
    ...(from === undefined ? {} : { extraHeaders: { 'x-forwarded-for': from } }),
  });
  endings.push(() => client.disconnect());
  return client;
}

export async function connectClient(world: World, transport?: 'websocket' | 'polling', from?: string) {
  const client = createClient(world, transport, from);
  const welcome = next(client, 'welcome');
  const events: unknown[][] = [];
  client.onAny((...event: unknown[]) => events.push(event));
  return { client, events, welcome: await welcome };
}

/** The next event of this name; the listener is there when this returns. */
export function next(
  client: Client,
  event: keyof ServerToClientEvents | 'disconnect' | 'connect_error',
): Promise<unknown> {
  return new Promise((resolve) => client.once(event, resolve));
}

export async function seat(client: Client, { roomId, token }: TestRoom): Promise<string> {
  const answer = await client.emitWithAck('join', { roomId, token });
  if (answer.status !== 'joined') fail(`not joined but ${answer.status}`);
  return answer.peer;
}

export function fail(why: string): never {
  throw new Error(`internal: ${why}`);
}

/** Says what the wire's types forbid. */
export function raw(client: Client) {
  return client as unknown as Socket;
}

/** A server that still serves. */
export async function expectAlive(world: World): Promise<void> {
  const { client } = await connectClient(world);
  expect(await client.emitWithAck('leave', { roomId: drawRoom(4).roomId })).toEqual({ status: 'done' });
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  expect(world.faults).toEqual([]);
}

export async function dial({ port }: World): Promise<TcpSocket> {
  const tcp = connect(port, '127.0.0.1');
  tcp.on('error', () => undefined);
  endings.push(() => tcp.destroy());
  await once(tcp, 'connect');
  return tcp;
}

/** RFC 6455 section 4.1, by hand. */
export function toUpgrade({ port }: World, more = ''): string {
  const key = randomBytes(16).toString('base64');
  return [
    `GET ${SOCKET_PATH}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\n`,
    `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${more}\r\n`,
  ].join('');
}

/** A WebSocket without a library, so that nothing is read or sent but what a test wants. */
export async function upgradeRaw(world: World): Promise<TcpSocket> {
  const tcp = await dial(world);
  tcp.write(toUpgrade(world));
  await once(tcp, 'data');
  return tcp;
}

/** RFC 6455 section 5.2: one text frame, masked with zeros, at most 65,535 bytes. */
export function toWsFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]);
}
