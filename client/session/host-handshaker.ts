/** The host's part of a handshake: judges the guest's key before anything else of message 3, then commits (GC/1 section 6). */
import { acceptHandshake, readIdentity, type AwaitingFinal, type Established } from '../protocol/handshake.ts';
import type { KeyStore } from './ports.ts';
import { SecureChannel } from './secure-channel.ts';
import type { Handshaker } from './session.ts';
import { commitHost, judgeGuest, kindOf, settleHost, type HostKeys, type Slot } from './slots.ts';

interface Accepted {
  readonly established: Established;
  readonly guestPublicKey: Uint8Array;
  /** Null when the session resumes. */
  readonly guestName: string | null;
}

export function createHostHandshaker(options: {
  readonly state: AwaitingFinal;
  /** The slot that the attempt began on. */
  readonly slot: Slot;
  readonly keys: KeyStore<HostKeys>;
  isPastDeadline(): boolean;
  /** Runs commits of one chat after each other. */
  oneAtATime<T>(work: () => Promise<T>): Promise<T>;
  /** The commit is stored; READY leaves when this resolves. */
  committed(): Promise<void>;
  someoneElseTried(): void;
}): Handshaker {
  const { state, slot, keys } = options;
  let accepted: Accepted | null = null;

  return {
    verify: (message3) => {
      const identified = readIdentity(state, message3);
      const { guestPublicKey } = identified;
      const verdict = judgeGuest(keys.read(), slot, guestPublicKey, options.isPastDeadline());
      if (verdict === 'claimed' && kindOf(slot) === 'first') options.someoneElseTried();
      if (verdict !== 'welcome') return { refusal: verdict };
      accepted = { ...acceptHandshake(identified), guestPublicKey };
      return new SecureChannel(accepted.established);
    },
    finalMessage: () => {
      throw new Error('internal: the host sends no message 3');
    },
    commit: () => {
      if (accepted === null) throw new Error('internal: commit before message 3');
      const { established, guestName, guestPublicKey } = accepted;
      return options.oneAtATime(async () => {
        // Judged again: an earlier turn may have let somebody else in.
        const before = keys.read();
        const verdict = judgeGuest(before, slot, guestPublicKey, false);
        if (verdict !== 'welcome') return { refusal: verdict };
        const seat = established.seat ?? before.claim?.seat;
        if (seat === undefined) throw new Error('internal: a resumed session without a claim');
        const claim = { pin: guestPublicKey, seat, guestName: guestName ?? '' };
        await keys.write(commitHost(before, slot, established.resume, claim));
        await options.committed();
        return null;
      });
    },
    settle: () => {
      // Only for the last commit: READY_ACK of an older one says nothing about whether the guest has this one.
      const now = keys.read();
      if (now.cur.epoch === slot.epoch + 1) void keys.write(settleHost(now)).catch(() => undefined);
    },
  };
}
