/**
 * The server in the simulated world: the shipped rooms, and connections that come and go. What becomes of a frame is for
 * `Adversary` to say.
 */
import { toBase64Url } from '../../client/protocol/bytes.ts';
import type { RoomId } from '../../client/protocol/invite-keys.ts';
import type { Signaling, SignalingEvent } from '../../client/session/ports.ts';
import { createMemoryRooms, type Notice } from '../../signaling/rooms.ts';
import type { Random } from '../fuzz/random.ts';
import { createSocket, SLOWEST_MS, type Connection, type SocketServer } from './socket.ts';
import type { Timeline } from './timeline.ts';

/** One frame that a socket handed to the server. */
export interface RelayedFrame {
  readonly roomId: string;
  readonly peer: string;
  readonly bytes: Uint8Array;
  /** The pages' names. */
  readonly from: string;
  readonly to: string;
}

/** To one of the two pages that a frame is between. */
export interface Lies {
  /** Other bytes, as if they came from opposite. */
  forge(to: string, bytes: Uint8Array): void;
  tell(to: string, what: 'peer-left' | 'superseded'): void;
}

export interface Adversary {
  /** A page speaks, whether or not anybody hears it. */
  onSent(page: string, bytes: Uint8Array): void;
  /**
   * Decides when, and how often, the frame is handed over: `handOver` may be called at any time, or never.
   * @param lies what else the server can say
   */
  onFrame(frame: RelayedFrame, handOver: () => void, lies: Lies): void;
  /** Whether somebody may join, or is told that there is no such room. */
  mayJoin(): boolean;
  /** Whether the host or guest is told of this notice. */
  isTold(notice: Notice): boolean;
}

export interface Relay {
  /** @param enter how anything gets into the page: at once, later or never */
  connect(page: string, enter: (event: () => void) => void): Signaling;
  /** Every connection ends and every room is forgotten; the server is back after `downMs`. */
  restart(downMs: number): void;
  /** From now on there is no server. */
  stop(): void;
  start(): void;
  /** The connections of this page end; they come back by themselves. */
  cut(page: string): void;
  /** This page has no network any more, and nobody is told. */
  unplug(page: string): void;
  /** New connections work again; what was cut off stays dead. */
  plug(page: string): void;
  /** The page is no more. */
  forget(page: string): void;
  /** Neither revoked nor expired. */
  roomCount(): number;
  /** Those that this page may know of, or the server. */
  connectionCount(page: string): number;
  /** Whether anybody is connected, or a room outlives its time. */
  isKnown(): Promise<boolean>;
}

/** So long each side goes on believing in a connection that is dead. */
const NOTICED_MS = 45_000;
const SWEEP_MS = 60_000;
const MAX_TTL_SECONDS = 30 * 24 * 60 * 60;

