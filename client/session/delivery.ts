/**
 * Exactly once, in order, across any number of sessions (GC/1 section 8): SYNC, EVENT, ACK and READ between a chat's log and
 * whichever session is current. Owns no keys and no sockets; outlives every session of its chat.
 */
import type { DataContent } from '../protocol/content.ts';
import type { EventBody } from '../protocol/event-body.ts';
import type { ChatLog, LogEvent } from './ports.ts';

type Content<T extends DataContent['type']> = Extract<DataContent, { type: T }>;
export type Sync = Content<'sync'>;
type Send = (content: DataContent) => void;

export interface DeliveryListener {
  /** Something stored or handed over changed: what the screen shows may differ. */
  changed(): void;
  /** Whether the person sees at once what arrives now. */
  isShown(): boolean;
  /** The current session cannot go on: the copies do not fit, or storing failed. */
  failed(why: 'out-of-step' | 'storage'): void;
}

export interface Delivery {
  /** The SYNC that opens a new session. From here on no EVENT leaves on an older one, so that `next` stays true. */
  sync(): Sync;
  /** The session that `sync` was for ended before `attach`: the older one, if any, is used again. */
  release(): void;
  /** Whether the other's SYNC fits this log; false means the copies are out of step. */
  fits(sync: Sync): boolean;
  /** Takes a session into use, replacing the older one, and sends all that the other side has not stored. */
  attach(sync: Sync, send: Send): void;
  /** The current session is over: nothing is in anyone's hands any more. */
  detach(): void;
  /** @returns false for a receipt that says no more than was known */
  receive(content: Content<'event'> | Content<'ack'> | Content<'read'>): boolean;
  /** The person has seen all that is stored of the other side: remembers it, and says so. */
  markRead(): void;
  /** Stores an own event, then sends it. Rejects when it could not be stored. */
  submit(atUnixMs: number, body: EventBody): Promise<LogEvent>;
  /** The highest own event handed to the current session; 0 without one. */
  handedSeq(): number;
}

const BATCH_EVENTS = 64;

export function createDelivery(log: ChatLog, listener: DeliveryListener): Delivery {
  let send: Send | null = null;
  let handed = 0;
  let isPumping = false;
  let isHeld = false;
  /** How far the current session, and the one that SYNC opens, know what was read here. */
  let toldRead = 0;
  let syncRead = 0;
  /** The highest event of the other side taken in, stored or about to be. */
  let taken = log.counters().otherCum;
  /** Events of the other side are stored, and nobody has heard so yet. */
  let isTelling = false;

  const usable = (): Send | null => (isHeld ? null : send);

  /** What was acknowledged meanwhile, on an older session, needs no handing over. */
  const isBehind = (): boolean => {
    const { ownNext, ownAcked } = log.counters();
    handed = Math.max(handed, ownAcked);
    return handed < ownNext - 1;
  };

  /** Sends what is stored and not yet handed over, in order; one loop at a time. */
  const pump = async (): Promise<void> => {
    if (isPumping) return;
    isPumping = true;
    try {
      for (let session = usable(); session !== null && isBehind(); session = usable()) {
        const events = await log.ownAfter(handed, BATCH_EVENTS);
        if (session !== usable()) continue;
        for (const event of events) {
          session({ type: 'event', ...event });
          handed = event.seq;
        }
        listener.changed();
      }
    } finally {
      isPumping = false;
    }
  };

  const startPump = (): void => {
    void pump().catch(() => {
      listener.failed('storage');
    });
  };

  const acknowledge = (cum: number): boolean => {
    if (cum >= log.counters().ownNext) {
      listener.failed('out-of-step');
      return false;
    }
    if (cum <= log.counters().ownAcked) return false;
    log.acknowledge(cum).then(listener.changed, () => {
      listener.failed('storage');
    });
    return true;
  };

  const confirm = (): void => {
    send?.({ type: 'ack', cum: log.counters().otherCum });
  };

  /** Once for all that one transaction stored: their promises resolve together, before what is queued here has its turn. */
  const stored = (): void => {
    if (isTelling) return;
    isTelling = true;
    void Promise.resolve().then(() => {
      isTelling = false;
      confirm();
      tellRead();
      listener.changed();
    });
  };

  const confirmRead = (cum: number): boolean => {
    if (cum >= log.counters().ownNext) {
      listener.failed('out-of-step');
      return false;
    }
    if (cum <= log.counters().ownRead) return false;
    log.confirmRead(cum).then(listener.changed, () => {
      listener.failed('storage');
    });
    return true;
  };

  const tellRead = (): void => {
    const { otherRead } = log.counters();
    if (send === null || otherRead <= toldRead) return;
    toldRead = otherRead;
    send({ type: 'read', cum: otherRead });
  };

  const take = (event: LogEvent): void => {
    if (event.seq <= taken) {
      // A repetition; what is still being stored is acknowledged when it is.
      if (event.seq <= log.counters().otherCum) confirm();
      return;
    }
    if (event.seq > taken + 1) {
      listener.failed('out-of-step');
      return;
    }
    taken = event.seq;
    log.receive(event, listener.isShown()).then(stored, () => {
      taken = log.counters().otherCum;
      listener.failed('storage');
    });
  };

  return {
    sync: () => {
      isHeld = true;
      const { ownNext, otherCum, otherRead } = log.counters();
      syncRead = otherRead;
      return { type: 'sync', next: ownNext, cum: otherCum, read: otherRead };
    },
    fits: ({ next, cum, read }) => {
      const { ownNext, otherCum } = log.counters();
      return !log.isDamaged() && cum < ownNext && read < ownNext && next > otherCum;
    },
    release: () => {
      isHeld = false;
      startPump();
    },
    attach: (sync, newSend) => {
      send = newSend;
      handed = sync.cum;
      isHeld = false;
      toldRead = syncRead;
      acknowledge(sync.cum);
      confirmRead(sync.read);
      tellRead();
      startPump();
      listener.changed();
    },
    detach: () => {
      send = null;
      handed = 0;
      isHeld = false;
      listener.changed();
    },
    receive: (content) => {
      if (content.type === 'ack') return acknowledge(content.cum);
      if (content.type === 'read') return confirmRead(content.cum);
      take({ seq: content.seq, atUnixMs: content.atUnixMs, body: content.body });
      return true;
    },
    markRead: () => {
      const { otherRead, otherCum } = log.counters();
      if (otherRead === otherCum) return;
      // Not being able to remember it costs the other side a tick, and nothing else.
      log.markRead().then(() => {
        tellRead();
        listener.changed();
      }, listener.changed);
    },
    submit: async (atUnixMs, body) => {
      const event = await log.append(atUnixMs, body);
      listener.changed();
      startPump();
      return event;
    },
    handedSeq: () => handed,
  };
}
