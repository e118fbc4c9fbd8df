/**
 * Known answers of GC/1: everything that follows from a set of drawn values, from the link to the records.
 * All byte strings are hex here, so that the vectors are plain JSON.
 */
import { open, seal, type Chain, type ChainName } from '../../client/protocol/chain.ts';
import { calculateGenerator, deriveIsk } from '../../client/protocol/cpace.ts';
import { encodeFrame } from '../../client/protocol/frame.ts';
import {
  acceptHandshake,
  answerHandshake,
  encodePrologue,
  finishHandshake,
  readIdentity,
  rollResumption,
  startHandshake,
  type Established,
  type HandshakeContext,
  type HandshakeKind,
  type Rekeyed,
} from '../../client/protocol/handshake.ts';
import { deriveChatRoom, deriveInviteKeys, type InviteKeys, type RoomKeys } from '../../client/protocol/invite-keys.ts';
import { encodeInvite, type Invite } from '../../client/protocol/invite.ts';
import { createKeyPair, type KeyPair } from '../../client/protocol/key-pair.ts';
import { cpaceInputs, finishExchange, startExchange } from '../../client/protocol/password-exchange.ts';
import { preparePassword } from '../../client/protocol/password.ts';
import type { RandomBytes } from '../../client/protocol/primitives.ts';
import { computeSafetyNumber } from '../../client/protocol/safety-number.ts';

type Hex = string;
type InviteFields = Pick<Invite, 'hostName' | 'deadlineUnixSeconds' | 'silence' | 'hasPassword' | 'isRelayOnly'>;

export interface HandshakeInput {
  readonly kind: HandshakeKind;
  readonly epoch: number;
  readonly attempt: Hex;
  /** X25519 secret keys; d and z of ML-KEM key generation; m of its encapsulation. */
  readonly guestEphemeral: Hex;
  readonly guestKemSeed: Hex;
  readonly hostEphemeral: Hex;
  readonly hostKemMessage: Hex;
}

/** A first contact through the same link, but with the password bit set. */
export interface PasswordInput {
  /** As a person types it. */
  readonly password: string;
  readonly handshake: HandshakeInput;
  /** CPace scalars as they are drawn: 32 bytes, of which the highest four bits are not used. */
  readonly guestScalar: Hex;
  readonly hostScalar: Hex;
}

export interface Gc1Inputs {
  readonly invite: InviteFields & { readonly secret: Hex; readonly hostSecretKey: Hex };
  readonly guest: { readonly name: string; readonly secretKey: Hex };
  /** Each continues from the resumption secret of the one before. */
  readonly handshakes: readonly HandshakeInput[];
  /** On the chains of the first handshake, in this order. */
  readonly records: readonly { readonly chain: ChainName; readonly plaintext: Hex }[];
  readonly withPassword: PasswordInput;
}

export interface HandshakeOutput {
  readonly resumption: Hex;
  readonly message1: Hex;
  readonly message2: Hex;
  readonly message3: Hex;
  /** A rekey has no `sig` chains. */
  readonly chains: Readonly<Partial<Record<ChainName, Hex>>>;
  readonly resume: Hex;
  readonly seat: Hex | null;
  readonly nextResumption: Hex;
}

/** Under their names in the draft and in section 5. */
export interface CpaceOutput {
  readonly prs: Hex;
  readonly ci: Hex;
  readonly sid: Hex;
  readonly generator: Hex;
  readonly ya: Hex;
  readonly yb: Hex;
  readonly Ya: Hex;
  readonly Yb: Hex;
  readonly isk: Hex;
  readonly psk3: Hex;
}

interface InviteOutput {
  readonly fragment: string;
  readonly context: Hex;
  readonly resumption: Hex;
}

export interface PasswordOutput {
  readonly protocolName: string;
  readonly invite: InviteOutput;
  readonly inviteRoom: Room;
  readonly cpace: CpaceOutput;
  readonly handshake: HandshakeOutput;
}

export interface Gc1Vectors {
  readonly protocolName: string;
  readonly inputs: Gc1Inputs;
  readonly invite: InviteOutput;
  readonly inviteRoom: Room;
  readonly chatRoom: Room;
  readonly hostPublicKey: Hex;
  readonly guestPublicKey: Hex;
  readonly safetyNumber: string;
  readonly handshakes: readonly HandshakeOutput[];
  readonly records: readonly { readonly n: number; readonly record: Hex }[];
  readonly frames: Readonly<Record<string, Hex>>;
  readonly withPassword: PasswordOutput;
}

interface Room {
  readonly roomId: string;
  readonly joinToken: Hex;
  readonly joinHash: Hex;
}

interface People {
  readonly hostKeys: KeyPair;
  readonly guestKeys: KeyPair;
  readonly guestName: string;
}