export function createRelay(timeline: Timeline, random: Random, nowUnixMs: () => number, adversary: Adversary): Relay {
  const create = () => createMemoryRooms({ maxRooms: 1_000, drawPeer: () => toBase64Url(random.bytes(12)) });
  let rooms = create();
  let isUp = true;
  let connectionCount = 0;
  /** Rooms, and until when they last. */
  const opened = new Map<string, number>();
  const connections = new Map<string, Connection>();
  const forgotten = new Set<string>();
  const unplugged = new Set<string>();

  const tell = (notices: readonly Notice[]): void => {
    for (const notice of notices) {
      if (!adversary.isTold(notice)) continue;
      const emit = connections.get(notice.to)?.emit;
      if (notice.event === 'superseded') emit?.({ type: 'superseded', roomId: toRoomId(notice.roomId) });
      else emit?.({ type: notice.event, roomId: toRoomId(notice.seat.roomId), peer: notice.seat.peer });
    }
  };

  const close = (connection: Connection): void => {
    if (!connection.isOpen) return;
    connection.isOpen = false;
    connections.delete(connection.id);
    for (const give of [...connection.unanswered]) give();
    connection.closed();
    const current = rooms;
    timeline.after(connection.isDead ? NOTICED_MS : 1 + random.below(SLOWEST_MS), () => {
      void Promise.resolve(current.leaveAll(connection.id)).then(tell);
    });
  };

  const stop = (): void => {
    isUp = false;
    rooms = create();
    opened.clear();
    for (const connection of [...connections.values()]) close(connection);
  };

  const start = (): void => {
    isUp = true;
  };

  const sweep = (): void => {
    timeline.after(SWEEP_MS, () => {
      void Promise.resolve(rooms.sweep(nowUnixMs())).then((notices) => {
        tell(notices);
        if (connections.size > 0) sweep();
        else isSweeping = false;
      });
    });
  };
  let isSweeping = false;

  const accept = (connection: Connection): void => {
    connections.set(connection.id, connection);
    if (isSweeping) return;
    isSweeping = true;
    sweep();
  };

  const relay = async (from: Connection, roomId: string, peer: string, bytes: Uint8Array): Promise<void> => {
    const reach = await rooms.reach(from.id, roomId, nowUnixMs());
    const to = connections.get(reach?.get(peer) ?? '');
    if (to === undefined) return;
    const emit = (end: Connection, event: SignalingEvent): void => {
      // Whoever holds the seat by now, as a lying server would.
      const now = end.isOpen ? end : [...connections.values()].find((one) => one.page === end.page);
      now?.emit(event);
    };
    const hand = (end: Connection, frame: Uint8Array): void => {
      emit(end, { type: 'frame', roomId: toRoomId(roomId), peer, frame: frame.slice() });
    };
    const endOf = (page: string): Connection => (page === to.page ? to : from);
    adversary.onFrame(
      { roomId, peer, bytes, from: from.page, to: to.page },
      () => {
        hand(to, bytes);
      },
      {
        forge: (page, forged) => {
          hand(endOf(page), forged);
        },
        tell: (page, type) => {
          emit(endOf(page), { type, roomId: toRoomId(roomId), peer });
        },
      },
    );
  };

  const server: SocketServer = {
    timeline,
    random,
    isReachableFrom: (page) => isUp && !unplugged.has(page),
    isGone: (page) => forgotten.has(page),
    nextId: () => {
      connectionCount += 1;
      return `socket ${connectionCount}`;
    },
    accept,
    close,
    tell,
    heard: adversary.onSent.bind(adversary),
    relay,
    open: async (id, { roomId, ownerToken, joinHash, seats, expiresAtUnixMs }) => {
      const ttlSeconds = Math.ceil((expiresAtUnixMs - nowUnixMs()) / 1000);
      const opening = {
        roomId,
        ownerToken: toBase64Url(ownerToken),
        joinHash: toBase64Url(joinHash),
        seats,
        ttlSeconds: Math.min(Math.max(1, ttlSeconds), MAX_TTL_SECONDS),
      };
      const { answer, notices } = await rooms.open(id, opening, nowUnixMs(), true);
      if (answer.status === 'open') opened.set(roomId, nowUnixMs() + opening.ttlSeconds * 1000);
      return { answer: answer.status === 'open' ? 'open' : 'refused', notices };
    },
    join: async (id, roomId, joinToken) => {
      if (!adversary.mayJoin()) return { answer: { status: 'unavailable' }, notices: [] };
      const { answer, notices } = await rooms.join(id, roomId, toBase64Url(joinToken), nowUnixMs());
      const { status } = answer;
      if (status === 'joined') return { answer, notices };
      return { answer: { status: status === 'busy' || status === 'unavailable' ? status : 'limited' }, notices };
    },
    leave: async (id, roomId) => (await rooms.leave(id, roomId)).notices,
    revoke: async (roomId, ownerToken) => {
      const { answer, notices } = await rooms.revoke(roomId, toBase64Url(ownerToken), nowUnixMs());
      if (answer.status === 'done') opened.delete(roomId);
      return notices;
    },
  };

  return {
    roomCount: () => [...opened.values()].filter((expiresAtUnixMs) => expiresAtUnixMs > nowUnixMs()).length,
    connectionCount: (page) => [...connections.values()].filter((connection) => connection.page === page).length,
    isKnown: async () => {
      await rooms.sweep(nowUnixMs() + 1000 * MAX_TTL_SECONDS);
      return connections.size > 0 || (await rooms.count()) > 0;
    },
    stop,
    start,
    restart: (downMs) => {
      stop();
      timeline.after(downMs, start);
    },
    cut: (page) => {
      for (const connection of [...connections.values()]) if (connection.page === page) close(connection);
    },
    unplug: (page) => {
      unplugged.add(page);
      for (const connection of connections.values()) {
        if (connection.page !== page) continue;
        connection.isDead = true;
        timeline.after(NOTICED_MS, () => {
          close(connection);
        });
      }
    },
    plug: (page) => {
      unplugged.delete(page);
    },
    forget: (page) => {
      forgotten.add(page);
      for (const connection of [...connections.values()]) if (connection.page === page) close(connection);
    },
    connect: (page, enter) => createSocket(page, enter, server),
  };
}

/** What the server says is the room's name was given by one of ours. */
function toRoomId(roomId: string): RoomId {
  return roomId as RoomId;
}
