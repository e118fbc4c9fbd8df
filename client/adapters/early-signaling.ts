/** A connection to the server that is made while what needs it is still being prepared. Knows no rooms and no sockets. */
import type { Signaling, SignalingEvent } from '../session/ports.ts';

export interface EarlySignaling {
  /** At first the one that connects already, and tells whoever starts it what has happened until then; later new ones. */
  create(): Signaling;
  /** Leaves the server if nobody has taken that one, and connects no more ahead. */
  end(): void;
}

export function createEarlySignaling(create: () => Signaling): EarlySignaling {
  let early: Signaling | null = connect(create());

  const take = (): Signaling | null => {
    const taken = early;
    early = null;
    return taken;
  };

  return {
    create: () => take() ?? create(),
    end: () => take()?.stop(),
  };
}

function connect(signaling: Signaling): Signaling {
  const missed: SignalingEvent[] = [];
  let listener = (event: SignalingEvent): void => {
    missed.push(event);
  };
  signaling.start((event) => {
    listener(event);
  });
  return {
    ...signaling,
    start: (next) => {
      // As from any other, nothing comes before whoever starts it is done.
      queueMicrotask(() => {
        listener = next;
        missed.splice(0).forEach(next);
      });
    },
  };
}
