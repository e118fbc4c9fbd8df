/** A page's socket in the simulated world: lanes that keep their order, answers that take time, and trying again. */
import type { RoomId } from '../../client/protocol/invite-keys.ts';
import type { IceServer, JoinOutcome, RoomOpening, Signaling, SignalingEvent } from '../../client/session/ports.ts';
import type { Notice } from '../../signaling/rooms.ts';
import type { Random } from '../fuzz/random.ts';
import { createLane, type Lane } from './lane.ts';
import type { Timeline } from './timeline.ts';

export interface Connection {
  readonly id: string;
  readonly page: string;
  isOpen: boolean;
  /** Nothing gets through, and neither side has noticed. */
  isDead: boolean;
  /** What is still unanswered ends with the connection. */
  readonly unanswered: Set<() => void>;
  /** To the server, and from it, each in order. */
  readonly up: (arrive: () => void) => void;
  readonly down: (arrive: () => void) => void;
  readonly emit: (event: SignalingEvent) => void;
  readonly closed: () => void;
}

export interface Answered<T> {
  readonly answer: T;
  /** Whom to tell what afterwards. */
  readonly notices: readonly Notice[];
}

/** What a socket is connected to. */
export interface SocketServer {
  readonly timeline: Timeline;
  readonly random: Random;
  isReachableFrom(page: string): boolean;
  /** The page is no more. */
  isGone(page: string): boolean;
  nextId(): string;
  accept(connection: Connection): void;
  close(connection: Connection): void;
  tell(notices: readonly Notice[]): void;
  /** A page speaks, whether or not it is connected. */
  heard(page: string, bytes: Uint8Array): void;
  relay(from: Connection, roomId: RoomId, peer: string, bytes: Uint8Array): Promise<void>;
  open(id: string, opening: RoomOpening): Promise<Answered<'open' | 'refused'>>;
  join(id: string, roomId: RoomId, joinToken: Uint8Array): Promise<Answered<JoinOutcome>>;
  leave(id: string, roomId: RoomId): Promise<readonly Notice[]>;
  revoke(roomId: RoomId, ownerToken: Uint8Array): Promise<readonly Notice[]>;
}

export const SLOWEST_MS = 20;
const RECONNECT_MS = 500;
const ANSWER_TIMEOUT_MS = 10_000;
const CHECK_MS = 2_000;

/** @param enter how anything gets into the page: at once, later or never */
export function createSocket(page: string, enter: (event: () => void) => void, server: SocketServer): Signaling {
  const { timeline, random } = server;
  let listener: ((event: SignalingEvent) => void) | null = null;
  /** The page knows of it; `newest` may be one that it has not heard of yet. */
  let connection: Connection | null = null;
  let newest: Connection | null = null;
  let isWanted = false;
  let isChecking = false;
  let cancelTry = (): void => undefined;
  /** What waits for a connection. */
  const untilUp: (() => void)[] = [];

  const connectSoon = (delayMs: number): void => {
    cancelTry();
    cancelTry = timeline.after(delayMs, () => {
      if (!isWanted || server.isGone(page) || newest?.isOpen === true) return;
      if (server.isReachableFrom(page)) open();
      else connectSoon(RECONNECT_MS + random.below(RECONNECT_MS));
    });
  };

  const hangUp = (): void => {
    isWanted = false;
    cancelTry();
    if (newest !== null) server.close(newest);
  };

  const open = (): void => {
    const [up, down] = [createLane(timeline, random, SLOWEST_MS), createLane(timeline, random, SLOWEST_MS)];
    const whileOpen = (lane: Lane) => (arrive: () => void) => {
      lane(() => {
        if (next.isOpen && !next.isDead) arrive();
      });
    };
    const next: Connection = {
      id: server.nextId(),
      page,
      isOpen: true,
      isDead: false,
      unanswered: new Set(),
      up: whileOpen(up),
      down: whileOpen(down),
      emit: (event) => {
        next.down(() => {
          enter(() => listener?.(event));
        });
      },
      closed: () => {
        enter(() => {
          connection = null;
          if (isWanted) listener?.({ type: 'disconnected' });
        });
        if (!isWanted) return;
        connectSoon(RECONNECT_MS + random.below(RECONNECT_MS));
      },
    };
    newest = next;
    server.accept(next);
    next.down(() => {
      enter(() => {
        connection = next;
        for (const goOn of untilUp.splice(0)) goOn();
        listener?.({ type: 'connected', hasTurn: false, isNearbyOnly: false, abuseContact: null });
      });
    });
  };

  /** @param work answers, and says whom to tell what afterwards */
  const call = <T>(
    offline: T,
    work: (id: string) => Promise<{ readonly answer: T; readonly notices: readonly Notice[] }>,
  ): Promise<T> =>
    new Promise((resolve) => {
      const on = connection;
      if (on?.isOpen !== true) {
        resolve(offline);
        return;
      }
      const give = (answer: T): void => {
        cancel();
        on.unanswered.delete(giveUp);
        enter(() => {
          resolve(answer);
        });
      };
      const giveUp = (): void => {
        give(offline);
      };
      const cancel = timeline.after(ANSWER_TIMEOUT_MS, giveUp);
      on.unanswered.add(giveUp);
      on.up(() => {
        void work(on.id).then(({ answer, notices }) => {
          on.down(() => {
            if (on.unanswered.has(giveUp)) give(answer);
          });
          server.tell(notices);
        });
      });
    });

  /** Without an answer. */
  const send = (work: (id: string) => Promise<readonly Notice[]>): void => {
    const on = connection;
    on?.up(() => {
      void work(on.id).then(server.tell);
    });
  };

  return {
    start: (onEvent) => {
      listener = onEvent;
      isWanted = true;
      connectSoon(1 + random.below(SLOWEST_MS));
    },
    check: () => {
      if (!isWanted || isChecking) return;
      const on = connection;
      if (on === null || newest !== on) {
        connectSoon(1 + random.below(SLOWEST_MS));
        return;
      }
      isChecking = true;
      let isAnswered = false;
      on.up(() => {
        on.down(() => {
          isAnswered = true;
        });
      });
      timeline.after(CHECK_MS, () => {
        isChecking = false;
        if (!isAnswered) server.close(on);
      });
    },
    suspend: hangUp,
    resume: () => {
      if (isWanted) return;
      isWanted = true;
      connectSoon(1 + random.below(SLOWEST_MS));
    },
    open: (opening) => call<'open' | 'refused' | 'offline'>('offline', (id) => server.open(id, opening)),
    join: (roomId, joinToken) => call<JoinOutcome>({ status: 'offline' }, (id) => server.join(id, roomId, joinToken)),
    leave: (roomId) => {
      send((id) => server.leave(id, roomId));
    },
    relay: (roomId, peer, frame) => {
      const on = connection;
      const bytes = frame.slice();
      server.heard(page, bytes);
      on?.up(() => {
        void server.relay(on, roomId, peer, bytes);
      });
    },
    revoke: async (roomId, ownerToken) => {
      for (;;) {
        if (connection?.isOpen !== true) await new Promise<void>((resolve) => untilUp.push(resolve));
        const isDone = await call(false, async () => ({
          answer: true,
          notices: await server.revoke(roomId, ownerToken),
        }));
        if (isDone) return;
      }
    },
    iceServers: () => call<readonly IceServer[]>([], () => Promise.resolve({ answer: [], notices: [] })),
    stop: () => {
      hangUp();
      listener = null;
    },
  };
}
