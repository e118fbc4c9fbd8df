/**
 * Binds socket.io events to rooms. It must not look into a frame, nor print who says what.
 *
 *     open    host      open | unavailable | full      seats the host, tells the guests
 *     join    guest     joined | busy | unavailable    seats a guest, tells the host
 *     leave   anyone    done                           frees the seat, tells the other side
 *     relay   seated    handed | gone | unavailable    one opaque frame to the other side
 *     revoke  owner     done | unavailable             removes the room, tells the guests
 *     ice     seated    ok | unavailable               STUN, and TURN once the other side is there
 *
 * What they carry is in wire.ts. Any may be answered `malformed`; a few of those, or an unknown one, end the connection.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket as TcpSocket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from 'socket.io';
import type { Config } from './config.ts';
import { createTextParser, ENGINE_LIMITS, guard, isFromOwnPage, type Connection } from './guard.ts';
import { createHttpHandler, type ClientFiles } from './http.ts';
import {
  parseJoining,
  parseOpening,
  parseRelay,
  parseRevocation,
  parseRoom,
  type Command,
  type Request,
} from './parse.ts';
import { createMemoryRooms, type Eventually, type Notice, type Outcome } from './rooms.ts';
import { toTurnServer } from './turn.ts';
import { WIRE_VERSION, type ClientToServerEvents, type ServerToClientEvents } from './wire.ts';

type Answer<C extends Command> = Parameters<Parameters<ClientToServerEvents[C]>[1]>[0];

interface SignalingOptions {
  readonly config: Config;
  readonly files: ClientFiles;
  readonly now: () => number;
  readonly randomBytes: (bytes: number) => Buffer;
  /** Hears of every error that is ours; the connection it happened on is closed, and the server goes on. */
  readonly onFault: (error: unknown) => void;
}

const MAX_MALFORMED = 5;
const SWEEP_MS = 1_000;
/** For the last goodbyes to get through. */
const LINGER_MS = 500;
const HTTP_LIMITS = { maxHeaderSize: 8 * 1024, headersTimeout: 10_000, requestTimeout: 20_000 };

export function createSignalingServer({ config, files, now, randomBytes, onFault }: SignalingOptions) {
  const { publicUrl, stunUrls, turn, tls } = config;
  let isDraining = false;
  const rooms = createMemoryRooms({ maxRooms: config.maxRooms, drawPeer: () => randomBytes(12).toString('base64url') });
  const handler = createHttpHandler({ files, publicUrl, isReady: () => !isDraining });
  const http = tls === null ? createServer(HTTP_LIMITS, handler) : createTlsServer({ ...HTTP_LIMITS, ...tls }, handler);
  const wires = new Set<TcpSocket>();
  http.on('connection', (wire: TcpSocket) => wires.add(wire.once('close', () => wires.delete(wire))));
  // Before socket.io's own listener: a reset during the upgrade must not be an uncaught error.
  http.on('upgrade', (_request, wire: TcpSocket) => wire.on('error', () => undefined));
  const io = new Server<ClientToServerEvents, ServerToClientEvents>(http, {
    ...ENGINE_LIMITS,
    transports: ['websocket', 'polling'],
    parser: createTextParser(),
    allowRequest: (request, answer) => answer(null, !isDraining && isFromOwnPage(request, publicUrl)),
  });

  const commands = {
    open: command<'open'>(parseOpening, (id, opening) => rooms.open(id, opening, now())),
    join: command<'join'>(parseJoining, (id, { roomId, token }) => rooms.join(id, roomId, token, now())),
    leave: command<'leave'>(parseRoom, (id, { roomId }) => rooms.leave(id, roomId)),
    revoke: command<'revoke'>(parseRevocation, (_id, { roomId, ownerToken }) =>
      rooms.revoke(roomId, ownerToken, now()),
    ),
    relay: command<'relay'>(parseRelay, async (id, relay) => {
      const reach = await rooms.reach(id, relay.roomId, now());
      const other = io.sockets.sockets.get(reach?.get(relay.peer) ?? '');
      other?.emit('relay', relay);
      if (reach === null) return only({ status: 'unavailable' });
      return only({ status: other === undefined ? 'gone' : 'handed' });
    }),
    ice: command<'ice'>(parseRoom, async (id, { roomId }) => {
      const reach = await rooms.reach(id, roomId, now());
      if (reach === null) return only({ status: 'unavailable' });
      const stun = stunUrls.length === 0 ? [] : [{ urls: [...stunUrls] }];
      const relays = turn === null || reach.size === 0 ? [] : [toTurnServer(turn, now(), randomBytes(12))];
      return only({ status: 'ok', iceServers: [...stun, ...relays] });
    }),
  };

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
      onFault(error);
      connection?.close();
    }
  };

  io.engine.on('connection', (connection: Connection) => guard(connection, now));
  io.on('connection', (socket) => {
    let malformed = 0;
    const receive = async (event: string, args: unknown[]): Promise<void> => {
      if (!socket.connected) return;
      const answer = args.at(-1);
      const run = Object.hasOwn(commands, event) ? commands[event as Command] : null;
      const outcome = run !== null && args.length === 2 && isCallback(answer) ? run(socket.id, args[0]) : null;
      const { answer: result, notices } = (await outcome) ?? only({ status: 'malformed' });
      if (isCallback(answer)) answer(result);
      tell(notices);
      if (outcome === null) malformed += 1;
      if (run === null || malformed >= MAX_MALFORMED) socket.disconnect(true);
    };
    socket.onAny((event: string, ...args: unknown[]) => void contain(() => receive(event, args), socket.conn));
    socket.on('disconnect', () => void contain(async () => tell(await rooms.leaveAll(socket.id))));
    socket.emit('welcome', { version: WIRE_VERSION, turn: turn !== null });
  });
  const sweeper = setInterval(() => void contain(async () => tell(await rooms.sweep(now()))), SWEEP_MS).unref();

  return {
    io,
    /** Rejects with Node's error when the address cannot be had. */
    listen: async (): Promise<{ port: number }> => {
      http.listen(config.port, config.host);
      await once(http, 'listening');
      const address = http.address();
      if (address === null || typeof address === 'string') throw new Error('internal: listening on no port');
      return { port: address.port };
    },
    /** Turns newcomers away, says goodbye to the others in random order, so that they do not all come back at once. */
    close: async (): Promise<void> => {
      isDraining = true;
      clearInterval(sweeper);
      const open = Array.from(io.sockets.sockets.values(), ({ conn }) => ({ conn, rank: Math.random() }));
      const pauseMs = (config.drainSeconds * 1000) / open.length;
      for (const { conn } of open.sort((left, right) => left.rank - right.rank)) {
        conn.close();
        if (io.engine.clientsCount > 0) await wait(pauseMs);
      }
      const closed = io.close();
      await Promise.race([closed, wait(LINGER_MS)]);
      for (const wire of wires) wire.destroy();
      await closed;
    },
  };
}

/** A command as it arrives: its argument is not to be trusted. Null: malformed. */
function command<C extends Command>(
  parse: (value: unknown) => Request<C> | null,
  run: (socketId: string, request: Request<C>) => Eventually<Outcome<Answer<C>>>,
) {
  return (socketId: string, value: unknown) => {
    const request = parse(value);
    return request === null ? null : run(socketId, request);
  };
}

function only<A>(answer: A): Outcome<A> {
  return { answer, notices: [] };
}

function isCallback(value: unknown): value is (answer: object) => void {
  return typeof value === 'function';
}
