/** The guest's part of a handshake: verifies message 2, speaks message 3, commits on READY (GC/1 section 6). */
import { finishHandshake, type AwaitingReply, type ContactKind } from '../protocol/handshake.ts';
import { commitGuest } from './commit.ts';
import type { KeyStore } from './ports.ts';
import { SecureChannel } from './secure-channel.ts';
import type { Handshaker } from './handshaker.ts';
import type { GuestKeys, Slot } from './slots.ts';

export function createGuestHandshaker(options: {
  readonly state: AwaitingReply;
  /** The slot that the attempt began on. */
  readonly slot: Slot;
  readonly keys: KeyStore<GuestKeys>;
  readonly guestName: string;
}): Handshaker {
  const { state, slot, keys, guestName } = options;
  let finished: ReturnType<typeof finishHandshake<ContactKind>> | null = null;

  const result = (): ReturnType<typeof finishHandshake<ContactKind>> => {
    if (finished === null) throw new Error('internal: handshake not finished');
    return finished;
  };

  return {
    // Bytes that do not verify reject, as the session expects, and do not throw.
    verify: (message2) =>
      new Promise((resolve) => {
        finished = finishHandshake(state, message2, guestName);
        resolve({ is: 'verified', channel: new SecureChannel(finished.established) });
      }),
    finalMessage: () => result().message3,
    commit: async () => {
      const { resume, seat } = result().established;
      await keys.update((latest) => commitGuest(latest, slot, resume, seat));
      return null;
    },
    settle: () => undefined,
  };
}
