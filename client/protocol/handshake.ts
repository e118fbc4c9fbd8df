/**
 * The GC/1 handshake (sections 5, 6 and 9): three messages between a guest and a host, as steps that only fit together
 * in the right order. A ProtocolError ends the attempt and has changed nothing outside it. Knows no storage, no pin and
 * no frames.
 */
import { concatBytes, decodeUtf8, EMPTY, encodeUtf8, fromBase64Url, lv, u32, u8, wipe } from './bytes.ts';
import { createChain, type Chain, type ChainName, type ChainPair } from './chain.ts';
import { SHARE_BYTES } from './cpace.ts';
import { ProtocolError } from './errors.ts';
import type { RoomId } from './invite-keys.ts';
import type { KeyPair } from './key-pair.ts';
import { label } from './label.ts';
import { XK_HFS_PSK0, XK_HFS_PSK0_PSK3 } from './noise-patterns.ts';
import {
  addPsk,
  initialize,
  readMessage,
  readPayload,
  readTokens,
  required,
  split,
  writeMessage,
  type HandshakeState,
  type UnopenedPayload,
} from './noise.ts';
import { pad, unpad } from './padding.ts';
import { cpaceInputs, finishExchange, startExchange, type PasswordExchange } from './password-exchange.ts';
import { hkdfExpand, hkdfExtract, SHA256, type RandomBytes } from './primitives.ts';

/** Spoken over signaling, opening a session: first contact through the link, or a return to a chat. */
export type ContactKind = 'first' | 'resume';

/** `rekey` is spoken inside a session and gives it new keys. */
export type HandshakeKind = ContactKind | 'rekey';

/** By kind, as on the wire. */
export const KIND_BYTES: Readonly<Record<HandshakeKind, number>> = { first: 0, resume: 1, rekey: 2 };

export const ATTEMPT_BYTES = 16;

/** Messages 1 and 2 without a password; with one, each carries SHARE_BYTES more. */
export const MESSAGE_1_BYTES = 1248;
export const MESSAGE_2_BYTES = 1152;
export const MESSAGE_3_BYTES: Readonly<Record<HandshakeKind, number>> = { first: 320, resume: 64, rekey: 64 };

export const MAX_GUEST_NAME_BYTES = 252;
export const MAX_GUEST_NAME_CODE_POINTS = 64;

/** What both sides must agree on before the first message; all of it is authenticated. */
export interface HandshakeContext<Kind extends HandshakeKind = HandshakeKind> {
  /** `ictx` of the invite. */
  readonly inviteContext: Uint8Array;
  /** Of the invite, not of the chat. */
  readonly inviteRoomId: RoomId;
  readonly kind: Kind;
  /** 0 at first contact, from 1 on at every other kind. */
  readonly epoch: number;
  /** 16 bytes, drawn by the guest for this attempt. */
  readonly attempt: Uint8Array;
  /** R_epoch, 32 bytes; is read, never wiped. */
  readonly resumption: Uint8Array;
  /** From `preparePassword`, at first contact through a link that has one; null otherwise. Is read, never wiped. */
  readonly password: Uint8Array | null;
}

/** Guest, message 1 sent. */
export interface AwaitingReply<Kind extends HandshakeKind = ContactKind> {
  readonly step: 'awaiting-reply';
  readonly kind: Kind;
  readonly noise: HandshakeState;
  /** Null without a password. */
  readonly exchange: PasswordExchange | null;
}

/** Host, message 2 sent. */
export interface AwaitingFinal<Kind extends HandshakeKind = ContactKind> {
  readonly step: 'awaiting-final';
  readonly kind: Kind;
  readonly noise: HandshakeState;
}

/** Host, message 3 read as far as the guest's key, which it proves to hold; to be judged before the rest is opened. */
export interface AwaitingPayload<Kind extends HandshakeKind = ContactKind> {
  readonly step: 'awaiting-payload';
  readonly kind: Kind;
  /** 32 bytes. */
  readonly guestPublicKey: Uint8Array;
  readonly unopened: UnopenedPayload;
}

