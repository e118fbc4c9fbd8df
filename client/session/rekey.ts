/**
 * What a live session and the renewal of its keys (GC/1 section 9) want of each other. Guest and host each have their own
 * part: `guest-rekey.ts` and `host-rekey.ts`. Knows no chain: those stay in the secure channel.
 */
import { ProtocolError } from '../protocol/errors.ts';
import { encodeFrame, parseRekeyFrame, type RekeyFrame } from '../protocol/frame.ts';
import type { ChainPair } from '../protocol/chain.ts';
import type { DataContent } from '../protocol/content.ts';
import type { CloseReason } from './machine.ts';

/** The session, as its rekey sees it. */
export interface RekeyLink {
  send(content: Extract<DataContent, { type: 'rekey' | 'rekey-step' }>): void;
  /** Hands the new chains over; nothing uses them yet. */
  stage(chains: ChainPair): void;
  /** What is sent from now on is sealed by the new chain, what arrives from now on is opened by it. */
  switchSend(): void;
  switchReceive(): void;
  /** The next step is due within 20 s, or the session ends. */
  awaitStep(): void;
  /** No step is due any more. */
  settled(): void;
  fail(reason: CloseReason): void;
}

/** One side's part, for one session's life. Throws ProtocolError for what does not belong to it: the session ends. */
export interface Rekey {
  /** The session is live. */
  start(): void;
  /** DATA 06. */
  frame(bytes: Uint8Array): void;
  /** DATA 07. */
  step(): void;
  /** A handshake runs: no other attempt may. */
  isRunning(): boolean;
  /** The session is over. */
  stop(): void;
}

export type CreateRekey = (link: RekeyLink) => Rekey;

export function readRekeyFrame(bytes: Uint8Array): RekeyFrame {
  const frame = parseRekeyFrame(bytes);
  if (frame === null) throw new ProtocolError('malformed');
  return frame;
}

export function sendRekeyFrame(link: RekeyLink, frame: RekeyFrame): void {
  link.send({ type: 'rekey', frame: encodeFrame(frame) });
}
