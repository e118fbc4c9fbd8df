/**
 * Who holds which seat (GC/1 section 3): the port, and its implementation in memory. Bookkeeping only: it takes the time,
 * answers with what to tell whom, and knows no sockets but their names and nothing of what is relayed.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { CHAT_SEATS, TOKEN_CHARS, type DoneAnswer, type JoinAnswer, type OpenAnswer } from './wire.ts';
import type { Refusal, RoomOpening, Seat } from './wire.ts';

/** The name of one connection. */
type SocketId = string;

export type Notice =
  | { to: SocketId; event: 'peer-joined' | 'peer-left'; seat: Seat }
  | { to: SocketId; event: 'superseded'; roomId: string };

/** The answer goes to the caller first, then the notices in their order. */
export interface Outcome<Answer> {
  answer: Answer;
  notices: readonly Notice[];
}

/** A store outside this process answers later. */
export type Eventually<T> = T | Promise<T>;

/** `isNew`: the room was not there before. */
type Opened = Outcome<OpenAnswer> & { isNew: boolean };

/** A socket holds at most one seat in a room: taking another one leaves the first. */
export interface Rooms {
  /** @param mayCreate without it a room that is not there yet is `limited` */
  open: (socket: SocketId, opening: RoomOpening, nowUnixMs: number, mayCreate: boolean) => Eventually<Opened>;
  join: (socket: SocketId, roomId: string, token: string, nowUnixMs: number) => Eventually<Outcome<JoinAnswer>>;
  leave: (socket: SocketId, roomId: string) => Eventually<Outcome<DoneAnswer>>;
  leaveAll: (socket: SocketId) => Eventually<readonly Notice[]>;
  revoke: (roomId: string, ownerToken: string, nowUnixMs: number) => Eventually<Outcome<DoneAnswer>>;
  /** Whom this socket can speak to, by peer id: the host to every guest, a guest to the host. Null: it does not sit there. */
  reach: (socket: SocketId, roomId: string, nowUnixMs: number) => Eventually<ReadonlyMap<string, SocketId> | null>;
  /** Removes some of the rooms that have expired; called again and again it gets to all of them. */
  sweep: (nowUnixMs: number) => Eventually<readonly Notice[]>;
  /** How many rooms there are, expired ones that no sweep has reached yet among them. */
  count: () => Eventually<number>;
}

interface Room {
  ownerHash: string;
  joinHash: string;
  seats: number;
  expiresAtUnixMs: number;
  host: SocketId | null;
  /** By peer id. */
  guests: Map<string, SocketId>;
}

/** Most rooms wait for a guest, and an empty map of their own would be a third of what they take. */
const NOBODY = new Map<string, SocketId>();

/** Rooms that one sweep looks at. */
const SWEEP_ROOMS = 1_000;
/** Compared with when there is no room, so that an absent one takes as long as a wrong token. */
const NO_HASH = 'A'.repeat(TOKEN_CHARS);
const UNAVAILABLE: Outcome<Refusal> = { answer: { status: 'unavailable' }, notices: [] };