export function computeVectors(inputs: Gc1Inputs): Gc1Vectors {
  const { secret, hostSecretKey, ...fields } = inputs.invite;
  const hostKeys = createKeyPair(draws(hostSecretKey));
  const guestKeys = createKeyPair(draws(inputs.guest.secretKey));
  const people = { hostKeys, guestKeys, guestName: inputs.guest.name };
  const invite: Invite = { ...fields, secret: fromHex(secret), hostPublicKey: hostKeys.publicKey };
  const inviteKeys = deriveInviteKeys(invite);

  let { resumption } = inviteKeys;
  let contact: { readonly guest: Established; readonly host: Established } | null = null;
  const handshakes: HandshakeOutput[] = [];
  for (const input of inputs.handshakes) {
    const context = toContext(inviteKeys, input, resumption, null);
    const { output, guest, host } = runHandshake(
      people,
      context,
      draws(...guestDraws(input)),
      draws(...hostDraws(input)),
    );
    handshakes.push(output);
    resumption = fromHex(output.nextResumption);
    if ('sig' in guest && 'sig' in host) contact ??= { guest, host };
  }
  const seat = contact?.guest.seat;
  if (!contact || !seat) throw new Error('internal: a first contact is needed');

  const records = sealRecords(inputs.records, contact.guest, contact.host);
  return {
    protocolName: 'Noise_XKhfs+psk0_25519+MLKEM768_ChaChaPoly_SHA256',
    inputs,
    invite: toInvite(invite, inviteKeys),
    inviteRoom: toRoom(inviteKeys.room),
    chatRoom: toRoom(deriveChatRoom(seat)),
    hostPublicKey: toHex(hostKeys.publicKey),
    guestPublicKey: toHex(guestKeys.publicKey),
    safetyNumber: computeSafetyNumber(inviteKeys.room.roomId, hostKeys.publicKey, guestKeys.publicKey),
    handshakes,
    records,
    frames: toFrames(inputs.handshakes, handshakes, records),
    withPassword: computeWithPassword(inputs.withPassword, { ...invite, hasPassword: true }, people),
  };
}

function computeWithPassword(input: PasswordInput, invite: Invite, people: People): PasswordOutput {
  const inviteKeys = deriveInviteKeys(invite);
  const prs = preparePassword(input.password);
  if (prs === null) throw new Error('internal: the password of the vectors is refused');
  const context = toContext(inviteKeys, input.handshake, inviteKeys.resumption, prs);
  const guest = draws(input.guestScalar, ...guestDraws(input.handshake));
  const host = draws(input.hostScalar, ...hostDraws(input.handshake));
  return {
    protocolName: 'Noise_XKhfs+psk0+psk3_25519+MLKEM768_ChaChaPoly_SHA256',
    invite: toInvite(invite, inviteKeys),
    inviteRoom: toRoom(inviteKeys.room),
    cpace: computeCpace(input, prs, context, invite.hostPublicKey),
    handshake: runHandshake(people, context, guest, host).output,
  };
}

export function fromHex(hex: Hex): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

export function toHex(bytes: Uint8Array): Hex {
  return Buffer.from(bytes).toString('hex');
}

/** Random bytes that were drawn beforehand, in order. */
export function draws(...values: readonly Hex[]): RandomBytes {
  const left = values.map(fromHex);
  return (length) => {
    const value = left.shift();
    if (value?.length !== length) throw new Error('internal: drew another number of bytes than the vectors have');
    return value;
  };
}

function runHandshake(people: People, context: HandshakeContext, guestRandom: RandomBytes, hostRandom: RandomBytes) {
  const { hostKeys, guestKeys, guestName } = people;
  const started = startHandshake(context, guestKeys, hostKeys.publicKey, guestRandom);
  const answered = answerHandshake(context, hostKeys, started.message1, hostRandom);
  const { message3, established: guest } = finishHandshake(started.state, answered.message2, guestName);
  const { established: host } = acceptHandshake(readIdentity(answered.state, message3));
  const output: HandshakeOutput = {
    resumption: toHex(context.resumption),
    message1: toHex(started.message1),
    message2: toHex(answered.message2),
    message3: toHex(message3),
    chains: toChains(guest),
    resume: toHex(guest.resume),
    seat: 'seat' in guest && guest.seat !== null ? toHex(guest.seat) : null,
    nextResumption: toHex(rollResumption(context.resumption, guest.resume)),
  };
  return { output, guest, host };
}

function toContext(
  inviteKeys: InviteKeys,
  { kind, epoch, attempt }: HandshakeInput,
  resumption: Uint8Array,
  password: Uint8Array | null,
): HandshakeContext {
  const { context: inviteContext, room } = inviteKeys;
  return { inviteContext, inviteRoomId: room.roomId, kind, epoch, attempt: fromHex(attempt), resumption, password };
}

