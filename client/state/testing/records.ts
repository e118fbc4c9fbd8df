/** Records as both sides have them right after the link was made. */
import { createInvite, deriveInviteKeys } from '../../protocol/invite-keys.ts';
import { createKeyPair } from '../../protocol/key-pair.ts';
import { createFakeRandom } from '../../session/testing/fake-random.ts';
import { createGuestKeys, createHostKeys } from '../../session/slots.ts';
import type { GuestRecord, HostRecord } from '../chat-record.ts';

export function createHostRecord(id: string): HostRecord {
  const random = createFakeRandom(`host ${id}`);
  const { invite, hostKeys } = createInvite(
    { hostName: 'Maya', deadlineUnixSeconds: 1_800_000_000, silence: 10, hasPassword: true, isRelayOnly: false },
    random,
  );
  const { secret, ...terms } = invite;
  const { room, resumption } = deriveInviteKeys(invite);
  return {
    id,
    createdAtUnixMs: 1_799_900_000_000,
    terms,
    secret,
    inviteRoom: room,
    isVerified: false,
    draft: 'I was about to say',
    label: 'Ana (plumber)',
    isMuted: false,
    isMarkedUnread: false,
    password: 'tulip river candle',
    fails: 0,
    isAdmissionAsked: false,
    ownerTokens: { invite: random(32), chat: random(32) },
    keys: createHostKeys(hostKeys, resumption),
    hasSomeoneElseTried: false,
    hasOldCopyTried: false,
  };
}

export function createGuestRecord(id: string): GuestRecord {
  const { createdAtUnixMs, terms, secret, inviteRoom, isVerified, draft, keys } = createHostRecord(id);
  const guestKeys = createGuestKeys(createKeyPair(createFakeRandom(`guest ${id}`)), keys.cur.resumption);
  return { id, createdAtUnixMs, terms, secret, inviteRoom, isVerified, draft, guestName: 'Ana', keys: guestKeys };
}
