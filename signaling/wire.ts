/**
 * The contract between the signaling server and the two pages: event maps, limits, version.
 * It imports nothing, and it must never name anything that is inside a frame.
 *
 * All binary values travel as canonical unpadded base64url (RFC 4648 section 5).
 */

/** Raised when an old page can no longer talk to a new server. */
export const WIRE_VERSION = 1;

/** The path of the socket.io endpoint. */
export const SOCKET_PATH = '/s';

/** Room ids are 16 bytes. */
export const ROOM_ID_CHARS = 22;
/** Owner tokens, join tokens and join hashes are 32 bytes. */
export const TOKEN_CHARS = 43;
/** A peer id is 12 random bytes, drawn by the server for each guest seat. */
export const PEER_ID_CHARS = 16;

/** GC/1 section 3: the largest frame, decoded. */
export const MAX_FRAME_BYTES = 16_417;
/** The same in base64url characters. */
export const MAX_FRAME_CHARS = 21_890;

/** Guest seats of an invite room and of a chat room. */
export const INVITE_SEATS = 4;
export const CHAT_SEATS = 1;

/** A room lives at most 30 days without being opened again. */
export const MAX_TTL_SECONDS = 30 * 24 * 60 * 60;

export interface RoomOpening {
  roomId: string;
  /** Proves ownership on every later call; the server keeps only its SHA-256. */
  ownerToken: string;
  /** SHA-256 of the token that guests join with. */
  joinHash: string;
  seats: typeof INVITE_SEATS | typeof CHAT_SEATS;
  ttlSeconds: number;
}

export interface Relay extends Seat {
  /** One opaque frame, at most MAX_FRAME_CHARS characters. */
  frame: string;
}

export interface Seat {
  roomId: string;
  /** Of a guest; a frame comes from there or goes there. */
  peer: string;
}

/**
 * Uniform refusals:
 * - `malformed`: the arguments are not of the form this file states;
 * - `unavailable`: unknown, expired or revoked room, or a wrong token; never final;
 * - `full`: the server holds as many rooms as it may;
 * - `limited`: too many calls, try again later.
 */
export type Refusal = { status: 'malformed' | 'unavailable' | 'full' | 'limited' };

export type OpenAnswer = { status: 'open' } | Refusal;
export type JoinAnswer = { status: 'joined'; peer: string; isHostPresent: boolean } | { status: 'busy' } | Refusal;
/** `handed`: given to the other socket. `gone`: nobody holds the other seat. */
export type RelayAnswer = { status: 'handed' | 'gone' } | Refusal;
export type DoneAnswer = { status: 'done' } | Refusal;

/** The same shape as the browser's `RTCIceServer`. */
export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}
export type IceAnswer = { status: 'ok'; iceServers: IceServer[] } | Refusal;

export interface ClientToServerEvents {
  open: (room: RoomOpening, answer: (result: OpenAnswer) => void) => void;
  join: (room: { roomId: string; token: string }, answer: (result: JoinAnswer) => void) => void;
  leave: (room: { roomId: string }, answer: (result: DoneAnswer) => void) => void;
  relay: (relay: Relay, answer: (result: RelayAnswer) => void) => void;
  revoke: (room: { roomId: string; ownerToken: string }, answer: (result: DoneAnswer) => void) => void;
  ice: (room: { roomId: string }, answer: (result: IceAnswer) => void) => void;
}

export interface Welcome {
  version: number;
  /** Whether the server hands out TURN credentials, so that relay-only chats can work. */
  turn: boolean;
  /** A public server that names neither STUN nor TURN servers, so that it can only connect people on the same network. */
  isNearbyOnly: boolean;
  /** Where people report misuse of this server: a `mailto:` or `https:` URL of at most 200 characters, if there is one. */
  abuseContact: string | null;
}

/**
 * `peer-joined` and `peer-left` reach both sides of a seat: the host learns of the guest on seat `peer`,
 * the guest on that seat learns of the host. `superseded`: a newer socket took this one's place in the room.
 */
export interface ServerToClientEvents {
  welcome: (welcome: Welcome) => void;
  'peer-joined': (seat: Seat) => void;
  'peer-left': (seat: Seat) => void;
  relay: (relay: Relay) => void;
  superseded: (room: { roomId: string }) => void;
}