/** What a handshake over signaling gives. */
export interface Established extends Rekeyed {
  readonly sig: ChainPair;
  /** 32 bytes at first contact, where the chat's room is derived from; null later. */
  readonly seat: Uint8Array | null;
}

/** What a rekey gives: the session keeps its sig chains, which are not used any more. */
export interface Rekeyed {
  readonly data: ChainPair;
  /** 32 bytes: what this handshake adds to the resumption secret. */
  readonly resume: Uint8Array;
}

/** By kind. */
export interface Outcome {
  readonly first: Established;
  readonly resume: Established;
  readonly rekey: Rekeyed;
}

export function startHandshake<Kind extends HandshakeKind>(
  context: HandshakeContext<Kind>,
  guestKeys: KeyPair,
  hostPublicKey: Uint8Array,
  random: RandomBytes,
): { state: AwaitingReply<Kind>; message1: Uint8Array } {
  const initial = initializeNoise(context, { isInitiator: true, s: guestKeys, rs: hostPublicKey }, random);
  const exchange = exchangeFor(context, hostPublicKey, random);
  const { state: noise, message } = writeMessage(initial, exchange?.share ?? EMPTY);
  return { state: { step: 'awaiting-reply', kind: context.kind, noise, exchange }, message1: message };
}

/** @param guestName is sent at first contact only; at most MAX_GUEST_NAME_CODE_POINTS and MAX_GUEST_NAME_BYTES */
export function finishHandshake<Kind extends HandshakeKind>(
  state: AwaitingReply<Kind>,
  message2: Uint8Array,
  guestName: string,
): { message3: Uint8Array; established: Outcome[Kind] } {
  const { kind, exchange } = state;
  checkLength(message2, MESSAGE_2_BYTES + shareBytes(exchange));
  const hello = kind === 'first' ? encodeGuestName(guestName) : EMPTY;
  const { state: noise, payload } = readMessage(state.noise, message2);
  const keyed = exchange === null ? noise : addPsk(noise, finishExchange(exchange, 'guest', payload));
  const { state: complete, message } = writeMessage(keyed, hello);
  wipePsks(keyed);
  return { message3: message, established: establish(complete, kind) };
}

/** Does not depend on whether the guest's password is right: that shows once, when message 3 is opened. */
export function answerHandshake<Kind extends HandshakeKind>(
  context: HandshakeContext<Kind>,
  hostKeys: KeyPair,
  message1: Uint8Array,
  random: RandomBytes,
): { state: AwaitingFinal<Kind>; message2: Uint8Array } {
  const initial = initializeNoise(context, { isInitiator: false, s: hostKeys, rs: null }, random);
  checkLength(message1, MESSAGE_1_BYTES + shareBytes(context.password));
  const { state: hello, payload } = readMessage(initial, message1);
  const exchange = exchangeFor(context, hostKeys.publicKey, random);
  const keyed = exchange === null ? hello : addPsk(hello, finishExchange(exchange, 'host', payload));
  const { state: noise, message } = writeMessage(keyed, exchange?.share ?? EMPTY);
  return { state: { step: 'awaiting-final', kind: context.kind, noise }, message2: message };
}

/** Section 6, step 1: opens the guest's key and nothing else. Whether the password is right does not matter yet. */
export function readIdentity<Kind extends HandshakeKind>(
  state: AwaitingFinal<Kind>,
  message3: Uint8Array,
): AwaitingPayload<Kind> {
  const { kind, noise } = state;
  checkLength(message3, MESSAGE_3_BYTES[kind]);
  const unopened = readTokens(noise, message3);
  wipePsks(noise);
  return { step: 'awaiting-payload', kind, guestPublicKey: required(unopened.state.rs), unopened };
}

/**
 * Section 6, step 3. A wrong password throws ProtocolError `unauthentic` here, and nowhere before.
 * @returns the name the guest gave, at first contact
 */
