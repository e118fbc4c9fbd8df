/**
 * The host's part of a handshake, in the order of GC/1 section 6: the guest's key, the deadline and the password count,
 * the payload, a person's word, and only then the commit.
 */
import { ProtocolError } from '../protocol/errors.ts';
import {
  acceptHandshake,
  readIdentity,
  type AwaitingFinal,
  type ContactKind,
  type Established,
} from '../protocol/handshake.ts';
import type { RefusalCode } from '../protocol/frame.ts';
import { SecureChannel } from './secure-channel.ts';
import type { Handshaker, Verdict } from './handshaker.ts';
import { createHostCommit, type HostCommitOptions } from './host-commit.ts';
import { countPasswordTry, isOvertaken, judgeGuest, kindOf, MAX_PASSWORD_TRIES, type Slot } from './slots.ts';

interface Accepted {
  readonly established: Established;
  readonly guestPublicKey: Uint8Array;
  /** Null when the session resumes. */
  readonly guestName: string | null;
}

export interface HostHandshaker extends Handshaker {
  /** Who knocked; once `verify` said so. */
  visitor(): { readonly guestPublicKey: Uint8Array; readonly name: string };
}

interface HostHandshakerOptions extends HostCommitOptions {
  readonly state: AwaitingFinal;
  /** The slot that the attempt began on. */
  readonly slot: Slot;
  readonly hasPassword: boolean;
  /** What was current when it did. */
  readonly began: Slot;
  /** Whether a guest who comes for the first time comes too late. */
  isTooLate(guestPublicKey: Uint8Array): boolean;
  /** Whether a person must say yes first. */
  mustKnock(guestPublicKey: Uint8Array): boolean;
  someoneElseTried(): void;
  changed(): void;
}

export function createHostHandshaker(options: HostHandshakerOptions): HostHandshaker {
  const { state, slot, began, memory } = options;
  const { commit, settle } = createHostCommit(options);
  let accepted: Accepted | null = null;

  const required = (): Accepted => {
    if (accepted === null) throw new Error('internal: message 3 is not verified');
    return accepted;
  };

  /** Steps 2 and 3, in one turn: the try is counted and stored before the payload is opened. */
  const open = async (identified: ReturnType<typeof readIdentity<ContactKind>>): Promise<Verdict> => {
    const { guestPublicKey } = identified;
    const { claim } = memory.read().keys;
    const isGuarded = options.hasPassword && kindOf(slot) === 'first';
    if (isGuarded && claim === null) {
      if (memory.read().fails >= MAX_PASSWORD_TRIES) return refused('exhausted');
      await memory.update(countPasswordTry);
      options.changed();
    }
    let opened: Accepted;
    try {
      opened = { ...acceptHandshake(identified), guestPublicKey };
    } catch (error) {
      if (!isGuarded || !(error instanceof ProtocolError)) throw error;
      return { is: 'refused', code: 'password', left: Math.max(0, MAX_PASSWORD_TRIES - memory.read().fails) };
    }
    accepted = opened;
    const channel = new SecureChannel(opened.established);
    return claim === null && options.mustKnock(guestPublicKey)
      ? { is: 'knocking', channel }
      : { is: 'verified', channel };
  };

  return {
    verify: async (message3) => {
      const identified = readIdentity(state, message3);
      const { guestPublicKey } = identified;
      return options.oneAtATime(async () => {
        const isTooLate = options.isTooLate(guestPublicKey);
        const verdict = judgeGuest(memory.read().keys, slot, guestPublicKey, isTooLate);
        if (verdict === 'claimed' && kindOf(slot) === 'first') options.someoneElseTried();
        if (verdict !== 'welcome') return refused(verdict);
        // Not `state`: nothing is wrong with the guest's slot, only with the moment.
        return isOvertaken(memory.read().keys, began) ? refused('busy') : open(identified);
      });
    },
    visitor: () => {
      const { guestPublicKey, guestName } = required();
      return { guestPublicKey, name: guestName ?? '' };
    },
    finalMessage: () => {
      throw new Error('internal: the host sends no message 3');
    },
    commit: () => {
      const { established, guestName, guestPublicKey } = required();
      const { resume, seat } = established;
      return commit({ slot, began, guestPublicKey, resume, seat, guestName });
    },
    settle: () => {
      settle(slot);
    },
  };
}

function refused(code: RefusalCode): Verdict {
  return { is: 'refused', code, left: 0 };
}
