/**
 * A transport and the signals that arrive before it exists: it opens only once the ICE servers are known. The other side is
 * authenticated, but need not be kind.
 */
import { ProtocolError } from '../protocol/errors.ts';
import type { CreateTransport, IceServer, RelayUse, Transport, TransportEvent, TransportPath } from './ports.ts';

/** Of the other side, in all: a description and its candidates, of which a device with many addresses has some dozens. */
const MAX_SIGNALS = 256;

export interface DataLink {
  /** It will be opened soon: asks for the ICE servers, which takes a round trip. Asking again changes nothing. */
  prepare(): void;
  /** It will not be opened so soon, and credentials grow old. */
  unprepare(): void;
  open(): void;
  /** @throws ProtocolError `oversize` when too many arrive */
  signal(json: string): void;
  /** Does nothing before the transport is open and after it is closed. */
  send(message: Uint8Array): void;
  stats(): Promise<TransportPath | null>;
  close(): void;
}

export function createDataLink(options: {
  readonly isInitiator: boolean;
  readonly relay: RelayUse;
  readonly createTransport: CreateTransport;
  iceServers(): Promise<readonly IceServer[]>;
  received(event: TransportEvent): void;
}): DataLink {
  let transport: Transport | null = null;
  let queued: string[] = [];
  let signalCount = 0;
  let isClosed = false;
  let prepared: Promise<readonly IceServer[]> | null = null;

  const open = async (): Promise<void> => {
    const iceServers = await (prepared ?? options.iceServers());
    if (isClosed) return;
    const { isInitiator, relay } = options;
    transport = options.createTransport({ isInitiator, iceServers, relay }, (event) => {
      if (!isClosed) options.received(event);
    });
    const early = queued;
    queued = [];
    for (const json of early) transport.signal(json);
  };

  return {
    prepare: () => {
      prepared ??= options.iceServers();
    },
    unprepare: () => {
      prepared = null;
    },
    open: () => {
      void open();
    },
    signal: (json) => {
      if (isClosed) return;
      signalCount += 1;
      if (signalCount > MAX_SIGNALS) throw new ProtocolError('oversize');
      if (transport === null) queued.push(json);
      else transport.signal(json);
    },
    send: (message) => {
      transport?.send(message);
    },
    stats: () => transport?.stats() ?? Promise.resolve(null),
    close: () => {
      isClosed = true;
      queued = [];
      transport?.close();
    },
  };
}
