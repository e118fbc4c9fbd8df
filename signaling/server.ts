/** Binds socket.io to the commands, counts and limits what arrives, and ends well. It must not know what a command does. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket as TcpSocket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from 'socket.io';
import { createAddresses, type AddressKeys, type Sources } from './address.ts';
import { createCommands, type Caller } from './commands.ts';
import type { Config } from './config.ts';
import { createTextParser, ENGINE_LIMITS, guard, isFromOwnPage, PAID, type Connection } from './guard.ts';
import { createHttpHandler, type ClientFiles } from './http.ts';
import { createLimits } from './limits.ts';
import { createMetrics } from './metrics.ts';
import type { Command } from './parse.ts';
import { createMemoryRooms, type Eventually, type Notice } from './rooms.ts';
import { WIRE_VERSION, type ClientToServerEvents, type Relay, type ServerToClientEvents } from './wire.ts';

interface SignalingOptions extends Sources {
  readonly config: Config;
  readonly files: ClientFiles;
  /** Hears of every error that is ours; the connection it happened on is closed, and the server goes on. */
  readonly onFault: (error: unknown) => void;
}

/** A malformed command is one, a join over the limit a tenth of one. */
const MAX_STRIKES = 5;
const SWEEP_MS = 1_000;
const DRAIN_STEP_MS = 50;
/** For the last goodbyes to get through. */
const LINGER_MS = 500;
const HTTP_LIMITS = { maxHeaderSize: 8 * 1024, headersTimeout: 10_000, requestTimeout: 20_000 };

