/** The blind relay over socket.io: base64url on the wire, bytes inside. Knows nothing of what the frames hold. */
import { MAX_TTL_SECONDS, SOCKET_PATH, type ClientToServerEvents, type ServerToClientEvents } from '#signaling/wire';
import { io, type Socket } from 'socket.io-client';
import { toBase64Url } from '../protocol/bytes.ts';
import type { Signaling, SignalingEvent } from '../session/ports.ts';
import { browserClock } from './clock.ts';
import { knock } from './http-knock.ts';
import { createPace } from './pace.ts';
import {
  parseFrameBytes,
  parseIceServers,
  parseJoin,
  parsePeer,
  parseRoom,
  parseStatus,
  parseWelcome,
} from './parse-answer.ts';
import { createReconnection } from './reconnection.ts';

/** An answer that takes longer is treated as none: the server is away. */
const ANSWER_TIMEOUT_MS = 10_000;
/** The same when there is reason to doubt: the server answers this in a round trip. */
const CHECK_TIMEOUT_MS = 2_000;
/** Longer than it takes through a slow network, shorter than a TCP connection waits in a dead one. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Less than any server lets one connection say, so that all else gets through too: 500 chats open their rooms at once. */
const OPENS = { burst: 1_000, perSecond: 50 };
/** Nobody's room. To leave it changes nothing and is answered, so it shows whether the server is there. */
const NO_ROOM = toBase64Url(new Uint8Array(16));
/** Said by the server when it does not want this socket any more. */
const SENT_AWAY = 'io server disconnect';

type ClientSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** @param url the server's origin; the page's own by default */
export function createSocketioSignaling(url: string): Signaling {
  const socket: ClientSocket = io(url, {
    path: SOCKET_PATH,
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    upgrade: false,
    timeout: CONNECT_TIMEOUT_MS,
    // `reconnection.ts` knows better when.
    reconnection: false,
    forceNew: true,
    // A late packet would speak for a seat that no longer exists.
    retries: 0,
  });
  const calls = socket.timeout(ANSWER_TIMEOUT_MS);
  let isWanted = false;
  let isChecking = false;
  let delayOfOpen = createPace(OPENS, monotonicMs);
  const reconnection = createReconnection({
    clock: browserClock,
    random: Math.random,
    knock: () => knock(url),
    connect: () => {
      socket.connect();
    },
  });

  const connect = (): void => {
    isWanted = true;
    socket.connect();
  };

  const hangUp = (): void => {
    isWanted = false;
    reconnection.stop();
    socket.disconnect();
  };

  const start = (listener: (event: SignalingEvent) => void): void => {
    // The server counts what each connection says.
    socket.on('connect', () => {
      delayOfOpen = createPace(OPENS, monotonicMs);
    });
    listen(socket, listener);
    socket.on('welcome', () => {
      reconnection.stop();
    });
    socket.on('connect_error', () => {
      if (isWanted) reconnection.lost();
    });
    socket.on('disconnect', (reason) => {
      if (!isWanted) return;
      if (reason !== SENT_AWAY) reconnection.lost();
      listener({ type: 'disconnected' });
    });
    connect();
  };

  const isUp = (): boolean => isWanted && socket.connected;

  const check = async (): Promise<void> => {
    if (!isWanted || isChecking) return;
    if (!socket.connected) {
      reconnection.hurry();
      return;
    }
    isChecking = true;
    try {
      await socket.timeout(CHECK_TIMEOUT_MS).emitWithAck('leave', { roomId: NO_ROOM });
    } catch {
      // Also rejects when the connection is lost meanwhile; that is noticed where it happens.
      if (isUp()) {
        // Reported by the listener above; a new connection is the next try, without a pause.
        socket.disconnect();
        reconnection.stop();
        socket.connect();
      }
    } finally {
      isChecking = false;
    }
  };

  return {
    start,
    check: () => {
      void check();
    },
    suspend: hangUp,
    resume: () => {
      if (!isWanted) connect();
    },
    open: async ({ roomId, ownerToken, joinHash, seats, expiresAtUnixMs }) => {
      const connection = socket.id;
      const delayMs = socket.connected ? delayOfOpen() : 0;
      if (delayMs > 0) await new Promise<void>((resolve) => void browserClock.after(delayMs, resolve));
      // Whoever waited for a connection that is gone opens its rooms on the next one.
      if (!socket.connected || socket.id !== connection) return 'offline';
      const ttlSeconds = Math.ceil((expiresAtUnixMs - Date.now()) / 1000);
      try {
        const answer: unknown = await calls.emitWithAck('open', {
          roomId,
          ownerToken: toBase64Url(ownerToken),
          joinHash: toBase64Url(joinHash),
          seats,
          ttlSeconds: Math.min(Math.max(1, ttlSeconds), MAX_TTL_SECONDS),
        });
        return parseStatus(answer) === 'open' ? 'open' : 'refused';
      } catch {
        return 'offline';
      }
    },
    join: async (roomId, joinToken) => {
      if (!socket.connected) return { status: 'offline' };
      try {
        return parseJoin(await calls.emitWithAck('join', { roomId, token: toBase64Url(joinToken) }));
      } catch {
        return { status: 'offline' };
      }
    },
    leave: (roomId) => {
      if (socket.connected) socket.emit('leave', { roomId }, ignore);
    },
    relay: (roomId, peer, frame) => {
      if (socket.connected) socket.emit('relay', { roomId, peer, frame: toBase64Url(frame) }, ignore);
    },
    revoke: async (roomId, ownerToken) => {
      for (;;) {
        if (!socket.connected) await new Promise<unknown>((resolve) => socket.once('welcome', resolve));
        try {
          await calls.emitWithAck('revoke', { roomId, ownerToken: toBase64Url(ownerToken) });
          return;
        } catch {
          // Lost on the way, perhaps.
        }
      }
    },
    iceServers: async (roomId) => {
      if (!socket.connected) return [];
      try {
        return parseIceServers(await calls.emitWithAck('ice', { roomId }));
      } catch {
        return [];
      }
    },
    stop: hangUp,
  };
}

function listen(socket: ClientSocket, listener: (event: SignalingEvent) => void): void {
  socket.on('welcome', (welcome: unknown) => {
    const parsed = parseWelcome(welcome);
    if (parsed !== null) listener({ type: 'connected', ...parsed });
  });
  for (const type of ['peer-joined', 'peer-left'] as const) {
    socket.on(type, (seat: unknown) => {
      const roomId = parseRoom(seat);
      const peer = parsePeer(seat);
      if (roomId !== null && peer !== null) listener({ type, roomId, peer });
    });
  }
  socket.on('superseded', (room: unknown) => {
    const roomId = parseRoom(room);
    if (roomId !== null) listener({ type: 'superseded', roomId });
  });
  socket.on('relay', (relay: unknown) => {
    const roomId = parseRoom(relay);
    const peer = parsePeer(relay);
    const frame = parseFrameBytes(relay);
    if (roomId !== null && peer !== null && frame !== null) listener({ type: 'frame', roomId, peer, frame });
  });
}

function monotonicMs(): number {
  return performance.now();
}

function ignore(): void {
  // Frames lost on the way are noticed by the handshake's own timeouts.
}
