/**
 * What a link and, later, a seat open: rooms on the server and the first resumption secret (GC/1 sections 2 and 3).
 * Knows no handshake and no clock.
 */
import { concatBytes, toBase64Url } from './bytes.ts';
import { encodeInvite, INVITE_SECRET_BYTES, inviteContext, type Invite } from './invite.ts';
import { createKeyPair, type KeyPair } from './key-pair.ts';
import { label } from './label.ts';
import { hkdfExpand, hkdfExtract, SHA256, type RandomBytes } from './primitives.ts';

/** base64url of 16 bytes. */
export type RoomId = string & { readonly __brand: 'RoomId' };

export interface RoomKeys {
  readonly roomId: RoomId;
  /** 32 bytes; lets a guest take a seat. */
  readonly joinToken: Uint8Array;
  /** SHA-256(joinToken): all the server keeps of it. */
  readonly joinHash: Uint8Array;
}

export interface InviteKeys {
  /** `ictx`, 39 + n bytes. */
  readonly context: Uint8Array;
  readonly room: RoomKeys;
  /** R_0, 32 bytes. */
  readonly resumption: Uint8Array;
}

type InviteOptions = Pick<Invite, 'hostName' | 'deadlineUnixSeconds' | 'silence' | 'hasPassword' | 'isRelayOnly'>;

export function createInvite(options: InviteOptions, random: RandomBytes): { invite: Invite; hostKeys: KeyPair } {
  for (;;) {
    const hostKeys = createKeyPair(random);
    const invite = { ...options, secret: random(INVITE_SECRET_BYTES), hostPublicKey: hostKeys.publicKey };
    // Message apps cut a trailing `-` or `_` off a link.
    if (/[A-Za-z0-9]$/.test(encodeInvite(invite))) return { invite, hostKeys };
  }
}

export function deriveInviteKeys(invite: Invite): InviteKeys {
  const context = inviteContext(invite);
  const prk = hkdfExtract(label('invite'), invite.secret);
  const derive = (purpose: string, length: number): Uint8Array =>
    hkdfExpand(prk, concatBytes(label(purpose), context), length);
  return { context, room: toRoomKeys(derive('room', 16), derive('join', 32)), resumption: derive('psk0', 32) };
}

/** @param seat 32 bytes, agreed on at first contact and kept for the chat's life */
export function deriveChatRoom(seat: Uint8Array): RoomKeys {
  return toRoomKeys(hkdfExpand(seat, label('chat room'), 16), hkdfExpand(seat, label('chat join'), 32));
}

function toRoomKeys(roomId: Uint8Array, joinToken: Uint8Array): RoomKeys {
  // The only place a RoomId is made from bytes; what the brand promises holds by construction.
  return { roomId: toBase64Url(roomId) as RoomId, joinToken, joinHash: SHA256.digest(joinToken) };
}
