/**
 * One WebRTC data channel through simple-peer: label `gc1`, ordered, reliable, binary (GC/1 section 8).
 * Its events differ between browsers, so `closed` is only a hint: what is true comes from the heartbeats above.
 */
import Peer from 'simple-peer/simplepeer.min.js';
import type { CreateTransport, Transport, TransportEvent, TransportOptions } from '../session/ports.ts';

const CHANNEL_LABEL = 'gc1';
/** Only SYNC may come so early, so anything near this is not a peer of ours. */
const MAX_EARLY_MESSAGES = 64;

export const createSimplePeerTransport: CreateTransport = (options, listener) => {
  let isClosed = false;
  /** simple-peer calls itself connected a little after its channel is open; what arrives in between must not get ahead. */
  let early: Uint8Array[] | null = [];
  const peer = new Peer({
    initiator: options.isInitiator,
    channelName: CHANNEL_LABEL,
    config: toConfiguration(options),
    trickle: true,
  });

  const emit = (event: TransportEvent): void => {
    if (!isClosed) listener(event);
  };

  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    peer.destroy();
  };

  const closed = (): void => {
    emit({ type: 'closed' });
    close();
  };

  peer.on('signal', (signal: unknown) => {
    emit({ type: 'signal', json: JSON.stringify(signal) });
  });
  peer.on('connect', () => {
    emit({ type: 'open' });
    const messages = early ?? [];
    early = null;
    for (const bytes of messages) emit({ type: 'message', bytes });
  });
  peer.on('data', (chunk: Uint8Array) => {
    const bytes = new Uint8Array(chunk);
    if (early === null) emit({ type: 'message', bytes });
    else if (early.length < MAX_EARLY_MESSAGES) early.push(bytes);
    else closed();
  });
  // simple-peer destroys itself after an error; either event is the last.
  peer.on('error', closed);
  peer.on('close', closed);

  const transport: Transport = {
    signal: (json) => {
      if (isClosed) return;
      try {
        peer.signal(toSignal(json));
      } catch {
        closed();
      }
    },
    send: (message) => {
      if (isClosed || !peer.connected) return;
      try {
        peer.send(message);
      } catch {
        closed();
      }
    },
    close,
  };
  return transport;
};

function toConfiguration({ iceServers, isRelayOnly }: TransportOptions): RTCConfiguration {
  return {
    iceServers: iceServers.map(({ urls, ...credentials }) => ({ urls: [...urls], ...credentials })),
    iceTransportPolicy: isRelayOnly ? 'relay' : 'all',
  };
}

/** The other side is authenticated, but what it says may still be nonsense: throws for anything but a signal. */
function toSignal(json: string): Peer.SignalData {
  const signal: unknown = JSON.parse(json);
  if (typeof signal !== 'object' || signal === null) throw new TypeError('not a signal');
  return signal as Peer.SignalData;
}
