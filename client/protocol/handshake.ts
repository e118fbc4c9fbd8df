/**
 * The GC/1 handshake (sections 5 and 6): three messages between a guest and a host, as steps that only fit together in
 * the right order. A ProtocolError ends the attempt and has changed nothing outside it. Knows no storage, no pin and no
 * frames.
 */
import { concatBytes, decodeUtf8, EMPTY, encodeUtf8, fromBase64Url, lv, u32, u8, wipe } from './bytes.ts';
import { createChain, type Chain, type ChainName, type ChainPair } from './chain.ts';
import { ProtocolError } from './errors.ts';
import type { RoomId } from './invite-keys.ts';
import type { KeyPair } from './key-pair.ts';
import { label } from './label.ts';
import { XK_HFS_PSK0 } from './noise-patterns.ts';
import {
  initialize,
  readMessage,
  readPayload,
  readTokens,
  split,
  writeMessage,
  type HandshakeState,
  type UnopenedPayload,
} from './noise.ts';
import { pad, unpad } from './padding.ts';
import { hkdfExpand, hkdfExtract, SHA256, type RandomBytes } from './primitives.ts';

/** First contact through the link, or a return to a chat that has one behind it. */
export type HandshakeKind = 'first' | 'resume';

/** By kind, as on the wire. */
export const KIND_BYTES: Readonly<Record<HandshakeKind, number>> = { first: 0, resume: 1 };

export const ATTEMPT_BYTES = 16;
export const MESSAGE_1_BYTES = 1248;
export const MESSAGE_2_BYTES = 1152;
export const MESSAGE_3_BYTES: Readonly<Record<HandshakeKind, number>> = { first: 320, resume: 64 };

export const MAX_GUEST_NAME_BYTES = 252;
export const MAX_GUEST_NAME_CODE_POINTS = 64;

/** What both sides must agree on before the first message; all of it is authenticated. */
export interface HandshakeContext {
  /** `ictx` of the invite. */
  readonly inviteContext: Uint8Array;
  /** Of the invite, not of the chat. */
  readonly inviteRoomId: RoomId;
  readonly kind: HandshakeKind;
  /** 0 at first contact, from 1 when resuming. */
  readonly epoch: number;
  /** 16 bytes, drawn by the guest for this attempt. */
  readonly attempt: Uint8Array;
  /** R_epoch, 32 bytes; is read, never wiped. */
  readonly resumption: Uint8Array;
}

/** Guest, message 1 sent. */
export interface AwaitingReply {
  readonly step: 'awaiting-reply';
  readonly kind: HandshakeKind;
  readonly noise: HandshakeState;
}

/** Host, message 2 sent. */
export interface AwaitingFinal {
  readonly step: 'awaiting-final';
  readonly kind: HandshakeKind;
  readonly noise: HandshakeState;
}

/** Host, message 3 read as far as the guest's key, which it proves to hold; to be judged before the rest is opened. */
export interface AwaitingPayload {
  readonly step: 'awaiting-payload';
  readonly kind: HandshakeKind;
  /** 32 bytes. */
  readonly guestPublicKey: Uint8Array;
  readonly unopened: UnopenedPayload;
}

export interface Established {
  readonly sig: ChainPair;
  readonly data: ChainPair;
  /** 32 bytes: what this handshake adds to the resumption secret. */
  readonly resume: Uint8Array;
  /** 32 bytes at first contact, where the chat's room is derived from; null later. */
  readonly seat: Uint8Array | null;
}

export function startHandshake(
  context: HandshakeContext,
  guestKeys: KeyPair,
  hostPublicKey: Uint8Array,
  random: RandomBytes,
): { state: AwaitingReply; message1: Uint8Array } {
  const initial = initializeNoise(context, { isInitiator: true, s: guestKeys, rs: hostPublicKey }, random);
  const { state: noise, message } = writeMessage(initial, EMPTY);
  return { state: { step: 'awaiting-reply', kind: context.kind, noise }, message1: message };
}

/** @param guestName is sent at first contact only; at most MAX_GUEST_NAME_CODE_POINTS and MAX_GUEST_NAME_BYTES */
export function finishHandshake(
  state: AwaitingReply,
  message2: Uint8Array,
  guestName: string,
): { message3: Uint8Array; established: Established } {
  checkLength(message2, MESSAGE_2_BYTES);
  const hello = state.kind === 'first' ? encodeGuestName(guestName) : EMPTY;
  const { state: noise } = readMessage(state.noise, message2);
  const { state: complete, message } = writeMessage(noise, hello);
  return { message3: message, established: establish(complete, state.kind) };
}