/** In the order in which each side draws; with a password, its scalar comes before. */
function guestDraws({ guestEphemeral, guestKemSeed }: HandshakeInput): [Hex, Hex] {
  return [guestEphemeral, guestKemSeed];
}

function hostDraws({ hostEphemeral, hostKemMessage }: HandshakeInput): [Hex, Hex] {
  return [hostEphemeral, hostKemMessage];
}

/** What the two messages carry in their payloads, and everything between. */
function computeCpace(
  input: PasswordInput,
  prs: Uint8Array,
  context: HandshakeContext,
  hostPublicKey: Uint8Array,
): CpaceOutput {
  const inputs = cpaceInputs(prs, encodePrologue(context), hostPublicKey);
  const guest = startExchange(inputs, draws(input.guestScalar));
  const host = startExchange(inputs, draws(input.hostScalar));
  const ya = toHex(guest.scalar);
  const yb = toHex(host.scalar);
  const isk = deriveIsk(inputs.sid, guest.scalar, host.share, {
    initiator: { share: guest.share, associatedData: new Uint8Array(0) },
    responder: { share: host.share, associatedData: new Uint8Array(0) },
  });
  return {
    prs: toHex(prs),
    ci: toHex(inputs.ci),
    sid: toHex(inputs.sid),
    generator: toHex(calculateGenerator(inputs)),
    ya,
    yb,
    Ya: toHex(guest.share),
    Yb: toHex(host.share),
    isk: toHex(isk),
    psk3: toHex(finishExchange(guest, 'guest', host.share)),
  };
}

function toChains(established: Established | Rekeyed): HandshakeOutput['chains'] {
  const { data } = established;
  const sig =
    'sig' in established
      ? { 'sig g2h': toHex(established.sig.send.key), 'sig h2g': toHex(established.sig.receive.key) }
      : {};
  return { ...sig, 'data g2h': toHex(data.send.key), 'data h2g': toHex(data.receive.key) };
}

function toFrames(
  inputs: readonly HandshakeInput[],
  outputs: readonly HandshakeOutput[],
  records: Gc1Vectors['records'],
): Gc1Vectors['frames'] {
  const [first, , rekey] = inputs;
  const [firstOutput, resumeOutput, rekeyOutput] = outputs;
  const [firstRecord] = records;
  if (!first || !rekey || !firstOutput || !resumeOutput || !rekeyOutput || !firstRecord) {
    throw new Error('internal: three handshakes and a record are needed');
  }
  const attempt = fromHex(first.attempt);
  const hello = ({ kind, epoch, attempt: id }: HandshakeInput, { message1 }: HandshakeOutput): Hex =>
    toHex(encodeFrame({ type: 'hs1', kind, epoch, attempt: fromHex(id), message: fromHex(message1) }));
  return {
    hs1: hello(first, firstOutput),
    hs2: toHex(encodeFrame({ type: 'hs2', attempt, message: fromHex(firstOutput.message2) })),
    hs3: toHex(encodeFrame({ type: 'hs3', attempt, message: fromHex(resumeOutput.message3) })),
    sig: toHex(encodeFrame({ type: 'sig', attempt, record: fromHex(firstRecord.record) })),
    err: toHex(encodeFrame({ type: 'err', attempt, code: 'password', left: 9 })),
    rekeyHs1: hello(rekey, rekeyOutput),
  };
}

/** Each record is sealed by its sender and opened by the other side. */
function sealRecords(plan: Gc1Inputs['records'], guest: Established, host: Established): { n: number; record: Hex }[] {
  const senders: Record<ChainName, Chain> = {
    'sig g2h': guest.sig.send,
    'sig h2g': host.sig.send,
    'data g2h': guest.data.send,
    'data h2g': host.data.send,
  };
  const receivers: Record<ChainName, Chain> = {
    'sig g2h': host.sig.receive,
    'sig h2g': guest.sig.receive,
    'data g2h': host.data.receive,
    'data h2g': guest.data.receive,
  };
  return plan.map(({ chain: name, plaintext }) => {
    const { n } = senders[name];
    const sealed = seal(senders[name], fromHex(plaintext));
    const opened = open(receivers[name], sealed.record);
    if (toHex(opened.plaintext) !== plaintext) throw new Error('internal: a record does not open to what was sealed');
    senders[name] = sealed.chain;
    receivers[name] = opened.chain;
    return { n, record: toHex(sealed.record) };
  });
}

function toInvite(invite: Invite, { context, resumption }: InviteKeys): InviteOutput {
  return { fragment: encodeInvite(invite), context: toHex(context), resumption: toHex(resumption) };
}

function toRoom({ roomId, joinToken, joinHash }: RoomKeys): Room {
  return { roomId, joinToken: toHex(joinToken), joinHash: toHex(joinHash) };
}
