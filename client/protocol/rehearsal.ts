/**
 * A first contact with nobody: all that its two sides compute, once, with keys that are forgotten. The first time takes a page
 * several times as long as the second, for code is compiled and tables of points are made; better while nobody waits.
 */
import {
  acceptHandshake,
  answerHandshake,
  ATTEMPT_BYTES,
  finishHandshake,
  readIdentity,
  startHandshake,
} from './handshake.ts';
import { createInvite, deriveInviteKeys } from './invite-keys.ts';
import { createKeyPair } from './key-pair.ts';
import type { RandomBytes } from './primitives.ts';

/** @param pause between its parts, each of which takes up to some tens of ms while everything is cold */
export async function rehearseContact(random: RandomBytes, pause: () => Promise<void>): Promise<void> {
  const terms = { hostName: '', deadlineUnixSeconds: 0, silence: 1, hasPassword: false, isRelayOnly: false } as const;
  const { invite, hostKeys } = createInvite(terms, random);
  await pause();
  const { context: inviteContext, room, resumption } = deriveInviteKeys(invite);
  const guestKeys = createKeyPair(random);
  const attempt = random(ATTEMPT_BYTES);
  const contact = { kind: 'first', epoch: 0, password: null } as const;
  const context = { ...contact, inviteContext, inviteRoomId: room.roomId, attempt, resumption };
  await pause();
  const guest = startHandshake(context, guestKeys, invite.hostPublicKey, random);
  await pause();
  const host = answerHandshake(context, hostKeys, guest.message1, random);
  await pause();
  const { message3 } = finishHandshake(guest.state, host.message2, '');
  await pause();
  acceptHandshake(readIdentity(host.state, message3));
}
