/** The host's part of a rekey: answers message 1, judges message 3, commits, and says READY (GC/1 section 9). */
import { equalBytes } from '../protocol/bytes.ts';
import { ProtocolError } from '../protocol/errors.ts';
import type { RefusalCode, RekeyFrame } from '../protocol/frame.ts';
import { acceptHandshake, answerHandshake, readIdentity, type AwaitingFinal } from '../protocol/handshake.ts';
import { toHandshakeContext, type ConnectionOptions } from './connection.ts';
import { createHostCommit, type HostCommitOptions } from './host-commit.ts';
import { readRekeyFrame, sendRekeyFrame, type Rekey, type RekeyLink } from './rekey.ts';
import { judgeGuest, type Slot } from './slots.ts';

type State =
  | { readonly is: 'idle' }
  | {
      readonly is: 'awaiting-final';
      readonly attempt: Uint8Array;
      readonly slot: Slot;
      readonly handshake: AwaitingFinal<'rekey'>;
    }
  | { readonly is: 'committing' }
  | { readonly is: 'awaiting-ack'; readonly slot: Slot };

export function createHostRekey(
  options: Pick<ConnectionOptions, 'inviteKeys' | 'random'> & HostCommitOptions,
  link: RekeyLink,
): Rekey {
  const { inviteKeys, memory, random } = options;
  const { commit, settle } = createHostCommit(options);
  let state: State = { is: 'idle' };

  /** The other side is told why; a handshake of kind 1 follows, and finds the same or not. */
  const refuse = (attempt: Uint8Array, code: RefusalCode): void => {
    sendRekeyFrame(link, { type: 'err', attempt, code, left: 0 });
    link.fail({ why: 'refused', code });
  };

  /** Bytes that do not verify are answered; our own bugs pass. */
  const orRefuse = (attempt: Uint8Array, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      refuse(attempt, 'auth');
    }
  };

  const answer = ({ attempt, epoch, message }: Extract<RekeyFrame, { type: 'hs1' }>): void => {
    const { keyPair, cur: slot } = memory.read().keys;
    if (slot.epoch !== epoch) {
      refuse(attempt, 'state');
      return;
    }
    const context = toHandshakeContext(inviteKeys, 'rekey', slot, attempt);
    orRefuse(attempt, () => {
      const { state: handshake, message2 } = answerHandshake(context, keyPair, message, random);
      state = { is: 'awaiting-final', attempt, slot, handshake };
      link.awaitStep();
      sendRekeyFrame(link, { type: 'hs2', attempt, message: message2 });
    });
  };

  const accept = (final: Extract<State, { is: 'awaiting-final' }>, message: Uint8Array): void => {
    const { attempt, slot, handshake } = final;
    orRefuse(attempt, () => {
      const identified = readIdentity(handshake, message);
      const { guestPublicKey } = identified;
      const verdict = judgeGuest(memory.read().keys, slot, guestPublicKey, false);
      if (verdict !== 'welcome') {
        refuse(attempt, verdict);
        return;
      }
      const { established } = acceptHandshake(identified);
      // What the guest sends after message 3 is sealed by the new chain, whether or not this side has committed.
      link.stage(established.data);
      link.switchReceive();
      state = { is: 'committing' };
      link.awaitStep();
      commit({ slot, began: slot, guestPublicKey, resume: established.resume, seat: null, guestName: null }).then(
        (refused) => {
          if (state.is !== 'committing') return;
          if (refused !== null) {
            refuse(attempt, refused.refusal);
            return;
          }
          // The last record on the old chain.
          link.send({ type: 'rekey-step' });
          link.switchSend();
          state = { is: 'awaiting-ack', slot };
          link.awaitStep();
        },
        () => {
          link.fail({ why: 'storage' });
        },
      );
    });
  };

  return {
    start: () => undefined,
    frame: (bytes) => {
      const frame = readRekeyFrame(bytes);
      if (state.is === 'idle' && frame.type === 'hs1') {
        answer(frame);
      } else if (state.is === 'awaiting-final' && frame.type === 'hs3' && equalBytes(frame.attempt, state.attempt)) {
        accept(state, frame.message);
      } else {
        throw new ProtocolError('out-of-order');
      }
    },
    step: () => {
      if (state.is !== 'awaiting-ack') throw new ProtocolError('out-of-order');
      settle(state.slot);
      state = { is: 'idle' };
      link.settled();
    },
    isRunning: () => state.is !== 'idle',
    stop: () => {
      state = { is: 'idle' };
    },
  };
}
