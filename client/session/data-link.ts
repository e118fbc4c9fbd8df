/**
 * A transport, and what it and the other side say too early: it is made ahead, once the ICE servers are known, and heard when
 * it is opened. The other side is authenticated by then, but need not be kind.
 */
import { ProtocolError } from '../protocol/errors.ts';
import type { CreateTransport, IceServer, RelayUse, Transport, TransportEvent, TransportPath } from './ports.ts';

/** Of the other side, in all: a description and its candidates, of which a device with many addresses has some dozens. */
const MAX_SIGNALS = 256;

export interface DataLink {
  /** It will be opened soon: makes the transport, which takes a round trip and then some. Asking again changes nothing. */
  prepare(): void;
  /** It will not be opened so soon, and credentials grow old. */
  unprepare(): void;
  /** From here on the two sides hear of each other. */
  open(): void;
  /** @throws ProtocolError `oversize` when too many arrive */
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
  readonly said: TransportEvent[];
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
  let queued: string[] = [];
  let signalCount = 0;
  let isOpen = false;
  let isClosed = false;

  const make = async (own: Making): Promise<void> => {
    const iceServers = await options.iceServers();
    if (own.isDropped) return;
    const { isInitiator, relay } = options;
    own.transport = options.createTransport({ isInitiator, iceServers, relay }, (event) => {
      if (own.isDropped) return;
      if (isOpen) options.received(event);
      else own.said.push(event);
    });
    listen(own);
  };

  const prepare = (): void => {
    if (making !== null || isClosed) return;
    making = { transport: null, said: [], isDropped: false };
    void make(making);
  };

  /** Either side hears what the other said before there was a transport, or before it was open. */
  const listen = (own: Making): void => {
    if (!isOpen || own.transport === null) return;
    for (const event of own.said.splice(0)) if (!own.isDropped) options.received(event);
    const early = queued;
    queued = [];
    for (const json of early) own.transport.signal(json);
  };

  const drop = (): void => {
    if (making === null) return;
    making.isDropped = true;
    making.transport?.close();
    making = null;
  };

  return {
    prepare,
    unprepare: drop,
    open: () => {
      isOpen = true;
      prepare();
      if (making !== null) listen(making);
    },
    signal: (json) => {
      if (isClosed) return;
      signalCount += 1;
      if (signalCount > MAX_SIGNALS) throw new ProtocolError('oversize');
      if (isOpen && making?.transport) making.transport.signal(json);
      else queued.push(json);
    },
    send: (message) => {
      making?.transport?.send(message);
    },
    stats: () => making?.transport?.stats() ?? Promise.resolve(null),
    close: () => {
      isClosed = true;
      queued = [];
      drop();
    },
  };
}
