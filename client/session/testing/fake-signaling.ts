/**
 * A signaling server and its sockets in one process, with the real server's semantics (its contract suite is
 * `signaling.contract.ts`) and the faults a test wants: down, out of reach without a word, and frames that are lost,
 * watched, forged or repeated.
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
  /** From now on nothing arrives and nobody is told, as when a cable is pulled. */
  cut(): void;
  /** New connections work again; cut ones stay dead, and only `check` finds out. */
  mend(): void;
  /** Hands these frames to everybody who sits anywhere, as if the one opposite had sent them just now. */
  repeat(frames: readonly Uint8Array[]): void;
  /** How many sockets are connected. */
  connections(): number;
  roomCount(): number;
  /** How long all that it tells takes, answers aside. */
  latencyMs: number;
  /** The answer to an opening that would otherwise be granted; `offline`: none comes. */
  onOpen: (roomId: RoomId) => 'open' | 'refused' | 'offline';
  /** What it answers whoever asks how to connect. */
  iceServers: readonly IceServer[];
  /** What it names as the place to report misuse. */
  abuseContact: string | null;
  /** How often it was asked. */
  iceCount: number;
  /** Every frame, before it is handed over; false loses it. */
  onFrame: (frame: Uint8Array, direction: 'to-host' | 'to-guest') => boolean;
  /** The frames handed over so far. */
  readonly relayed: Uint8Array[];
  /** Every room, each time it was opened. */
  readonly opened: RoomId[];
}

/** One connection; a socket has at most one, and a new one after each loss. */
interface Link {
  readonly emit: (event: SignalingEvent) => void;
  /** Ends what waits for an answer on it, and says so to whoever used it. */
  readonly lose: () => void;
  isCut: boolean;
}

interface Room {
  readonly ownerToken: Uint8Array;
  readonly joinHash: Uint8Array;
  readonly seats: number;
  readonly expiresAtUnixMs: number;
  host: Link | null;
  readonly guests: Map<PeerId, Link>;
}

const LATENCY_MS = 1;
/** The longest pause between two tries of the real client. */
const RETRY_MS = 1_500;
const CHECK_MS = 2_000;
/** So long the real client waits for an answer. */
const ANSWER_MS = 10_000;

