/** The guest's part of a rekey: starts it in time, speaks messages 1 and 3, commits on READY (GC/1 section 9). */
import { equalBytes } from '../protocol/bytes.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { finishHandshake, startHandshake, type AwaitingReply, type Rekeyed } from '../protocol/handshake.ts';
import { commitGuest } from './commit.ts';
import { toHandshakeContext, type ConnectionOptions } from './connection.ts';
import type { KeyStore } from './ports.ts';
import { readRekeyFrame, sendRekeyFrame, type Rekey, type RekeyLink } from './rekey.ts';
import type { GuestKeys, Slot } from './slots.ts';

/** This long on the same chains. */
export const REKEY_AFTER_MS = 30 * 60_000;
/** Another attempt runs: the session it would replace may outlive it. */
const ASK_AGAIN_MS = 60_000;

type State =
  | { readonly is: 'idle' }
  | {
      readonly is: 'awaiting-reply';
      readonly attempt: Uint8Array;
      readonly slot: Slot;
      readonly handshake: AwaitingReply<'rekey'>;
    }
  | { readonly is: 'awaiting-ready'; readonly slot: Slot; readonly established: Rekeyed }
  | { readonly is: 'committing' };

export function createGuestRekey(
  options: Pick<ConnectionOptions, 'terms' | 'inviteKeys' | 'clock' | 'random'> & {
    readonly keys: KeyStore<GuestKeys>;
    /** It runs one attempt at a time, of whatever kind (section 6). */
    isAttemptRunning(): boolean;
  },
  link: RekeyLink,
): Rekey {
  const { terms, inviteKeys, keys, clock, random } = options;
  let state: State = { is: 'idle' };
  let cancel = (): void => undefined;

  const schedule = (delayMs: number): void => {
    cancel = clock.after(delayMs, begin);
  };

  const begin = (): void => {
    if (options.isAttemptRunning()) {
      schedule(ASK_AGAIN_MS);
      return;
    }
    const { keyPair, cur: slot } = keys.read();
    const attempt = random(16);
    const context = toHandshakeContext(inviteKeys, 'rekey', slot, attempt);
    const { state: handshake, message1 } = startHandshake(context, keyPair, terms.hostPublicKey, random);
    state = { is: 'awaiting-reply', attempt, slot, handshake };
    link.awaitStep();
    sendRekeyFrame(link, { type: 'hs1', kind: 'rekey', epoch: slot.epoch, attempt, message: message1 });
  };

  const commit = async (slot: Slot, { resume }: Rekeyed): Promise<void> => {
    try {
      await keys.update((latest) => commitGuest(latest, slot, resume, null));
    } catch {
      link.fail({ why: 'storage' });
      return;
    }
    if (state.is !== 'committing') return;
    link.send({ type: 'rekey-step' });
    state = { is: 'idle' };
    link.settled();
    schedule(REKEY_AFTER_MS);
  };

  return {
    start: () => {
      schedule(REKEY_AFTER_MS);
    },
    frame: (bytes) => {
      const frame = readRekeyFrame(bytes);
      if (state.is !== 'awaiting-reply' || frame.type !== 'hs2' || !equalBytes(frame.attempt, state.attempt)) {
        throw new ProtocolError('out-of-order');
      }
      const { attempt, slot, handshake } = state;
      const { message3, established } = finishHandshake(handshake, frame.message, '');
      link.stage(established.data);
      // The last record on the old chain.
      sendRekeyFrame(link, { type: 'hs3', attempt, message: message3 });
      link.switchSend();
      state = { is: 'awaiting-ready', slot, established };
      link.awaitStep();
    },
    step: () => {
      if (state.is !== 'awaiting-ready') throw new ProtocolError('out-of-order');
      link.switchReceive();
      const { slot, established } = state;
      state = { is: 'committing' };
      link.awaitStep();
      void commit(slot, established);
    },
    isRunning: () => state.is !== 'idle',
    stop: () => {
      cancel();
      state = { is: 'idle' };
    },
  };
}
