/**
 * Known answers of GC/1: everything that follows from a set of drawn values, from the link to the records.
 * All byte strings are hex here, so that the vectors are plain JSON.
 */
import { open, seal, type Chain, type ChainName } from '../../client/protocol/chain.ts';
import { encodeFrame } from '../../client/protocol/frame.ts';
import {
  acceptHandshake,
  answerHandshake,
  finishHandshake,
  readIdentity,
  rollResumption,
  startHandshake,
  type Established,
  type HandshakeKind,
} from '../../client/protocol/handshake.ts';
import { deriveChatRoom, deriveInviteKeys, type RoomKeys } from '../../client/protocol/invite-keys.ts';
import { encodeInvite, type Invite } from '../../client/protocol/invite.ts';
import { createKeyPair } from '../../client/protocol/key-pair.ts';
import type { RandomBytes } from '../../client/protocol/primitives.ts';

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

export interface Gc1Inputs {
  readonly invite: InviteFields & { readonly secret: Hex; readonly hostSecretKey: Hex };
  readonly guest: { readonly name: string; readonly secretKey: Hex };
  readonly handshakes: readonly HandshakeInput[];
  /** On the chains of the first handshake, in this order. */
  readonly records: readonly { readonly chain: ChainName; readonly plaintext: Hex }[];
}

type Chains<T> = Readonly<Record<ChainName, T>>;

export interface HandshakeOutput {
  readonly resumption: Hex;
  readonly message1: Hex;
  readonly message2: Hex;
  readonly message3: Hex;
  readonly chains: Chains<Hex>;
  readonly resume: Hex;
  readonly seat: Hex | null;
  readonly nextResumption: Hex;
}

export interface Gc1Vectors {
  readonly protocolName: string;
  readonly inputs: Gc1Inputs;
  readonly invite: { readonly fragment: string; readonly context: Hex; readonly resumption: Hex };
  readonly inviteRoom: Room;
  readonly chatRoom: Room;
  readonly hostPublicKey: Hex;
  readonly guestPublicKey: Hex;
  readonly handshakes: readonly HandshakeOutput[];
  readonly records: readonly { readonly n: number; readonly record: Hex }[];
  readonly frames: Readonly<Record<string, Hex>>;
}

interface Room {
  readonly roomId: string;
  readonly joinToken: Hex;
  readonly joinHash: Hex;
}

export function computeVectors(inputs: Gc1Inputs): Gc1Vectors {
  const { secret, hostSecretKey, ...fields } = inputs.invite;
  const hostKeys = createKeyPair(draws(hostSecretKey));
  const guestKeys = createKeyPair(draws(inputs.guest.secretKey));
  const invite: Invite = { ...fields, secret: fromHex(secret), hostPublicKey: hostKeys.publicKey };
  const inviteKeys = deriveInviteKeys(invite);

  let resumption = inviteKeys.resumption;
  let seat: Uint8Array | null = null;
  const handshakes: HandshakeOutput[] = [];
  let sides: { guest: Established; host: Established } | null = null;
  for (const input of inputs.handshakes) {
    const context = {
      inviteContext: inviteKeys.context,
      inviteRoomId: inviteKeys.room.roomId,
      kind: input.kind,
      epoch: input.epoch,
      attempt: fromHex(input.attempt),
      resumption,
    };
    const guestDraws = draws(input.guestEphemeral, input.guestKemSeed);
    const started = startHandshake(context, guestKeys, hostKeys.publicKey, guestDraws);
    const hostDraws = draws(input.hostEphemeral, input.hostKemMessage);
    const answered = answerHandshake(context, hostKeys, started.message1, hostDraws);
    const { message3, established } = finishHandshake(started.state, answered.message2, inputs.guest.name);
    const accepted = acceptHandshake(readIdentity(answered.state, message3));
    seat ??= established.seat;
    const nextResumption = rollResumption(resumption, established.resume);
    handshakes.push({
      resumption: toHex(resumption),
      message1: toHex(started.message1),
      message2: toHex(answered.message2),
      message3: toHex(message3),
      chains: {
        'sig g2h': toHex(established.sig.send.key),
        'sig h2g': toHex(established.sig.receive.key),
        'data g2h': toHex(established.data.send.key),
        'data h2g': toHex(established.data.receive.key),
      },
      resume: toHex(established.resume),
      seat: established.seat === null ? null : toHex(established.seat),
      nextResumption: toHex(nextResumption),
    });
    resumption = nextResumption;
    sides ??= { guest: established, host: accepted.established };
  }
  const [first, second] = handshakes;
  const [firstInput] = inputs.handshakes;
  if (!sides || !seat || !first || !second || !firstInput) throw new Error('internal: two handshakes are needed');

  const records = sealRecords(inputs.records, sides.guest, sides.host);
  const attempt = fromHex(firstInput.attempt);
  const [firstRecord] = records;
  if (!firstRecord) throw new Error('internal: a record is needed');
  return {
    protocolName: 'Noise_XKhfs+psk0_25519+MLKEM768_ChaChaPoly_SHA256',
    inputs,
    invite: {
      fragment: encodeInvite(invite),
      context: toHex(inviteKeys.context),
      resumption: toHex(inviteKeys.resumption),
    },
    inviteRoom: toRoom(inviteKeys.room),
    chatRoom: toRoom(deriveChatRoom(seat)),
    hostPublicKey: toHex(hostKeys.publicKey),
    guestPublicKey: toHex(guestKeys.publicKey),
    handshakes,
    records,
    frames: {
      hs1: toHex(
        encodeFrame({
          type: 'hs1',
          kind: firstInput.kind,
          epoch: firstInput.epoch,
          attempt,
          message: fromHex(first.message1),
        }),
      ),
      hs2: toHex(encodeFrame({ type: 'hs2', attempt, message: fromHex(first.message2) })),
      hs3: toHex(encodeFrame({ type: 'hs3', attempt, message: fromHex(second.message3) })),
      sig: toHex(encodeFrame({ type: 'sig', attempt, record: fromHex(firstRecord.record) })),
      err: toHex(encodeFrame({ type: 'err', attempt, code: 'password', left: 9 })),
    },
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

function toRoom({ roomId, joinToken, joinHash }: RoomKeys): Room {
  return { roomId, joinToken: toHex(joinToken), joinHash: toHex(joinHash) };
}