export function createSignalingServer(options: SignalingOptions) {
  const { config, files, onFault, now, randomBytes } = options;
  const { publicUrl, tls, turn, trustedProxies, abuseContact, isNearbyOnly } = config;
  let isReady = true;
  let isDraining = false;
  const rooms = createMemoryRooms({ maxRooms: config.maxRooms, drawPeer: () => randomBytes(12).toString('base64url') });
  const limits = createLimits(config.limits, now);
  const metrics = createMetrics({ connections: () => io.engine.clientsCount, rooms: () => rooms.count() });
  const addresses = createAddresses({ trustedProxies, now, randomBytes, onUntrustedProxy: metrics.untrustedProxy });
  const callers = new WeakMap<IncomingMessage, AddressKeys>();

  const handler = createHttpHandler({ files, publicUrl, isReady: () => isReady });
  const http = tls === null ? createServer(HTTP_LIMITS, handler) : createTlsServer({ ...HTTP_LIMITS, ...tls }, handler);
  http.maxConnections = config.maxConnections;
  const wires = new Set<TcpSocket>();
  http.on('connection', (wire: TcpSocket) => {
    const keys = addresses.keysOfPeer(wire.remoteAddress);
    const isRefused = keys !== null && limits.wires.isFull(keys);
    const release = keys === null ? null : limits.wires.add(keys);
    // `on`, here and below: what happens once needs no wrapper, of which ten thousand connections would keep many.
    wires.add(wire.on('close', () => (wires.delete(wire), release?.())));
    if (!isRefused) return;
    metrics.refused('crowded');
    wire.destroy();
  });
  // Before socket.io's own listener: a reset during the upgrade must not be an uncaught error.
  http.on('upgrade', (_request, wire: TcpSocket) => wire.on('error', () => undefined));
  const io = new Server<ClientToServerEvents, ServerToClientEvents>(http, {
    ...ENGINE_LIMITS,
    transports: ['websocket', 'polling'],
    parser: createTextParser(),
    // Synchronous: while an answer was awaited, a reset would be an uncaught error (engine.io 6.6.12).
    allowRequest: (request, answer) => answer(null, admit(request)),
  });
  const admit = (request: IncomingMessage): boolean => {
    const keys = addresses.keysOf(request);
    callers.set(request, keys);
    const isOurs = isFromOwnPage(request, publicUrl);
    const reason = isDraining ? 'draining' : isOurs ? limits.refusal(keys) : 'origin';
    if (reason !== null) metrics.refused(reason);
    return reason === null;
  };
  const keysOf = ({ request }: Connection) => callers.get(request) ?? addresses.keysOf(request);
  const deliver = (socketId: string, relay: Relay) => io.sockets.sockets.get(socketId)?.emit('relay', relay) ?? false;
  const commands = createCommands({ config, rooms, limits, now, randomBytes, deliver });

  const tell = (notices: readonly Notice[]): void => {
    for (const notice of notices) {
      const socket = io.sockets.sockets.get(notice.to);
      if (notice.event === 'superseded') socket?.emit(notice.event, { roomId: notice.roomId });
      else socket?.emit(notice.event, notice.seat);
    }
  };

  const contain = async (work: () => Eventually<void>, connection: Connection | null = null): Promise<void> => {
    try {
      await work();
    } catch (error) {
      metrics.fault();
      onFault(error);
      connection?.close();
    }
  };

  io.engine.on('connection', (connection: Connection) => {
    connection.on('close', limits.hold(keysOf(connection)));
    guard(connection, now, metrics.cut);
  });
  io.on('connection', (socket) => {
    const caller: Caller = { socketId: socket.id, keys: keysOf(socket.conn) };
    let strikes = 0;
    const receive = async (event: string, args: unknown[]): Promise<void> => {
      if (!socket.connected) return;
      const answer = args.at(-1);
      const name = Object.hasOwn(commands, event) ? (event as Command) : 'unknown';
      const run = name === 'unknown' ? null : commands[name];
      const outcome = run !== null && args.length === 2 && isCallback(answer) ? run(caller, args[0]) : null;
      const { answer: result, notices } = (await outcome) ?? { answer: { status: 'malformed' }, notices: [] };
      metrics.answered(name, result.status);
      if (name === 'relay' && result.status === 'handed') socket.conn.emit(PAID);
      if (isCallback(answer)) answer(result);
      tell(notices);
      strikes += outcome === null ? 1 : name === 'join' && result.status === 'limited' ? 0.1 : 0;
      if (run !== null && strikes < MAX_STRIKES) return;
      metrics.cut(outcome === null ? 'malformed' : 'flood');
      socket.disconnect(true);
    };
    socket.onAny((event: string, ...args: unknown[]) => void contain(() => receive(event, args), socket.conn));
    socket.on('disconnect', () => void contain(async () => tell(await rooms.leaveAll(socket.id))));
    socket.emit('welcome', { version: WIRE_VERSION, turn: turn !== null, isNearbyOnly, abuseContact });
  });
  const sweeper = setInterval(() => void contain(async () => tell(await rooms.sweep(now()))), SWEEP_MS).unref();

  return {
    io,
    registry: metrics.registry,
    /** Rejects with Node's error when the address cannot be had. */
    listen: async (): Promise<{ port: number }> => {
      http.listen(config.port, config.host);
      await once(http, 'listening');
      const address = http.address();
      if (address === null || typeof address === 'string') throw new Error('internal: listening on no port');
      return { port: address.port };
    },
    /** From now on a load balancer should send people elsewhere. Who comes is still served. */
    retire: () => void (isReady = false),
    /** Turns newcomers away, says goodbye to the others in random order, so that they do not all come back at once. */
    close: async (): Promise<void> => {
      isReady = false;
      isDraining = true;
      clearInterval(sweeper);
      const open = Array.from(io.sockets.sockets.values(), ({ conn }) => ({ conn, rank: Math.random() }));
      open.sort((left, right) => left.rank - right.rank);
      const perStep = Math.ceil((open.length * DRAIN_STEP_MS) / Math.max(DRAIN_STEP_MS, config.drainSeconds * 1000));
      while (open.length > 0) {
        // Unlike a disconnect, this lets a client come back.
        for (const { conn } of open.splice(0, perStep)) conn.close();
        if (open.length > 0 && io.engine.clientsCount > 0) await wait(DRAIN_STEP_MS);
      }
      const closed = io.close();
      await Promise.race([closed, wait(LINGER_MS)]);
      for (const wire of wires) wire.destroy();
      await closed;
    },
  };
}

function isCallback(value: unknown): value is (answer: object) => void {
  return typeof value === 'function';
}
