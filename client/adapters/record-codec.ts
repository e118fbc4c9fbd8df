/** A chat's record as bytes: the fields in the order below. Knows no key and no database. */
import { fromBase64Url, toBase64Url } from '../protocol/bytes.ts';
import { INVITE_SECRET_BYTES, type SilenceDays } from '../protocol/invite.ts';
import type { RoomId, RoomKeys } from '../protocol/invite-keys.ts';
import type { KeyPair } from '../protocol/key-pair.ts';
import type { Claim, GuestKeys, HostKeys, Slot } from '../session/slots.ts';
import type { GuestRecord, HostRecord } from '../state/chat-record.ts';
import { versioned, type Codec } from './codec.ts';
import { bytes, flag, integer, nullable, oneOf, struct, text, type Field } from './record-fields.ts';

const VERSION = { host: 3, guest: 2 };
const ROOM_ID_BYTES = 16;

const key = bytes(32);

const roomId: Field<RoomId> = {
  write: (id, writer) => {
    bytes(ROOM_ID_BYTES).write(fromBase64Url(id) ?? new Uint8Array(0), writer);
  },
  // base64url of 16 bytes is what the brand stands for.
  read: (reader) => toBase64Url(reader.take(ROOM_ID_BYTES)) as RoomId,
};

const slot = struct<Slot>({ epoch: integer, resumption: key });
const keyPair = struct<KeyPair>({ secretKey: key, publicKey: key });
const claim = struct<Claim>({ pin: key, seat: key, guestName: text });

const common = {
  id: text,
  createdAtUnixMs: integer,
  terms: struct<HostRecord['terms']>({
    hasPassword: flag,
    isRelayOnly: flag,
    silence: oneOf<SilenceDays>(10, 1, 30),
    deadlineUnixSeconds: integer,
    hostName: text,
    hostPublicKey: key,
  }),
  secret: nullable(bytes(INVITE_SECRET_BYTES)),
  inviteRoom: struct<RoomKeys>({ roomId, joinToken: key, joinHash: key }),
  isVerified: flag,
  draft: text,
};

/** What version 2 wrote; later fields follow it. */
const hostFields2 = {
  ...common,
  label: text,
  password: nullable(text),
  fails: integer,
  isAdmissionAsked: flag,
  ownerTokens: struct<HostRecord['ownerTokens']>({ invite: key, chat: key }),
  keys: struct<HostKeys>({
    keyPair,
    claim: nullable(claim),
    cur: slot,
    prev: nullable(slot),
    firstContact: nullable(slot),
  }),
  hasSomeoneElseTried: flag,
  hasOldCopyTried: flag,
};
const hostRecord2 = struct<Omit<HostRecord, 'isMuted' | 'isMarkedUnread'>>(hostFields2);
const hostRecord = struct<HostRecord>({ ...hostFields2, isMuted: flag, isMarkedUnread: flag });

const guestRecord = struct<GuestRecord>({
  ...common,
  guestName: text,
  keys: struct<GuestKeys>({ keyPair, seat: nullable(key), cur: slot, prev: nullable(slot) }),
});

export const HOST_RECORD: Codec<HostRecord> = versioned(VERSION.host, hostRecord, {
  2: (reader) => ({ ...hostRecord2.read(reader), isMuted: false, isMarkedUnread: false }),
});
export const GUEST_RECORD: Codec<GuestRecord> = versioned(VERSION.guest, guestRecord);