export function answerHandshake(
  context: HandshakeContext,
  hostKeys: KeyPair,
  message1: Uint8Array,
  random: RandomBytes,
): { state: AwaitingFinal; message2: Uint8Array } {
  checkLength(message1, MESSAGE_1_BYTES);
  const initial = initializeNoise(context, { isInitiator: false, s: hostKeys, rs: null }, random);
  const { state: hello } = readMessage(initial, message1);
  const { state: noise, message } = writeMessage(hello, EMPTY);
  return { state: { step: 'awaiting-final', kind: context.kind, noise }, message2: message };
}

/** Section 6, step 1: opens the guest's key and nothing else. */
export function readIdentity(state: AwaitingFinal, message3: Uint8Array): AwaitingPayload {
  checkLength(message3, MESSAGE_3_BYTES[state.kind]);
  const unopened = readTokens(state.noise, message3);
  const guestPublicKey = unopened.state.rs;
  if (guestPublicKey === null) throw new Error('internal: the pattern of the handshake carries no guest key');
  return { step: 'awaiting-payload', kind: state.kind, guestPublicKey, unopened };
}

/** Section 6, step 3. @returns the name the guest gave, at first contact */
export function acceptHandshake(state: AwaitingPayload): { guestName: string | null; established: Established } {
  const { state: complete, payload } = readPayload(state.unopened);
  const guestName = state.kind === 'first' ? decodeGuestName(payload) : null;
  return { guestName, established: establish(complete, state.kind) };
}

/** Section 6, step 5: the resumption secret of the next epoch, 32 bytes. */
export function rollResumption(resumption: Uint8Array, resume: Uint8Array): Uint8Array {
  return hkdfExpand(hkdfExtract(resumption, resume), label('roll'), 32);
}

function initializeNoise(
  context: HandshakeContext,
  role: Pick<HandshakeState, 'isInitiator' | 's' | 'rs'>,
  random: RandomBytes,
): HandshakeState {
  if ((context.kind === 'first') !== (context.epoch === 0)) throw new Error('internal: kind and epoch do not fit');
  const psk = context.epoch === 0 ? context.resumption : hkdfExpand(context.resumption, label('resume psk0'), 32);
  return initialize({ pattern: XK_HFS_PSK0, hash: SHA256, ...role, prologue: prologue(context), psks: [psk], random });
}

function prologue({ inviteContext, inviteRoomId, kind, epoch, attempt }: HandshakeContext): Uint8Array {
  const roomId = fromBase64Url(inviteRoomId);
  if (roomId === null || attempt.length !== ATTEMPT_BYTES) throw new Error('internal: malformed handshake context');
  return lv(label('prologue'), inviteContext, roomId, u8(KIND_BYTES[kind]), u32(epoch), attempt);
}

function establish(complete: HandshakeState, kind: HandshakeKind): Established {
  const { initiatorKey, responderKey, exporterKey, handshakeHash } = split(complete);
  const derive = (purpose: string): Uint8Array =>
    hkdfExpand(exporterKey, concatBytes(label(purpose), handshakeHash), 32);
  const pair = (guestToHost: Chain, hostToGuest: Chain): ChainPair =>
    complete.isInitiator ? { send: guestToHost, receive: hostToGuest } : { send: hostToGuest, receive: guestToHost };
  const sig = (name: ChainName): Chain => createChain(name, derive(name));
  const established = {
    sig: pair(sig('sig g2h'), sig('sig h2g')),
    data: pair(createChain('data g2h', initiatorKey), createChain('data h2g', responderKey)),
    resume: derive('resume'),
    seat: kind === 'first' ? derive('seat') : null,
  };
  wipe(exporterKey);
  return established;
}

function checkLength(message: Uint8Array, length: number): void {
  if (message.length !== length) throw new ProtocolError('malformed');
}

function encodeGuestName(name: string): Uint8Array {
  const bytes = encodeUtf8(name);
  if (!isGuestName(name, bytes)) throw new Error('internal: guest name too long');
  return pad(bytes);
}

function decodeGuestName(payload: Uint8Array): string {
  const bytes = unpad(payload);
  const name = decodeUtf8(bytes);
  if (name === null || !isGuestName(name, bytes)) throw new ProtocolError('malformed');
  return name;
}

function isGuestName(name: string, bytes: Uint8Array): boolean {
  return bytes.length <= MAX_GUEST_NAME_BYTES && Array.from(name).length <= MAX_GUEST_NAME_CODE_POINTS;
}
