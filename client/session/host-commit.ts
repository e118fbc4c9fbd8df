/** How the host makes a handshake durable, over signaling or inside a session (GC/1 section 6, step 5 and READY_ACK). */
import type { RefusalCode } from '../protocol/frame.ts';
import { commitHost } from './commit.ts';
import type { KeyStore } from './ports.ts';
import { isOvertaken, judgeGuest, settleHost, type HostMemory, type Slot } from './slots.ts';

export interface HostCommitOptions {
  readonly memory: KeyStore<HostMemory>;
  /** Runs everything that reads and then writes the memory of one chat after each other. */
  oneAtATime<T>(work: () => Promise<T>): Promise<T>;
  /** The commit is stored; READY leaves when this resolves. */
  committed(): Promise<void>;
}

/** What a verified handshake brings. */
export interface Agreement {
  /** The slot that the attempt began on. */
  readonly slot: Slot;
  /** What was current when it did. */
  readonly began: Slot;
  readonly guestPublicKey: Uint8Array;
  readonly resume: Uint8Array;
  /** Null after first contact. */
  readonly seat: Uint8Array | null;
  readonly guestName: string | null;
}

export interface HostCommit {
  /** Rejects when it could not be stored; resolves with a refusal when somebody else was faster. */
  commit(agreement: Agreement): Promise<null | { readonly refusal: RefusalCode }>;
  /** READY_ACK of the attempt that began on this slot. */
  settle(slot: Slot): void;
}

export function createHostCommit({ memory, oneAtATime, committed }: HostCommitOptions): HostCommit {
  return {
    commit: ({ slot, began, guestPublicKey, resume, seat: newSeat, guestName }) =>
      oneAtATime(async () => {
        // Judged again: an earlier turn may have let somebody else in.
        const before = memory.read();
        const verdict = judgeGuest(before.keys, slot, guestPublicKey, false);
        if (verdict !== 'welcome') return { refusal: verdict };
        if (isOvertaken(before.keys, began)) return { refusal: 'busy' };
        const seat = newSeat ?? before.keys.claim?.seat;
        if (seat === undefined) throw new Error('internal: a resumed session without a claim');
        const claim = { pin: guestPublicKey, seat, guestName: guestName ?? '' };
        await memory.update((latest) => commitHost(latest, slot, resume, claim));
        await committed();
        return null;
      }),
    settle: (slot) => {
      void oneAtATime(async () => {
        // Only for the last commit: READY_ACK of an older one says nothing about whether the guest has this one.
        const now = memory.read();
        if (now.keys.cur.epoch === slot.epoch + 1) await memory.update(settleHost);
      }).catch(() => undefined);
    },
  };
}
