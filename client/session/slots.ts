/**
 * What each side remembers between sessions, and how it is judged (GC/1 section 6). Pure functions over plain
 * records, without cryptography: what a commit makes of them stands in `commit.ts`.
 */
import { equalBytes } from '../protocol/bytes.ts';
import type { ContactKind } from '../protocol/handshake.ts';
import type { KeyPair } from '../protocol/key-pair.ts';

/** One epoch and its resumption secret R (32 bytes). */
export interface Slot {
  readonly epoch: number;
  readonly resumption: Uint8Array;
}

export interface Slots {
  readonly cur: Slot;
  /** The slot before, for as long as the other side may not have committed. */
  readonly prev: Slot | null;
}

export interface GuestKeys extends Slots {
  /** Drawn for this chat alone. */
  readonly keyPair: KeyPair;
  /** From the first commit on: where the chat room is derived from. */
  readonly seat: Uint8Array | null;
}

/** The host's record of a claimed link: all three were set by the first commit. */
export interface Claim {
  /** The guest's static public key. Nobody else is let in. */
  readonly pin: Uint8Array;
  readonly seat: Uint8Array;
  /** The name the guest gave. */
  readonly guestName: string;
}

export interface HostKeys extends Slots {
  readonly keyPair: KeyPair;
  readonly claim: Claim | null;
  /**
   * R_0, kept outside the slots to the deadline, so that a later visitor's first contact can be opened far enough to
   * be told that the link is used. Null after it.
   */
  readonly firstContact: Slot | null;
}

/** All that a host's handshakes read and write, stored as one. */
export interface HostMemory {
  readonly keys: HostKeys;
  /** As the host typed it; null without one, and again once both sides have committed or nobody did in time. */
  readonly password: string | null;
  /** Password tries that were counted; 0 again after a commit. */
  readonly fails: number;
  /** The link's secret, 16 bytes; null once both sides have committed, or nobody did in time. */
  readonly secret: Uint8Array | null;
}

/** Section 6: ten online guesses at most. */
export const MAX_PASSWORD_TRIES = 10;

/** What the link's first handshake starts from. */
export function createGuestKeys(keyPair: KeyPair, resumption: Uint8Array): GuestKeys {
  return { keyPair, seat: null, cur: { epoch: 0, resumption }, prev: null };
}

export function createHostKeys(keyPair: KeyPair, resumption: Uint8Array): HostKeys {
  const cur = { epoch: 0, resumption };
  return { keyPair, claim: null, cur, prev: null, firstContact: cur };
}

/** First contact is spoken at epoch 0, everything later resumes. */
export function kindOf(slot: Slot): ContactKind {
  return slot.epoch === 0 ? 'first' : 'resume';
}

/** Host, on HS1: the slot with that epoch, or null (ERR 7). */
export function slotFor(keys: HostKeys, epoch: number): Slot | null {
  for (const slot of [keys.cur, keys.prev, keys.firstContact]) {
    if (slot?.epoch === epoch) return slot;
  }
  return null;
}

/** Whether the attempt began on a slot that a commit may still follow, and not on the remembered first contact. */
export function isCurrent(keys: HostKeys | GuestKeys, slot: Slot): boolean {
  return isSame(keys.cur, slot) || (keys.prev !== null && isSame(keys.prev, slot));
}

/**
 * Host: a commit has happened since `before` was current. It ends every attempt that began earlier: message 3 of one that
 * was held back on its way must not replace what the guest has committed since.
 */
export function isOvertaken(keys: HostKeys, before: Slot): boolean {
  return !isSame(keys.cur, before);
}

/**
 * Host, once message 3 has shown the guest's static key. `claimed`: another key holds the link (ERR 5).
 * `state`: this key does, but it went on since (ERR 7). `expired`: nobody does, and the deadline is over (ERR 6).
 */
export function judgeGuest(
  keys: HostKeys,
  slot: Slot,
  guestPublicKey: Uint8Array,
  isPastDeadline: boolean,
): 'welcome' | 'claimed' | 'state' | 'expired' {
  if (keys.claim === null) return isPastDeadline ? 'expired' : 'welcome';
  if (!equalBytes(keys.claim.pin, guestPublicKey)) return 'claimed';
  return isCurrent(keys, slot) ? 'welcome' : 'state';
}

/** Step 2 of the host's: a try counts before it is looked at. */
export function countPasswordTry(memory: HostMemory): HostMemory {
  return { ...memory, fails: memory.fails + 1 };
}

/** Host, past the deadline: nobody comes through the link any more, so nothing is kept that only a newcomer needs. */
export function forgetLink(memory: HostMemory): HostMemory {
  const { keys } = memory;
  const forgotten = { ...memory, keys: { ...keys, firstContact: null } };
  return keys.claim === null ? { ...forgotten, password: null, secret: null } : forgotten;
}

/** Nobody claimed the link in time, and it was forgotten. */
export function isLinkForgotten({ keys, secret }: HostMemory): boolean {
  return keys.claim === null && secret === null;
}

/** Host, on READY_ACK of the last commit: the other side has committed too, and nothing of the link is needed again. */
export function settleHost(memory: HostMemory): HostMemory {
  return { ...memory, keys: { ...memory.keys, prev: null }, password: null, secret: null };
}

function isSame(a: Slot, b: Slot): boolean {
  return a.epoch === b.epoch && equalBytes(a.resumption, b.resumption);
}
