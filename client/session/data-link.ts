/**
 * A transport that is made ahead, and hears the other side from then on. What it has to say waits until it may be said: to the
 * other side from `negotiate` on, here from `open` on (GC/1 section 8). The other side is authenticated, but need not be kind.
 */
import { ProtocolError } from '../protocol/errors.ts';
import type { CreateTransport, IceServer, RelayUse, Transport, TransportEvent, TransportPath } from './ports.ts';

/** Of the other side, in all: a description and its candidates, of which a device with many addresses has some dozens. */
const MAX_SIGNALS = 256;

export interface DataLink {
  /** It will be needed soon: makes the transport, which takes a round trip and then some. Asking again changes nothing. */
  prepare(): void;
  /** From here on the other side hears this one's descriptions and candidates, unless that was deferred. */
  negotiate(): void;
  /** A person is asked first, and credentials grow old: all begins anew when it is opened, and nothing is heard before. */
  defer(): void;
  /** From here on what the transport itself says is heard. */
  open(): void;
  /** Of the other side. Throws ProtocolError `oversize` when too many arrive */
  signal(json: string): void;
  /** Does nothing before the transport is open and after it is closed. */
  send(message: Uint8Array): void;
  stats(): Promise<TransportPath | null>;
  close(): void;
}

/** From asking for the ICE servers on. */
interface Making {
  transport: Transport | null;
  /** What it said before anybody should hear it. */
  said: TransportEvent[];
  isDropped: boolean;
}

export function createDataLink(options: {
  readonly isInitiator: boolean;
  readonly relay: RelayUse;
  readonly createTransport: CreateTransport;
  iceServers(): Promise<readonly IceServer[]>;
  received(event: TransportEvent): void;
}): DataLink {
  let making: Making | null = null;
  /** Of the other side, before there was a transport. */
  const queued: string[] = [];
  let signalCount = 0;
  let stage: 'held' | 'deferred' | 'negotiating' | 'open' | 'closed' = 'held';

  const isHeard = ({ type }: TransportEvent): boolean =>
    stage === 'open' || (stage === 'negotiating' && type === 'signal');

  const make = async (own: Making): Promise<void> => {
    const iceServers = await options.iceServers();
    if (own.isDropped) return;
    const { isInitiator, relay } = options;
    own.transport = options.createTransport({ isInitiator, iceServers, relay }, (event) => {
      if (own.isDropped) return;
      if (isHeard(event)) options.received(event);
      else own.said.push(event);
    });
    for (const json of queued.splice(0)) own.transport.signal(json);
    speakUp();
  };

  const prepare = (): void => {
    if (making !== null || stage === 'closed') return;
    making = { transport: null, said: [], isDropped: false };
    void make(making);
  };

  const speakUp = (): void => {
    if (making === null) return;
    const own = making;
    const { said } = own;
    own.said = said.filter((event) => !isHeard(event));
    for (const event of said) if (isHeard(event) && !own.isDropped) options.received(event);
  };

  const drop = (): void => {
    queued.length = 0;
    if (making === null) return;
    making.isDropped = true;
    making.transport?.close();
    making = null;
  };

  return {
    prepare,
    negotiate: () => {
      if (stage !== 'held') return;
      stage = 'negotiating';
      speakUp();
    },
    defer: () => {
      stage = 'deferred';
      drop();
    },
    open: () => {
      if (stage === 'closed') return;
      stage = 'open';
      prepare();
      speakUp();
    },
    signal: (json) => {
      if (stage === 'closed') return;
      signalCount += 1;
      if (signalCount > MAX_SIGNALS) throw new ProtocolError('oversize');
      if (stage === 'deferred') return;
      if (making?.transport) making.transport.signal(json);
      else queued.push(json);
    },
    send: (message) => {
      making?.transport?.send(message);
    },
    stats: () => making?.transport?.stats() ?? Promise.resolve(null),
    close: () => {
      stage = 'closed';
      drop();
    },
  };
}
