/**
 * A signaling server and its sockets in one process, with the real server's semantics (its contract suite is
 * `signaling.contract.ts`) and the faults a test wants: down, and frames that are lost, watched or forged.
 */
import { equalBytes, toBase64Url } from '../../protocol/bytes.ts';
import { SHA256 } from '../../protocol/primitives.ts';
import type { RoomId } from '../../protocol/invite-keys.ts';
import type { Clock, IceServer, JoinOutcome, PeerId, Signaling, SignalingEvent } from '../ports.ts';

export interface FakeSignalingServer {
  /** A new socket. */
  connect(): Signaling;
  /** Ends every socket; they come back when the server does, and its rooms are gone. */
  stop(): void;
  restart(): void;
  /** Every frame, before it is handed over; false loses it. */
  onFrame: (frame: Uint8Array, direction: 'to-host' | 'to-guest') => boolean;
  /** The frames handed over so far. */
  readonly relayed: Uint8Array[];
  /** Every room, each time it was opened. */
  readonly opened: RoomId[];
}

interface Socket {
  readonly emit: (event: SignalingEvent) => void;
  isUp: boolean;
}

interface Room {
  readonly ownerToken: Uint8Array;
  readonly joinHash: Uint8Array;
  readonly seats: number;
  readonly expiresAtUnixMs: number;
  host: Socket | null;
  readonly guests: Map<PeerId, Socket>;
}

export function createFakeSignalingServer(clock: Clock): FakeSignalingServer {
  const rooms = new Map<RoomId, Room>();
  const sockets = new Set<Socket>();
  let isUp = true;
  let peers = 0;

  const find = (roomId: RoomId): Room | undefined => {
    const room = rooms.get(roomId);
    if (room !== undefined && room.expiresAtUnixMs > clock.now()) return room;
    rooms.delete(roomId);
    return undefined;
  };

  const leave = (socket: Socket, roomId: RoomId): void => {
    const room = rooms.get(roomId);
    if (room === undefined) return;
    for (const [peer, guest] of room.guests) {
      if (guest !== socket) continue;
      room.guests.delete(peer);
      room.host?.emit({ type: 'peer-left', roomId, peer });
    }
    if (room.host !== socket) return;
    room.host = null;
    for (const [peer, guest] of room.guests) guest.emit({ type: 'peer-left', roomId, peer });
  };

  const revoke = (roomId: RoomId, ownerToken: Uint8Array): void => {
    const room = find(roomId);
    if (room === undefined || !equalBytes(room.ownerToken, ownerToken)) return;
    if (room.host !== null) for (const [peer, guest] of room.guests) guest.emit({ type: 'peer-left', roomId, peer });
    rooms.delete(roomId);
  };

  const takeHostSeat = (socket: Socket, roomId: RoomId, room: Room): void => {
    if (room.host === socket) return;
    room.host?.emit({ type: 'superseded', roomId });
    if (room.host !== null) for (const [peer, guest] of room.guests) guest.emit({ type: 'peer-left', roomId, peer });
    room.host = socket;
    for (const [peer, guest] of room.guests) {
      guest.emit({ type: 'peer-joined', roomId, peer });
      socket.emit({ type: 'peer-joined', roomId, peer });
    }
  };

  const server: FakeSignalingServer = {
    relayed: [],
    opened: [],
    onFrame: () => true,
    stop: () => {
      isUp = false;
      rooms.clear();
      for (const socket of sockets) {
        if (socket.isUp) socket.emit({ type: 'disconnected' });
        socket.isUp = false;
      }
    },
    restart: () => {
      isUp = true;
      for (const socket of sockets) {
        if (!socket.isUp) socket.emit({ type: 'connected', hasTurn: false });
      }
    },
    connect: () => {
      const owed: (() => void)[] = [];
      let listener: ((event: SignalingEvent) => void) | null = null;
      const socket: Socket = {
        isUp: false,
        emit: (event) => {
          clock.after(1, () => {
            if (listener === null) return;
            if (event.type === 'connected') {
              socket.isUp = true;
              for (const pay of owed.splice(0)) pay();
            }
            listener(event);
          });
        },
      };
      /** Every answer takes a moment, as on a network. */
      const answer = <T>(make: () => T, offline: T): Promise<T> =>
        new Promise((resolve) => {
          clock.after(1, () => {
            resolve(socket.isUp && isUp ? make() : offline);
          });
        });
      return {
        start: (onEvent) => {
          listener = onEvent;
          sockets.add(socket);
          if (isUp) socket.emit({ type: 'connected', hasTurn: false });
        },
        open: (opening) =>
          answer(() => {
            const known = find(opening.roomId);
            if (known !== undefined && !equalBytes(known.ownerToken, opening.ownerToken)) return 'refused';
            const room = { ...opening, host: known?.host ?? null, guests: known?.guests ?? new Map<PeerId, Socket>() };
            rooms.set(opening.roomId, room);
            server.opened.push(opening.roomId);
            takeHostSeat(socket, opening.roomId, room);
            return 'open';
          }, 'offline'),
        join: (roomId, joinToken) =>
          answer<JoinOutcome>(
            () => {
              const room = find(roomId);
              if (room === undefined || !equalBytes(room.joinHash, SHA256.digest(joinToken)))
                return { status: 'unavailable' };
              leave(socket, roomId);
              if (room.guests.size >= room.seats) {
                if (room.seats > 1) return { status: 'busy' };
                for (const guest of [...room.guests.values()]) {
                  guest.emit({ type: 'superseded', roomId });
                  leave(guest, roomId);
                }
              }
              peers += 1;
              const peer = toBase64Url(new Uint8Array(12).fill(peers));
              room.guests.set(peer, socket);
              room.host?.emit({ type: 'peer-joined', roomId, peer });
              return { status: 'joined', peer, isHostPresent: room.host !== null };
            },
            { status: 'offline' },
          ),
        leave: (roomId) => {
          leave(socket, roomId);
        },
        relay: (roomId, peer, frame) => {
          const room = find(roomId);
          if (room === undefined || !socket.isUp) return;
          const isToHost = room.guests.get(peer) === socket;
          const to = isToHost ? room.host : room.host === socket ? (room.guests.get(peer) ?? null) : null;
          if (to === null || !server.onFrame(frame, isToHost ? 'to-host' : 'to-guest')) return;
          server.relayed.push(frame);
          to.emit({ type: 'frame', roomId, peer, frame });
        },
        revoke: (roomId, ownerToken) => {
          if (socket.isUp) revoke(roomId, ownerToken);
          else owed.push(() => revoke(roomId, ownerToken));
        },
        iceServers: () => answer<readonly IceServer[]>(() => [], []),
        stop: () => {
          for (const roomId of rooms.keys()) leave(socket, roomId);
          sockets.delete(socket);
          socket.isUp = false;
          listener = null;
        },
      };
    },
  };
  return server;
}
