/**
 * What a live session says and hears besides the handshake that made it: heartbeats, presence, events, and the renewal of
 * its keys. Knows no chain and no transport.
 */
import type { DataContent } from '../protocol/content.ts';
import { ProtocolError } from '../protocol/errors.ts';
import type { Delivery } from './delivery.ts';
import { createLiveness, type Liveness, type LivenessChange } from './liveness.ts';
import type { CloseReason } from './machine.ts';
import { createPathWatch, type PathState } from './path-watch.ts';
import type { Clock } from './ports.ts';
import type { ReceiveBudget } from './receive-budget.ts';
import type { Rekey } from './rekey.ts';

export type PresenceContent = Extract<DataContent, { type: 'presence' }>['presence'];

export interface LiveTrafficListener {
  presence(presence: PresenceContent): void;
  /** The other person writes, or no longer does. */
  typing(isTyping: boolean): void;
  liveness(change: LivenessChange): void;
  path(state: PathState): void;
}

export interface LiveTraffic {
  start(): void;
  stop(): void;
  /** Throws ProtocolError for what has no place in a live session. @param bytes of the message it came in */
  receive(content: DataContent, bytes: number): void;
  tellPresence(presence: PresenceContent): void;
  tellTyping(isTyping: boolean): void;
  /** Asks for a sign of life now. */
  probe(): void;
  /** Whether packets still come through, as the browser sees it. */
  setPathAlive(isAlive: boolean): void;
}

export function createLiveTraffic(options: {
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly budget: ReceiveBudget;
  readonly rekey: Rekey;
  readonly listener: LiveTrafficListener;
  isVisible(): boolean;
  send(content: DataContent): void;
  fail(reason: CloseReason): void;
}): LiveTraffic {
  const { clock, delivery, budget, rekey, listener, send, fail } = options;
  let liveness: Liveness | null = null;
  let isOtherVisible = true;
  const pathWatch = createPathWatch(clock, (state) => {
    if (state === 'weak') liveness?.probe();
    listener.path(state);
  });

  const tellPresence = (presence: PresenceContent): void => {
    liveness?.setWatched(isOtherVisible || presence === 'here');
    send({ type: 'presence', presence });
  };

  /** @returns whether the session goes on */
  const charge = (records: number, bytes: number): boolean => {
    const isPaid = budget.take({ records, bytes }, clock.now());
    if (!isPaid) fail({ why: 'flooded' });
    return isPaid;
  };

  const take = (content: DataContent): void => {
    switch (content.type) {
      case 'ping':
        send({ type: 'pong', id: content.id });
        return;
      case 'event':
        // Here is what was being written.
        if (content.body.kind === 'text') listener.typing(false);
        delivery.receive(content);
        return;
      case 'ack':
      case 'read':
        // There are no more that say something new than events were sent.
        if (!delivery.receive(content)) charge(1, 0);
        return;
      case 'presence':
        // Whoever leaves hears nothing more: what is sent from now on waits for the next session.
        if (content.presence === 'leaving') {
          fail({ why: 'lost' });
          return;
        }
        isOtherVisible = content.presence === 'here';
        liveness?.setWatched(isOtherVisible || options.isVisible());
        listener.presence(content.presence);
        return;
      case 'rekey':
        rekey.frame(content.frame);
        return;
      case 'rekey-step':
        rekey.step();
        return;
      case 'sync':
        throw new ProtocolError('out-of-order');
      case 'typing':
        listener.typing(content.isTyping);
        return;
      case 'pong':
      case 'ignored':
        // Having been heard is all they mean.
        return;
    }
  };

  return {
    start: () => {
      liveness = createLiveness(clock, {
        ping: (id) => {
          send({ type: 'ping', id });
        },
        changed: (change) => {
          if (change === 'lost') fail({ why: 'lost' });
          else listener.liveness(change);
        },
      });
      tellPresence(options.isVisible() ? 'here' : 'away');
      rekey.start();
    },
    stop: () => {
      liveness?.stop();
      pathWatch.stop();
      rekey.stop();
    },
    receive: (content, bytes) => {
      liveness?.heard();
      const isReceipt = content.type === 'ack' || content.type === 'read';
      if (charge(isReceipt ? 0 : 1, bytes)) take(content);
    },
    tellPresence,
    tellTyping: (isTyping) => {
      send({ type: 'typing', isTyping });
    },
    probe: () => liveness?.probe(),
    setPathAlive: (isAlive) => {
      // What was before the session is not its trouble: that is noticed by silence.
      if (liveness !== null) pathWatch.set(isAlive);
    },
  };
}
