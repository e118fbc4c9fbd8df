/**
 * What a session needs of the world, as interfaces. Adapters implement them; the core never imports an adapter.
 * Each port has a contract suite and a fake in `testing/`.
 */
import type { TimerSeconds } from '../protocol/disappearing.ts';
import type { EventBody } from '../protocol/event-body.ts';
import type { RoomId } from '../protocol/invite-keys.ts';

/** Draws `length` cryptographically strong random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** Wall-clock time and timers. */
export interface Clock {
  /** Unix time in milliseconds, as the device believes it. */
  now(): number;
  /** Calls `callback` once after `delayMs`; the returned function cancels it and may be called at any time. */
  after(delayMs: number, callback: () => void): () => void;
}

/** One guest socket's place in a room, drawn by the server. */
export type PeerId = string;

export interface RoomOpening {
  readonly roomId: RoomId;
  readonly ownerToken: Uint8Array;
  /** SHA-256 of the room's join token. */
  readonly joinHash: Uint8Array;
  readonly seats: 1 | 4;
  readonly expiresAtUnixMs: number;
}

export type JoinOutcome =
  | { readonly status: 'joined'; readonly peer: PeerId; readonly isHostPresent: boolean }
  /** `busy`: every guest seat is taken. `offline`: the server can't be reached. */
  | { readonly status: 'busy' | 'unavailable' | 'limited' | 'offline' };

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** What the server says of itself. */
export interface Welcome {
  readonly hasTurn: boolean;
  /** Without STUN and TURN it can only connect people on the same network, though it is public. */
  readonly isNearbyOnly: boolean;
  /** Where people report misuse, a `mailto:` or `https:` URL; null where the operator named none. */
  readonly abuseContact: string | null;
}

export type SignalingEvent =
  | ({ readonly type: 'connected' } & Welcome)
  | { readonly type: 'disconnected' }
  | { readonly type: 'peer-joined'; readonly roomId: RoomId; readonly peer: PeerId }
  | { readonly type: 'peer-left'; readonly roomId: RoomId; readonly peer: PeerId }
  | { readonly type: 'frame'; readonly roomId: RoomId; readonly peer: PeerId; readonly frame: Uint8Array }
  | { readonly type: 'superseded'; readonly roomId: RoomId };

/**
 * The blind relay (GC/1 section 3). No call rejects: being offline or refused is an outcome.
 * After `connected` no room is held; callers open and join again.
 */
export interface Signaling {
  /** Connects, and keeps reconnecting until `stop`. Call once. */
  start(listener: (event: SignalingEvent) => void): void;
  /**
   * Something may have changed: a connection that died without a word is `disconnected` within 2 s and made anew, and a
   * pause between two tries ends. Any number of calls at once is one; none while suspended.
   */
  check(): void;
  /** Leaves the server on purpose until `resume`: no event, and every call is answered as when the server is away. */
  suspend(): void;
  resume(): void;
  open(room: RoomOpening): Promise<'open' | 'refused' | 'offline'>;
  join(roomId: RoomId, joinToken: Uint8Array): Promise<JoinOutcome>;
  leave(roomId: RoomId): void;
  /** Hands a frame to the other seat. A frame that cannot be handed over is lost; handshake timeouts notice. */
  relay(roomId: RoomId, peer: PeerId, frame: Uint8Array): void;
  /** Removes the room, as soon as the server can be reached; resolves once the server has answered, so perhaps never. */
  revoke(roomId: RoomId, ownerToken: Uint8Array): Promise<void>;
  /** ICE servers for a new connection; empty when there are none or the server is away. */
  iceServers(roomId: RoomId): Promise<readonly IceServer[]>;
  stop(): void;
}

export type TransportEvent =
  /** An offer, answer or candidate for the other side, as JSON. */
  | { readonly type: 'signal'; readonly json: string }
  /** Messages can be sent, and come from now on. */
  | { readonly type: 'open' }
  | { readonly type: 'message'; readonly bytes: Uint8Array }
  /** Whether packets still come through, as the browser sees it; said on every change once it is open. */
  | { readonly type: 'path'; readonly isAlive: boolean }
  /**
   * The last event: nothing can be sent or received any more; `failed` when there is no way to the other side, `stranded` when
   * only a relay may be used and none has given an address: there is none, it does not answer, or refused the credentials.
   */
  | { readonly type: 'closed' | 'failed' | 'stranded' };

/** The way that a connection takes. */
export interface TransportPath {
  readonly path: 'direct' | 'relayed';
  /** To the other side, or to our own relay. */
  readonly protocol: 'udp' | 'tcp';
  /** Null where the browser does not measure it. */
  readonly roundTripMs: number | null;
}

/** One data channel: ordered, reliable, binary (GC/1 section 8). */
export interface Transport {
  /** Takes a signal of the other side; anything that is not one closes the transport. */
  signal(json: string): void;
  /** Sends one message, at most 16 KiB + 64 bytes. Does nothing once closed. */
  send(message: Uint8Array): void;
  /** The way it takes now; null before it is open and once it is closed. */
  stats(): Promise<TransportPath | null>;
  /** Idempotent. No event follows. */
  close(): void;
}

/**
 * Which connections may go through a relay: those that find no other way; all that this side makes, whatever the other does;
 * or all, and nothing but a relay's address is said to the other side or taken from it.
 */
export type RelayUse = 'where-needed' | 'own-side' | 'both-sides';

export interface TransportOptions {
  /** The guest is always the offerer. */
  readonly isInitiator: boolean;
  readonly iceServers: readonly IceServer[];
  readonly relay: RelayUse;
}

export type CreateTransport = (options: TransportOptions, listener: (event: TransportEvent) => void) => Transport;

