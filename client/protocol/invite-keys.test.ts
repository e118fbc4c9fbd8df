/** GC/1 sections 2 and 3: what a link and a seat open. Their known answers are in gc1.test.ts. */
import { expect, test } from 'vitest';
import { equalBytes } from './bytes.ts';
import { createInvite, deriveChatRoom, deriveInviteKeys } from './invite-keys.ts';
import { encodeInvite, type Invite } from './invite.ts';
import { createKeyPair } from './key-pair.ts';
import { SHA256, type RandomBytes } from './primitives.ts';
import { seededRandom } from './testing/seeded-random.ts';

const OPTIONS = {
  // 55 + 5 bytes are a multiple of 3, so the last character can be any of the 64.
  hostName: 'Annie',
  deadlineUnixSeconds: 1_800_000_000,
  silence: 10,
  hasPassword: false,
  isRelayOnly: false,
} as const;

test('an invite whose link ends in neither letter nor digit is drawn again', () => {
  const drawOnce = (random: RandomBytes): Invite => {
    const { publicKey } = createKeyPair(random);
    return { ...OPTIONS, secret: random(16), hostPublicKey: publicKey };
  };
  const ends = new Set<string>();
  for (let seed = 0; ends.size < 2; seed += 1) {
    const random = seededRandom(`invite ${seed}`);
    const first = drawOnce(random);
    const { invite } = createInvite(OPTIONS, seededRandom(`invite ${seed}`));
    const end = encodeInvite(first).slice(-1);
    if (/[-_]/.test(end)) {
      expect(invite).toEqual(drawOnce(random));
      ends.add(end);
    } else {
      expect(invite).toEqual(first);
    }
  }
});

test('every draw is fresh, and the public key is the one in the link', () => {
  const random = seededRandom('fresh');
  const [one, two] = [createInvite(OPTIONS, random), createInvite(OPTIONS, random)];
  expect(one.invite.hostPublicKey).toEqual(createKeyPair(() => one.hostKeys.secretKey).publicKey);
  expect(equalBytes(one.invite.secret, two.invite.secret)).toBe(false);
  expect(equalBytes(one.invite.hostPublicKey, two.invite.hostPublicKey)).toBe(false);
});

test('whatever the link says changes the room, the token and the resumption secret', () => {
  const { invite } = createInvite(OPTIONS, seededRandom('bound'));
  const changes: Partial<Invite>[] = [
    { hasPassword: true },
    { isRelayOnly: true },
    { silence: 30 },
    { deadlineUnixSeconds: 1_800_000_001 },
    { hostName: 'Annia' },
    { secret: new Uint8Array(16) },
    { hostPublicKey: new Uint8Array(32).fill(9) },
  ];
  const all = [{}, ...changes].map((change) => deriveInviteKeys({ ...invite, ...change }));
  expect(new Set(all.map(({ room }) => room.roomId)).size).toBe(8);
  expect(new Set(all.map(({ room }) => room.joinToken.join())).size).toBe(8);
  expect(new Set(all.map(({ resumption }) => resumption.join())).size).toBe(8);
});

test('a room has 16 bytes of name, and the server keeps the hash of its token', () => {
  const { invite } = createInvite(OPTIONS, seededRandom('room'));
  for (const room of [deriveInviteKeys(invite).room, deriveChatRoom(new Uint8Array(32).fill(1))]) {
    expect(Buffer.from(room.roomId, 'base64url')).toHaveLength(16);
    expect(room.joinToken).toHaveLength(32);
    expect(room.joinHash).toEqual(SHA256.digest(room.joinToken));
  }
});