export function createFakeSignalingServer(clock: Clock): FakeSignalingServer {
  const rooms = new Map<RoomId, Room>();
  const links = new Set<Link>();
  let isUp = true;
  let isCut = false;
  let peers = 0;

  const find = (roomId: RoomId): Room | undefined => {
    const room = rooms.get(roomId);
    if (room !== undefined && room.expiresAtUnixMs > clock.now()) return room;
    rooms.delete(roomId);
    return undefined;
  };

  const leave = (link: Link, roomId: RoomId): void => {
    const room = rooms.get(roomId);
    if (room === undefined) return;
    for (const [peer, guest] of room.guests) {
      if (guest !== link) continue;
      room.guests.delete(peer);
      room.host?.emit({ type: 'peer-left', roomId, peer });
    }
    if (room.host !== link) return;
    room.host = null;
    for (const [peer, guest] of room.guests) guest.emit({ type: 'peer-left', roomId, peer });
  };

  const revoke = (roomId: RoomId, ownerToken: Uint8Array): void => {
    const room = find(roomId);
    if (room === undefined || !equalBytes(room.ownerToken, ownerToken)) return;
    if (room.host !== null) for (const [peer, guest] of room.guests) guest.emit({ type: 'peer-left', roomId, peer });
    rooms.delete(roomId);
  };

  const takeHostSeat = (link: Link, roomId: RoomId, room: Room): void => {
    if (room.host === link) return;
    room.host?.emit({ type: 'superseded', roomId });
    if (room.host !== null) for (const [peer, guest] of room.guests) guest.emit({ type: 'peer-left', roomId, peer });
    room.host = link;
    for (const [peer, guest] of room.guests) {
      guest.emit({ type: 'peer-joined', roomId, peer });
      link.emit({ type: 'peer-joined', roomId, peer });
    }
  };

  const server: FakeSignalingServer = {
    relayed: [],
    opened: [],
    iceServers: [],
    abuseContact: null,
    iceCount: 0,
    latencyMs: LATENCY_MS,
    onOpen: () => 'open',
    onFrame: () => true,
    stop: () => {
      isUp = false;
      rooms.clear();
      for (const link of [...links]) if (!link.isCut) link.lose();
    },
    restart: () => {
      isUp = true;
    },
    cut: () => {
      isCut = true;
      for (const link of links) link.isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    repeat: (frames) => {
      for (const [roomId, { host, guests }] of rooms) {
        for (const [peer, guest] of guests) {
          for (const frame of frames) {
            host?.emit({ type: 'frame', roomId, peer, frame });
            guest.emit({ type: 'frame', roomId, peer, frame });
          }
        }
      }
    },
    connections: () => links.size,
    roomCount: () => rooms.size,
    connect: () => {
      /** What waits for a connection. */
      const untilUp: (() => void)[] = [];
      let listener: ((event: SignalingEvent) => void) | null = null;
      let link: Link | null = null;
      let isWanted = false;
      let isChecking = false;
      let cancelTry = (): void => undefined;

      const tryToConnect = (delayMs: number): void => {
        cancelTry();
        cancelTry = clock.after(delayMs, () => {
          if (isUp && !isCut) connected();
          else tryToConnect(RETRY_MS);
        });
      };

      const connected = (): void => {
        const mine: Link = {
          isCut: false,
          emit: (event) => {
            clock.after(server.latencyMs, () => {
              if (link === mine && !mine.isCut) listener?.(event);
            });
          },
          lose: () => {
            forget();
            tryToConnect(LATENCY_MS);
            listener?.({ type: 'disconnected' });
          },
        };
        link = mine;
        links.add(mine);
        for (const goOn of untilUp.splice(0)) goOn();
        listener?.({ type: 'connected', hasTurn: false, isNearbyOnly: false, abuseContact: server.abuseContact });
      };

      const forget = (): void => {
        if (link !== null) links.delete(link);
        link = null;
        for (const giveUp of [...unanswered]) giveUp();
      };

      /** The server learns of it, unless it is out of reach. */
      const hangUp = (): void => {
        cancelTry();
        isWanted = false;
        if (link !== null && !link.isCut) for (const roomId of rooms.keys()) leave(link, roomId);
        forget();
      };

      const unanswered = new Set<() => void>();
      /** Every answer takes a moment, as on a network, and on a dead connection none comes. */
      const answer = <T>(make: (from: Link) => T, offline: T): Promise<T> =>
        new Promise((resolve) => {
          const from = link;
          const giveUp = (): void => {
            unanswered.delete(giveUp);
            resolve(offline);
          };
          unanswered.add(giveUp);
          clock.after(ANSWER_MS, giveUp);
          clock.after(LATENCY_MS, () => {
            if (from?.isCut === true && link === from) return;
            unanswered.delete(giveUp);
            resolve(from === null || link !== from ? offline : make(from));
          });
        });

      return {
        start: (onEvent) => {
          listener = onEvent;
          isWanted = true;
          tryToConnect(LATENCY_MS);
        },
        check: () => {
          if (!isWanted || isChecking) return;
          if (link === null) {
            tryToConnect(LATENCY_MS);
            return;
          }
          isChecking = true;
          const checked = link;
          clock.after(CHECK_MS, () => {
            isChecking = false;
            if (checked.isCut && link === checked) checked.lose();
          });
        },
        suspend: hangUp,
        resume: () => {
          if (isWanted) return;
          isWanted = true;
          tryToConnect(LATENCY_MS);
        },
        open: (opening) =>
          answer((from) => {
            const known = find(opening.roomId);
            if (known !== undefined && !equalBytes(known.ownerToken, opening.ownerToken)) return 'refused';
            const ordered = server.onOpen(opening.roomId);
            if (ordered !== 'open') return ordered;
            const room = { ...opening, host: known?.host ?? null, guests: known?.guests ?? new Map<PeerId, Link>() };
            rooms.set(opening.roomId, room);
            server.opened.push(opening.roomId);
            takeHostSeat(from, opening.roomId, room);
            return 'open';
          }, 'offline'),
        join: (roomId, joinToken) =>
          answer<JoinOutcome>(
            (from) => {
              const room = find(roomId);
              if (room === undefined || !equalBytes(room.joinHash, SHA256.digest(joinToken)))
                return { status: 'unavailable' };
              leave(from, roomId);
              if (room.guests.size >= room.seats) {
                if (room.seats > 1) return { status: 'busy' };
                for (const guest of [...room.guests.values()]) {
                  guest.emit({ type: 'superseded', roomId });
                  leave(guest, roomId);
                }
              }
              peers += 1;
              const peer = toBase64Url(new Uint8Array(12).fill(peers));
              room.guests.set(peer, from);
              room.host?.emit({ type: 'peer-joined', roomId, peer });
              return { status: 'joined', peer, isHostPresent: room.host !== null };
            },
            { status: 'offline' },
          ),
        leave: (roomId) => {
          if (link !== null && !link.isCut) leave(link, roomId);
        },
        relay: (roomId, peer, frame) => {
          const room = find(roomId);
          if (room === undefined || link === null || link.isCut) return;
          const isToHost = room.guests.get(peer) === link;
          const to = isToHost ? room.host : room.host === link ? (room.guests.get(peer) ?? null) : null;
          if (to === null || !server.onFrame(frame, isToHost ? 'to-host' : 'to-guest')) return;
          server.relayed.push(frame);
          to.emit({ type: 'frame', roomId, peer, frame });
        },
        revoke: async (roomId, ownerToken) => {
          for (;;) {
            if (link === null) await new Promise<void>((resolve) => untilUp.push(resolve));
            const isDone = await answer(() => {
              revoke(roomId, ownerToken);
              return true;
            }, false);
            if (isDone) return;
          }
        },
        iceServers: () =>
          answer<readonly IceServer[]>(() => {
            server.iceCount += 1;
            return server.iceServers;
          }, []),
        stop: () => {
          hangUp();
          listener = null;
        },
      };
    },
  };
  return server;
}