export function acceptHandshake<Kind extends HandshakeKind>(
  state: AwaitingPayload<Kind>,
): { guestName: string | null; established: Outcome[Kind] } {
  const { kind } = state;
  const { state: complete, payload } = readPayload(state.unopened);
  const guestName = kind === 'first' ? decodeGuestName(payload) : null;
  return { guestName, established: establish(complete, kind) };
}

/** First contact is epoch 0, and nothing else is (section 4): otherwise it could be had without its password. */
export function fitsEpoch(kind: HandshakeKind, epoch: number): boolean {
  return (kind === 'first') === (epoch === 0);
}

/** What every key of the handshake depends on, from its first message on. */
export function encodePrologue({ inviteContext, inviteRoomId, kind, epoch, attempt }: HandshakeContext): Uint8Array {
  const roomId = fromBase64Url(inviteRoomId);
  if (roomId === null || attempt.length !== ATTEMPT_BYTES) throw new Error('internal: malformed handshake context');
  return lv(label('prologue'), inviteContext, roomId, u8(KIND_BYTES[kind]), u32(epoch), attempt);
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
  const { kind, epoch, resumption, password } = context;
  if (!fitsEpoch(kind, epoch)) throw new Error('internal: kind and epoch do not fit');
  if (password !== null && kind !== 'first') throw new Error('internal: only first contact has a password');
  const pattern = password === null ? XK_HFS_PSK0 : XK_HFS_PSK0_PSK3;
  const psk = epoch === 0 ? resumption : hkdfExpand(resumption, label('resume psk0'), 32);
  return initialize({ pattern, hash: SHA256, ...role, prologue: encodePrologue(context), psks: [psk], random });
}

function exchangeFor(
  context: HandshakeContext,
  hostPublicKey: Uint8Array,
  random: RandomBytes,
): PasswordExchange | null {
  if (context.password === null) return null;
  return startExchange(cpaceInputs(context.password, encodePrologue(context), hostPublicKey), random);
}

/** How much longer messages 1 and 2 are. */
function shareBytes(password: PasswordExchange | Uint8Array | null): number {
  return password === null ? 0 : SHARE_BYTES;
}

/** Of those that message 3 has used: psk0 was used by message 1 and is not among them. */
function wipePsks(used: HandshakeState): void {
  for (const psk of used.psks) wipe(psk);
}

/** What the keys of a finished handshake are made into. */
interface Schedule {
  readonly data: ChainPair;
  readonly sig: () => ChainPair;
  readonly derive: (purpose: string) => Uint8Array;
}

const OUTCOME: { readonly [Kind in HandshakeKind]: (schedule: Schedule) => Outcome[Kind] } = {
  first: ({ data, sig, derive }) => ({ data, sig: sig(), resume: derive('resume'), seat: derive('seat') }),
  resume: ({ data, sig, derive }) => ({ data, sig: sig(), resume: derive('resume'), seat: null }),
  rekey: ({ data, derive }) => ({ data, resume: derive('resume') }),
};

function establish<Kind extends HandshakeKind>(complete: HandshakeState, kind: Kind): Outcome[Kind] {
  const { initiatorKey, responderKey, exporterKey, handshakeHash } = split(complete);
  const derive = (purpose: string): Uint8Array =>
    hkdfExpand(exporterKey, concatBytes(label(purpose), handshakeHash), 32);
  const pair = (guestToHost: Chain, hostToGuest: Chain): ChainPair =>
    complete.isInitiator ? { send: guestToHost, receive: hostToGuest } : { send: hostToGuest, receive: guestToHost };
  const sig = (name: ChainName): Chain => createChain(name, derive(name));
  const outcome = OUTCOME[kind]({
    data: pair(createChain('data g2h', initiatorKey), createChain('data h2g', responderKey)),
    sig: () => pair(sig('sig g2h'), sig('sig h2g')),
    derive,
  });
  wipe(exporterKey);
  return outcome;
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
