/**
 * Runs inside a browser page: what our chat is compared with. A bare RTCPeerConnection and simple-peer, signaled through the
 * same server in the clear; and the shipped sealing on the shipped transport, without a handshake and without a log.
 */
import Peer from 'simple-peer';
import { createSimplePeerTransport } from '../../client/adapters/simple-peer-transport.ts';
import { createChain } from '../../client/protocol/chain.ts';
import type { DataContent } from '../../client/protocol/content.ts';
import type { Established } from '../../client/protocol/handshake.ts';
import { SecureChannel } from '../../client/session/secure-channel.ts';

export type LinkKind = 'bare' | 'simple-peer' | 'sealed';

/** One end of a data channel. Texts are what a person types and reads. */
export interface Link {
  /** A signal of the other end. */
  signal(json: string): void;
  send(text: string): void;
  close(): void;
}

export interface LinkListener {
  signal(json: string): void;
  open(): void;
  text(text: string): void;
}

export type CreateLink = (isInitiator: boolean, listener: LinkListener) => Link;

export const LINKS: Readonly<Record<LinkKind, CreateLink>> = {
  bare: createBareLink,
  'simple-peer': createSimplePeerLink,
  sealed: createSealedLink,
};

function createBareLink(isInitiator: boolean, listener: LinkListener): Link {
  const connection = new RTCPeerConnection({ iceServers: [] });
  let channel: RTCDataChannel | null = null;
  const use = (next: RTCDataChannel): void => {
    channel = next;
    next.binaryType = 'arraybuffer';
    next.onopen = listener.open;
    next.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      listener.text(decoder.decode(data));
    };
  };
  const describe = async (): Promise<void> => {
    await connection.setLocalDescription();
    listener.signal(JSON.stringify(connection.localDescription));
  };
  const take = async (json: string): Promise<void> => {
    const signal = JSON.parse(json) as RTCSessionDescriptionInit | { readonly candidate: RTCIceCandidateInit };
    if ('candidate' in signal) {
      await connection.addIceCandidate(signal.candidate);
    } else {
      await connection.setRemoteDescription(signal);
      if (signal.type === 'offer') await describe();
    }
  };
  connection.onicecandidate = ({ candidate }) => {
    if (candidate !== null) listener.signal(JSON.stringify({ candidate }));
  };
  connection.ondatachannel = (event) => {
    use(event.channel);
  };
  if (isInitiator) {
    use(connection.createDataChannel('bare', { ordered: true }));
    void describe();
  }
  let turn = Promise.resolve();
  return {
    signal: (json) => {
      turn = turn.then(() => take(json));
    },
    send: (text) => {
      channel?.send(encoder.encode(text));
    },
    close: () => {
      connection.close();
    },
  };
}

function createSimplePeerLink(isInitiator: boolean, listener: LinkListener): Link {
  const peer = new Peer({ initiator: isInitiator, config: { iceServers: [] } });
  peer.on('signal', (signal) => {
    listener.signal(JSON.stringify(signal));
  });
  peer.on('connect', listener.open);
  peer.on('data', (bytes: Uint8Array) => {
    listener.text(decoder.decode(bytes));
  });
  return {
    signal: (json) => {
      peer.signal(json);
    },
    send: (text) => {
      peer.send(encoder.encode(text));
    },
    close: () => {
      peer.destroy();
    },
  };
}

/** What a session does to a text between the composer and the wire, and back; both ends know the keys. */
function createSealedLink(isInitiator: boolean, listener: LinkListener): Link {
  const channel = new SecureChannel(toEstablished(isInitiator));
  let seq = 0;
  const transport = createSimplePeerTransport({ isInitiator, iceServers: [], relay: 'where-needed' }, (event) => {
    if (event.type === 'signal') listener.signal(event.json);
    if (event.type === 'open') listener.open();
    if (event.type !== 'message') return;
    const content = channel.openData(event.bytes);
    if (content.type === 'event' && content.body.kind === 'text') listener.text(content.body.text);
  });
  return {
    signal: transport.signal,
    send: (text) => {
      seq += 1;
      const body = { kind: 'text', text, replyTo: null } as const;
      const content: DataContent = { type: 'event', seq, atUnixMs: Date.now(), body };
      transport.send(channel.sealData(content));
    },
    close: transport.close,
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function toEstablished(isGuest: boolean): Established {
  const [g2h, h2g] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)] as const;
  const [send, receive] = isGuest ? ([g2h, h2g] as const) : ([h2g, g2h] as const);
  const [sendName, receiveName] = isGuest ? (['g2h', 'h2g'] as const) : (['h2g', 'g2h'] as const);
  const pairOf = (what: 'data' | 'sig') => ({
    send: createChain(`${what} ${sendName}`, send.slice()),
    receive: createChain(`${what} ${receiveName}`, receive.slice()),
  });
  return { data: pairOf('data'), sig: pairOf('sig'), resume: new Uint8Array(32), seat: null };
}