/**
 * Keeps what a side must remember of its keys (`slots.ts`). A promise that resolved means stored, all of it at once;
 * one that rejected means nothing changed.
 */
export interface KeyStore<Keys> {
  read(): Keys;
  /** Stores what `change` makes of the latest keys; changes take effect in the order of the calls. */
  update(change: (keys: Keys) => Keys): Promise<void>;
}

/**
 * Whether a person can see this page, and whether the browser believes it has a network. `resumed`: the page may have
 * stood still, and what it believes of its connections may be old. `moved`: the device is on another network.
 */
export type PageEvent = 'visible' | 'hidden' | 'leaving' | 'online' | 'offline' | 'resumed' | 'moved';

export interface Page {
  isVisible(): boolean;
  isOnline(): boolean;
  subscribe(listener: (event: PageEvent) => void): void;
}

/** One event of one side, as GC/1 section 7 numbers it. */
export interface LogEvent {
  readonly seq: number;
  readonly atUnixMs: number;
  readonly body: EventBody;
}

export type LogSide = 'own' | 'other';

/** The event that began a line. */
export interface LineRef {
  readonly side: LogSide;
  readonly seq: number;
}

/** What is left of a line's events: edits and reactions have changed it, and nothing is kept of what they replaced. */
export type LineContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly isEdited: boolean;
      /** It may be gone, or not loaded. */
      readonly replyTo: LineRef | null;
      /** In the order they were first given; at most one of each side. */
      readonly reactions: readonly { readonly side: LogSide; readonly emoji: string }[];
    }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'timer'; readonly seconds: TimerSeconds };

/** When a line goes by itself: at a unix time in milliseconds, or some time after it was read, which it was not yet. */
export type Expiry = 'never' | 'after-read' | number;

export interface LogLine extends LineRef {
  readonly is: 'line';
  /** Its place in the local order, which is the screen's order. */
  readonly index: number;
  /** As its author says. */
  readonly atUnixMs: number;
  /** When it was stored here, by this device's clock. */
  readonly storedAtUnixMs: number;
  readonly expiry: Expiry;
  readonly content: LineContent;
}

/** It was stored and is damaged, gone without a trace, or written by a later version of this app. */
export interface LostLine {
  readonly is: 'unreadable';
  readonly index: number;
  readonly why: 'corrupt' | 'future-version';
}

export type LogEntry = LogLine | LostLine;

export interface LogCounters {
  /** The next own event gets this number; starts at 1. */
  readonly ownNext: number;
  /** The highest own event that the other side has stored. */
  readonly ownAcked: number;
  /** The highest own event that the other person has seen. */
  readonly ownRead: number;
  /** UTF-8 bytes of text in the own events above `ownAcked`. */
  readonly outboxBytes: number;
  /** The highest event of the other side that is stored here. */
  readonly otherCum: number;
  /** The highest event of the other side that the person has seen. */
  readonly otherRead: number;
  /** The other's texts above `otherRead`. */
  readonly unread: number;
  /** In force for the next text. */
  readonly timerSeconds: TimerSeconds;
  /** When an event was last stored here, or an own one was acknowledged; null before the first. */
  readonly lastEventAtUnixMs: number | null;
  /** Who ended the chat first, and when that was stored here; null while it goes on. */
  readonly ended: LogEnd | null;
}

export interface LogEnd {
  readonly by: LogSide;
  readonly atUnixMs: number;
}

/**
 * The memory of one chat: what was said, line by line, and own events until the other side has stored them. A promise that
 * resolved means stored; one that rejected means nothing changed. Calls take effect in the order they are made.
 */
export interface ChatLog {
  /** As last stored. */
  counters(): LogCounters;
  /** What is stored does not fit together: it can be read, and nothing is stored any more but that lines have expired. */
  isDamaged(): boolean;
  /** Stores it anew as it is: who else has it open can store nothing more. */
  claim(): Promise<void>;
  /**
   * Numbers and stores an own event. An `end` also forgets all that was said, and leaves of own events that are not yet
   * acknowledged only their numbers.
   */
  append(atUnixMs: number, body: EventBody): Promise<LogEvent>;
  /**
   * Stores the other's event `otherCum + 1` and moves the counter with it. An `end` forgets as an own one does; after an own
   * one an event is counted and not kept.
   * @param isSeen the person sees it at once: moves `otherRead` as well
   */
  receive(event: LogEvent, isSeen?: boolean): Promise<void>;
  /** Moves `ownAcked` up to `cum`; never down. */
  acknowledge(cum: number): Promise<void>;
  /** Moves `ownRead` up to `cum`; never down. */
  confirmRead(cum: number): Promise<void>;
  /** The person has seen all that is stored of the other side. */
  markRead(): Promise<void>;
  /** Shreds every line whose time has come; an own one that was not acknowledged is sent as void. */
  expire(): Promise<void>;
  /** When `expire` next has something to do; null when that is not known. */
  nextExpiryUnixMs(): number | null;
  /** The latest lines; a new array after every change of them. */
  entries(): readonly LogEntry[];
  /** While it is followed, lines that came long before the latest leave `entries`, as if they were not loaded. At first it is not. */
  follow(isFollowed: boolean): void;
  /** Whether there are lines before `entries`. */
  hasEarlier(): boolean;
  /** Brings a page more of them. */
  loadEarlier(): Promise<void>;
  /** All lines there are, without bringing them into `entries`. */
  allEntries(): Promise<readonly LogEntry[]>;
  /** At most `limit` own events above `seq` and above `ownAcked`, in order; void in place of what was withdrawn. */
  ownAfter(seq: number, limit: number): Promise<readonly LogEvent[]>;
}
