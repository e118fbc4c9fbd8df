/** Handshakes to spoil: one invite, with and without its password bit, two people, and the same draws at every call. */
import {
  acceptHandshake,
  answerHandshake,
  encodePrologue,
  finishHandshake,
  readIdentity,
  startHandshake,
  type HandshakeContext,
  type HandshakeKind,
} from '../handshake.ts';
import { createInvite, deriveInviteKeys } from '../invite-keys.ts';
import { createKeyPair } from '../key-pair.ts';
import { XK_HFS_PSK0, XK_HFS_PSK0_PSK3 } from '../noise-patterns.ts';
import { initialize, type HandshakeState } from '../noise.ts';
import { preparePassword } from '../password.ts';
import { SHA256 } from '../primitives.ts';
import { seededRandom } from './seeded-random.ts';

export const NAME = 'Bo';
export const { invite, hostKeys } = createInvite(
  { hostName: 'Ann', deadlineUnixSeconds: 1_800_000_000, silence: 10, hasPassword: false, isRelayOnly: false },
  seededRandom('invite'),
);
export const inviteKeys = deriveInviteKeys(invite);
export const keysWithPassword = deriveInviteKeys({ ...invite, hasPassword: true });
export const guestKeys = createKeyPair(seededRandom('guest'));

export const FIRST: HandshakeContext<'first'> = {
  inviteContext: inviteKeys.context,
  inviteRoomId: inviteKeys.room.roomId,
  kind: 'first',
  epoch: 0,
  attempt: new Uint8Array(16).fill(3),
  resumption: inviteKeys.resumption,
  password: null,
};
export const PASSWORD: HandshakeContext<'first'> = {
  ...FIRST,
  inviteContext: keysWithPassword.context,
  inviteRoomId: keysWithPassword.room.roomId,
  resumption: keysWithPassword.resumption,
  password: preparePassword('correct horse'),
};
export const RESUME: HandshakeContext<'resume'> = { ...FIRST, kind: 'resume', epoch: 1 };
export const REKEY: HandshakeContext<'rekey'> = { ...FIRST, kind: 'rekey', epoch: 1 };

/** The same three messages at every call, so that a spoiled copy meets the state it was made for. */
export function start<Kind extends HandshakeKind>(context: HandshakeContext<Kind>) {
  return startHandshake(context, guestKeys, hostKeys.publicKey, seededRandom('guest draws'));
}

export function answer<Kind extends HandshakeKind>(message1: Uint8Array, context: HandshakeContext<Kind>) {
  return answerHandshake(context, hostKeys, message1, seededRandom('host draws'));
}

export function run<Kind extends HandshakeKind>(context: HandshakeContext<Kind>) {
  const { state, message1 } = start(context);
  const { message2 } = answer(message1, context);
  const { message3, established } = finishHandshake(state, message2, NAME);
  return { message1, message2, message3, established };
}

/** Both sides to the end. */
export function meet<Kind extends HandshakeKind>(context: HandshakeContext<Kind>) {
  const { message1, message2, message3, established: guest } = run(context);
  const identified = readIdentity(answer(message1, context).state, message3);
  const { guestName, established: host } = acceptHandshake(identified);
  return { messages: [message1, message2, message3] as const, identified, guestName, guest, host };
}

/** The engine alone, to say in messages 1 and 2 what the steps never would. */
export function engine(context: HandshakeContext<'first'>, isInitiator: boolean): HandshakeState {
  return initialize({
    pattern: context.password === null ? XK_HFS_PSK0 : XK_HFS_PSK0_PSK3,
    hash: SHA256,
    isInitiator,
    prologue: encodePrologue(context),
    s: isInitiator ? guestKeys : hostKeys,
    rs: isInitiator ? hostKeys.publicKey : null,
    psks: [context.resumption],
    random: seededRandom('engine draws'),
  });
}
