/** A transport and the signals that arrive before it exists: it opens only once the ICE servers are known. */
import { ProtocolError } from '../protocol/errors.ts';
import type { CreateTransport, IceServer, Transport, TransportEvent } from './ports.ts';

/** Remote signals that may wait; the other side is authenticated, but need not be kind. */
const MAX_QUEUED_SIGNALS = 256;

export interface DataLink {
  open(): void;
  /** @throws ProtocolError `oversize` when too many arrive before the transport exists */
  signal(json: string): void;
  /** Does nothing before the transport is open and after it is closed. */
  send(message: Uint8Array): void;
  close(): void;
}

export function createDataLink(options: {
  readonly isInitiator: boolean;
  readonly isRelayOnly: boolean;
  readonly createTransport: CreateTransport;
  iceServers(): Promise<readonly IceServer[]>;
  received(event: TransportEvent): void;
}): DataLink {
  let transport: Transport | null = null;
  let queued: string[] = [];
  let isClosed = false;

  const open = async (): Promise<void> => {
    const iceServers = await options.iceServers();
    if (isClosed) return;
    const { isInitiator, isRelayOnly } = options;
    transport = options.createTransport({ isInitiator, iceServers, isRelayOnly }, (event) => {
      if (!isClosed) options.received(event);
    });
    const early = queued;
    queued = [];
    for (const json of early) transport.signal(json);
  };

  return {
    open: () => {
      void open();
    },
    signal: (json) => {
      if (isClosed) return;
      if (transport !== null) transport.signal(json);
      else if (queued.length < MAX_QUEUED_SIGNALS) queued.push(json);
      else throw new ProtocolError('oversize');
    },
    send: (message) => {
      transport?.send(message);
    },
    close: () => {
      isClosed = true;
      queued = [];
      transport?.close();
    },
  };
}
