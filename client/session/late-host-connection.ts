/**
 * A host's connection whose code may still be on its way to this page. Until it is here nobody can come, so there is nothing
 * to answer; what has to be taken off the server then still is.
 */
import type { HostConnection, HostConnectionOptions } from './host-connection.ts';

const NEVER = new Promise<void>(() => undefined);

type Create<Options> = (options: Options) => HostConnection;

/** @param creating null when this page has lost the chats before it came */
export function createLateHostConnection<Options extends Pick<HostConnectionOptions, 'outOfStep'>>(
  creating: Promise<Create<Options> | null>,
  options: Options,
): HostConnection {
  let real: HostConnection | null = null;
  let isSignalingUp = false;
  let fate: 'unborn' | 'started' | 'stopped' | 'left' = 'unborn';

  const arrive = (create: Create<Options> | null): void => {
    if (create === null || fate === 'left') return;
    real = create(options);
    if (fate === 'started') real.start(isSignalingUp);
  };
  const arrived = creating.then(arrive);

  return {
    state: () => real?.state() ?? { isJoining: false, waiting: [], presence: 'offline', isFlooded: false },
    link: () => real?.link() ?? { tried: null, isStuck: false, sinceUnixMs: null },
    stats: () => real?.stats() ?? Promise.resolve(null),
    owns: (roomId) => real?.owns(roomId) ?? false,
    start: (isUp) => {
      isSignalingUp = isUp;
      fate = 'started';
      real?.start(isUp);
    },
    signalingEvent: (event) => {
      if (event.type === 'connected' || event.type === 'disconnected') isSignalingUp = event.type === 'connected';
      real?.signalingEvent(event);
    },
    pageChanged: (event) => real?.pageChanged(event),
    tellTyping: (isTyping) => real?.tellTyping(isTyping),
    deliveryFailed: (why) => {
      if (real !== null) real.deliveryFailed(why);
      else if (why === 'out-of-step') options.outOfStep();
    },
    admit: (guestId) => real?.admit(guestId),
    decline: (guestId) => real?.decline(guestId),
    forgive: () => real?.forgive(),
    leave: () => {
      fate = 'left';
      real?.leave();
    },
    stop: async () => {
      fate = 'stopped';
      if (real === null) await arrived;
      await (real?.stop() ?? NEVER);
    },
  };
}
