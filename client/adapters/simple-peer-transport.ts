/**
 * One WebRTC data channel through simple-peer: label `gc1`, ordered, reliable, binary (GC/1 section 8).
 * Its events differ between browsers, so `closed` is only a hint: what is true comes from the heartbeats above.
 */
import Peer from 'simple-peer';
import { EMPTY } from '../protocol/bytes.ts';
import type { CreateTransport, Transport, TransportEvent, TransportOptions } from '../session/ports.ts';
import { hasCandidate, isEndOfCandidates, keepRelays, parseIceSignal, type IceSignal } from './ice-signal.ts';
import { toTransportPath } from './transport-path.ts';

const CHANNEL_LABEL = 'gc1';
/** Only SYNC may come so early, so anything near this is not a peer of ours. */
const MAX_EARLY_MESSAGES = 64;
/** simple-peer's words for ICE having given up. */
const FAILURES: readonly unknown[] = ['ERR_ICE_CONNECTION_FAILURE', 'ERR_CONNECTION_FAILURE'];

/** Missing in the package's types. */
type WithStats = Peer.Instance & {
  getStats(done: (error: unknown, reports?: readonly Readonly<Record<string, unknown>>[]) => void): void;
};

export const createSimplePeerTransport: CreateTransport = (options, listener) => {
  let isClosed = false;
  /** simple-peer calls itself connected a little after its channel is open; what arrives in between must not get ahead. */
  let early: Uint8Array[] | null = [];
  /** Goes out together at the end of the task: each message alone would wake the browser's network thread anew. */
  let outgoing: Uint8Array[] = [];
  let isDescribed = false;
  const peer = new Peer({
    initiator: options.isInitiator,
    channelName: CHANNEL_LABEL,
    config: toConfiguration(options),
    trickle: true,
  });

  const emit = (event: TransportEvent): void => {
    if (!isClosed) listener(event);
  };

  /** @returns whether the channel took all of it */
  const flush = (): boolean => {
    const messages = outgoing;
    outgoing = [];
    try {
      for (const message of messages) peer.send(message);
      return true;
    } catch {
      return false;
    }
  };

  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    flush();
    peer.destroy();
  };

  const end = (type: 'closed' | 'failed' | 'stranded'): void => {
    emit({ type });
    close();
  };
  const closed = (): void => {
    end('closed');
  };

  /** Null for what must not pass, either way. */
  const filter = (signal: IceSignal): IceSignal | null => {
    if (isEndOfCandidates(signal)) return null;
    return options.relay === 'both-sides' ? keepRelays(signal) : signal;
  };

  /** One description, the other half of ours: there is nothing to negotiate a second time. */
  const isExpected = ({ type }: IceSignal): boolean => {
    if (type === 'candidate') return true;
    const isFirst = !isDescribed;
    isDescribed = true;
    return isFirst && type === (options.isInitiator ? 'answer' : 'offer');
  };

  let isOpen = false;
  /** There is somewhere to be reached at. */
  let hasAddress = false;
  let isPathAlive = true;
  const setPathAlive = (isAlive: boolean): void => {
    if (isAlive === isPathAlive) return;
    isPathAlive = isAlive;
    if (isOpen) emit({ type: 'path', isAlive });
  };

  peer.on('signal', (signal: unknown) => {
    const own = parseIceSignal(JSON.stringify(signal));
    const said = own === null ? null : filter(own);
    if (said === null) return;
    hasAddress ||= hasCandidate(said);
    emit({ type: 'signal', json: JSON.stringify(said) });
  });
  peer.on('iceStateChange', (state: RTCIceConnectionState, gathering: RTCIceGatheringState) => {
    if (gathering === 'complete' && !hasAddress && options.relay !== 'where-needed') end('stranded');
    if (state === 'disconnected') setPathAlive(false);
    if (state === 'connected' || state === 'completed') setPathAlive(true);
  });
  peer.on('connect', () => {
    isOpen = true;
    emit({ type: 'open' });
    if (!isPathAlive) emit({ type: 'path', isAlive: false });
    const messages = early ?? [];
    early = null;
    for (const bytes of messages) emit({ type: 'message', bytes });
  });
  peer.on('data', (chunk: Uint8Array | string) => {
    // A text is nothing that a peer of ours sends; empty, it ends the session as whatever is malformed does.
    const bytes = typeof chunk === 'string' ? EMPTY : chunk;
    if (early === null) emit({ type: 'message', bytes });
    else if (early.length < MAX_EARLY_MESSAGES) early.push(bytes);
    else closed();
  });
  // simple-peer destroys itself after an error; either event is the last.
  peer.on('error', (error: Error & { readonly code?: unknown }) => {
    end(FAILURES.includes(error.code) ? 'failed' : 'closed');
  });
  peer.on('close', closed);

  const transport: Transport = {
    signal: (json) => {
      if (isClosed) return;
      const signal = parseIceSignal(json);
      if (signal === null || !isExpected(signal)) {
        closed();
        return;
      }
      const heard = filter(signal);
      try {
        // The package's types ask for the browser's own class where it takes the plain object.
        if (heard !== null) peer.signal(heard as Peer.SignalData);
      } catch {
        closed();
      }
    },
    send: (message) => {
      if (isClosed || !peer.connected) return;
      outgoing.push(message);
      if (outgoing.length > 1) return;
      queueMicrotask(() => {
        if (!flush()) closed();
      });
    },
    stats: () =>
      new Promise((resolve) => {
        if (isClosed || !peer.connected) resolve(null);
        else
          (peer as WithStats).getStats((_error, reports) => {
            resolve(isClosed ? null : toTransportPath(reports ?? []));
          });
      }),
    close,
  };
  return transport;
};

function toConfiguration({ iceServers, relay }: TransportOptions): RTCConfiguration {
  return {
    iceServers: iceServers.map(({ urls, ...credentials }) => ({ urls: [...urls], ...credentials })),
    iceTransportPolicy: relay === 'where-needed' ? 'all' : 'relay',
  };
}
