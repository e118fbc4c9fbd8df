import { describe, expect, test } from 'vitest';
import { createKeyPair } from '../protocol/key-pair.ts';
import { commitGuest, commitHost } from './commit.ts';
import {
  countPasswordTry,
  createGuestKeys,
  createHostKeys,
  forgetLink,
  isCurrent,
  isLinkForgotten,
  isOvertaken,
  judgeGuest,
  kindOf,
  settleHost,
  slotFor,
  type Claim,
  type HostKeys,
  type HostMemory,
} from './slots.ts';
import { createFakeRandom } from './testing/fake-random.ts';

const random = createFakeRandom('slots');
const first = random(32);
const guest = createKeyPair(random);
const thief = createKeyPair(random);
const claim: Claim = { pin: guest.publicKey, seat: random(32), guestName: 'Ana' };
const fresh = createHostKeys(createKeyPair(random), first);
const resume = random(32);
const memory: HostMemory = { keys: fresh, password: 'four words', fails: 3, secret: random(16) };

const commit = (keys: HostKeys, epoch: number): HostKeys => {
  const slot = slotFor(keys, epoch);
  if (slot === null) throw new Error('no such slot');
  return commitHost({ ...memory, keys }, slot, resume, claim).keys;
};
const settle = (keys: HostKeys): HostKeys => settleHost({ ...memory, keys }).keys;

describe('the host', () => {
  test('knows only epoch 0 before the claim', () => {
    expect(slotFor(fresh, 0)).toEqual({ epoch: 0, resumption: first });
    expect(slotFor(fresh, 1)).toBeNull();
  });

  test('lets anybody in before the claim, until the deadline', () => {
    expect(judgeGuest(fresh, fresh.cur, thief.publicKey, false)).toBe('welcome');
    expect(judgeGuest(fresh, fresh.cur, thief.publicKey, true)).toBe('expired');
  });

  test('pins the first guest; nobody else gets in, whatever slot they began on', () => {
    const claimed = commit(fresh, 0);
    expect(claimed.claim).toEqual(claim);
    for (const epoch of [0, 1]) {
      const slot = slotFor(claimed, epoch);
      if (slot === null) throw new Error('no such slot');
      expect(judgeGuest(claimed, slot, thief.publicKey, false)).toBe('claimed');
      expect(judgeGuest(claimed, slot, guest.publicKey, true)).toBe('welcome');
    }
  });

  test('never replaces the pin', () => {
    const claimed = commit(fresh, 0);
    const again = commitHost({ ...memory, keys: claimed }, claimed.cur, resume, {
      ...claim,
      pin: thief.publicKey,
      guestName: 'Mallory',
    }).keys;
    expect(again.claim).toEqual(claim);
  });

  test('keeps the slot before until the guest is known to have committed', () => {
    const claimed = commit(fresh, 0);
    expect([claimed.cur.epoch, claimed.prev?.epoch]).toEqual([1, 0]);
    const settled = settle(claimed);
    expect([settled.cur.epoch, settled.prev]).toEqual([1, null]);
  });

  test('a guest whose READY was lost commits again from the slot before, and both reach the same secret', () => {
    const claimed = commit(fresh, 0);
    const again = commit(claimed, 0);
    const guestKeys = createGuestKeys(guest, first);
    expect(commitGuest(guestKeys, guestKeys.cur, resume, claim.seat).cur).toEqual(again.cur);
  });

  test('a guest whose READY was lost knows the seat of the second handshake only, and the host goes there', () => {
    const claimed = commit(fresh, 0);
    const seat = random(32);
    const again = commitHost({ ...memory, keys: claimed }, fresh.cur, resume, { ...claim, seat, guestName: '' });
    expect(again.keys.claim).toEqual({ ...claim, seat });
  });

  test('a commit overtakes every attempt that began before it', () => {
    const claimed = commit(fresh, 0);
    expect(isOvertaken(claimed, claimed.cur)).toBe(false);
    expect(isOvertaken(claimed, fresh.cur)).toBe(true);
    const other = commitHost({ ...memory, keys: claimed }, fresh.cur, random(32), claim).keys;
    expect(isOvertaken(other, claimed.cur)).toBe(true);
    expect(isOvertaken(settle(claimed), claimed.cur)).toBe(false);
  });

  test('tells a visitor of a used link so, and its own guest that it went on, from the remembered first contact', () => {
    const settled = settle(commit(settle(commit(fresh, 0)), 1));
    const slot = slotFor(settled, 0);
    if (slot === null) throw new Error('first contact forgotten');
    expect(isCurrent(settled, slot)).toBe(false);
    expect(judgeGuest(settled, slot, thief.publicKey, false)).toBe('claimed');
    expect(judgeGuest(settled, slot, guest.publicKey, false)).toBe('state');
  });

  test('past the deadline keeps nothing of the link', () => {
    const settled = settle(commit(settle(commit(fresh, 0)), 1));
    const { keys } = forgetLink({ ...memory, keys: settled });
    expect(slotFor(keys, 0)).toBeNull();
    expect(slotFor(keys, 2)).toEqual(settled.cur);
  });

  test('keeps nothing that a link could be made of when nobody came in time, and until then does', () => {
    expect(isLinkForgotten(memory)).toBe(false);
    const forgotten = forgetLink(memory);
    expect(forgotten).toMatchObject({ secret: null, password: null, keys: { claim: null, firstContact: null } });
    expect(isLinkForgotten(forgotten)).toBe(true);
    // A guest who has committed may not have heard of it, and comes back with what the link says.
    const unsettled = forgetLink(commitHost(memory, fresh.cur, resume, claim));
    expect(unsettled).toMatchObject({ secret: memory.secret, password: memory.password });
    expect(isLinkForgotten(unsettled)).toBe(false);
    expect(isLinkForgotten(settleHost(unsettled))).toBe(false);
  });

  test('does not take a slot of the same epoch with another secret for its own', () => {
    expect(isCurrent(fresh, { epoch: 0, resumption: random(32) })).toBe(false);
  });

  test('a commit clears the count of wrong passwords, and READY_ACK all that the link was', () => {
    const counted = countPasswordTry(memory);
    expect(counted).toEqual({ ...memory, fails: 4 });
    const committed = commitHost(counted, fresh.cur, resume, claim);
    expect(committed).toMatchObject({ fails: 0, password: 'four words', secret: memory.secret });
    expect(settleHost(committed)).toMatchObject({ password: null, secret: null, keys: { prev: null } });
  });

  test('moves exactly one epoch with each commit', () => {
    let keys = fresh;
    for (let epoch = 0; epoch < 5; epoch += 1) {
      keys = commit(keys, epoch);
      expect(keys.cur.epoch).toBe(epoch + 1);
      expect(keys.prev?.epoch).toBe(epoch);
      keys = settle(keys);
    }
  });
});

describe('the guest', () => {
  test('keeps the slot before until its next commit, and its seat for good', () => {
    const start = createGuestKeys(guest, first);
    const once = commitGuest(start, start.cur, resume, claim.seat);
    expect(once).toMatchObject({ seat: claim.seat, prev: start.cur, cur: { epoch: 1 } });
    const twice = commitGuest(once, once.cur, resume, null);
    expect(twice).toMatchObject({ seat: claim.seat, prev: once.cur, cur: { epoch: 2 } });
  });

  test('speaks first contact at epoch 0 and resumes at every later one', () => {
    expect([0, 1, 2].map((epoch) => kindOf({ epoch, resumption: first }))).toEqual(['first', 'resume', 'resume']);
  });
});