/** @param drawPeer 12 random bytes in base64url, fresh on every call */
export function createMemoryRooms({ maxRooms, drawPeer }: { maxRooms: number; drawPeer: () => string }): Rooms {
  const rooms = new Map<string, Room>();
  const roomsOf = new Map<SocketId, Set<string>>();
  let cursor = rooms.entries();

  const find = (roomId: string, nowUnixMs: number): Room | null => {
    const room = rooms.get(roomId);
    return room !== undefined && room.expiresAtUnixMs > nowUnixMs ? room : null;
  };

  const remember = (socket: SocketId, roomId: string): void => {
    roomsOf.set(socket, (roomsOf.get(socket) ?? new Set()).add(roomId));
  };

  const forget = (socket: SocketId, roomId: string): void => {
    const seated = roomsOf.get(socket);
    if (seated?.delete(roomId) === true && seated.size === 0) roomsOf.delete(socket);
  };

  const vacate = (socket: SocketId, roomId: string): Notice[] => {
    forget(socket, roomId);
    const room = rooms.get(roomId);
    if (room?.host === socket) {
      room.host = null;
      return toGuests(room, 'peer-left', roomId);
    }
    const peer = room === undefined ? undefined : peerOf(room, socket);
    if (room === undefined || peer === undefined) return [];
    room.guests.delete(peer);
    return room.host === null ? [] : [{ to: room.host, event: 'peer-left', seat: { roomId, peer } }];
  };

  const remove = (roomId: string, room: Room): Notice[] => {
    const notices = room.host === null ? [] : vacate(room.host, roomId);
    for (const socket of room.guests.values()) forget(socket, roomId);
    rooms.delete(roomId);
    return notices;
  };

  const supersede = (socket: SocketId, roomId: string): Notice[] => {
    return [{ to: socket, event: 'superseded', roomId }, ...vacate(socket, roomId)];
  };

  /** The owner's newest socket wins. An attempt belongs to the two sockets it began on, so the guests see the host go. */
  const seatHost = (socket: SocketId, roomId: string, room: Room): Notice[] => {
    if (room.host === socket) return [];
    const notices = vacate(socket, roomId);
    if (room.host !== null) notices.push(...supersede(room.host, roomId));
    room.host = socket;
    remember(socket, roomId);
    for (const peer of room.guests.keys()) notices.push({ to: socket, event: 'peer-joined', seat: { roomId, peer } });
    return [...notices, ...toGuests(room, 'peer-joined', roomId)];
  };

  return {
    open: (socket, { roomId, ownerToken, joinHash, seats, ttlSeconds }, nowUnixMs, mayCreate) => {
      const ownerHash = hashOf(ownerToken);
      const stale = rooms.get(roomId);
      const notices = stale !== undefined && find(roomId, nowUnixMs) === null ? remove(roomId, stale) : [];
      const known = rooms.get(roomId);
      const isNew = known === undefined;
      if (!isNew && !isSame(known.ownerHash, ownerHash)) return { ...UNAVAILABLE, isNew };
      if (isNew && !mayCreate) return { answer: { status: 'limited' }, notices, isNew: false };
      if (isNew && rooms.size >= maxRooms) return { answer: { status: 'full' }, notices, isNew: false };
      const terms = { ownerHash, joinHash, seats, expiresAtUnixMs: nowUnixMs + ttlSeconds * 1000 };
      const room: Room = Object.assign(known ?? { ...terms, host: null, guests: NOBODY }, terms);
      rooms.set(roomId, room);
      return { answer: { status: 'open' }, notices: [...notices, ...seatHost(socket, roomId, room)], isNew };
    },

    join: (socket, roomId, token, nowUnixMs) => {
      const room = find(roomId, nowUnixMs);
      if (!isSame(room?.joinHash ?? NO_HASH, hashOf(token)) || room === null) return UNAVAILABLE;
      const notices = vacate(socket, roomId);
      if (room.seats === CHAT_SEATS)
        for (const older of room.guests.values()) notices.push(...supersede(older, roomId));
      if (room.guests.size >= room.seats) return { answer: { status: 'busy' }, notices };
      const peer = drawPeer();
      if (room.guests === NOBODY) room.guests = new Map();
      room.guests.set(peer, socket);
      remember(socket, roomId);
      if (room.host !== null) notices.push({ to: room.host, event: 'peer-joined', seat: { roomId, peer } });
      return { answer: { status: 'joined', peer, isHostPresent: room.host !== null }, notices };
    },

    leave: (socket, roomId) => ({ answer: { status: 'done' }, notices: vacate(socket, roomId) }),

    leaveAll: (socket) => [...(roomsOf.get(socket) ?? [])].flatMap((roomId) => vacate(socket, roomId)),

    revoke: (roomId, ownerToken, nowUnixMs) => {
      const room = find(roomId, nowUnixMs);
      if (!isSame(room?.ownerHash ?? NO_HASH, hashOf(ownerToken)) || room === null) return UNAVAILABLE;
      return { answer: { status: 'done' }, notices: remove(roomId, room) };
    },

    reach: (socket, roomId, nowUnixMs) => {
      const room = find(roomId, nowUnixMs);
      if (room?.host === socket) return room.guests;
      const peer = room === null ? undefined : peerOf(room, socket);
      if (room === null || peer === undefined) return null;
      return new Map(room.host === null ? [] : [[peer, room.host]]);
    },

    sweep: (nowUnixMs) => {
      const notices: Notice[] = [];
      for (let looked = 0; looked < SWEEP_ROOMS; looked += 1) {
        const next = cursor.next();
        if (next.done === true) {
          cursor = rooms.entries();
          break;
        }
        const [roomId, room] = next.value;
        if (room.expiresAtUnixMs <= nowUnixMs) notices.push(...remove(roomId, room));
      }
      return notices;
    },

    count: () => rooms.size,
  };
}

function peerOf(room: Room, socket: SocketId): string | undefined {
  return [...room.guests].find(([, guest]) => guest === socket)?.[0];
}

function toGuests(room: Room, event: 'peer-joined' | 'peer-left', roomId: string): Notice[] {
  return Array.from(room.guests, ([peer, to]) => ({ to, event, seat: { roomId, peer } }));
}

/** @param token 32 bytes in base64url, as is the answer */
function hashOf(token: string): string {
  return createHash('sha256').update(token, 'base64url').digest('base64url');
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left, 'latin1'), Buffer.from(right, 'latin1'));
}
