/**
 * Keeps one chat connected from the guest's side: joins the right room, runs one attempt at a time, and tries again
 * (GC/1 sections 6, 8 and 11). `pursue` looks at what is and does the next thing; calling it too often does no harm.
 */
import { encodeFrame, parseFrame, type RefusalCode } from '../protocol/frame.ts';
import { startHandshake } from '../protocol/handshake.ts';
import { deriveChatRoom, type RoomId, type RoomKeys } from '../protocol/invite-keys.ts';
import { equalBytes } from '../protocol/bytes.ts';
import type { FailureKind } from './backoff.ts';
import { isStale, type Attempt, type Seat } from './guest-attempt.ts';
import { createGuestHandshaker } from './guest-handshaker.ts';
import { createGuestRekey } from './guest-rekey.ts';
import { isRecovery, toHandshakeContext, type ConnectionOptions } from './connection.ts';
import { createCurrentSession, type CurrentSession, type Presence } from './current-session.ts';
import { isPathFailure, type CloseReason } from './machine.ts';
import type { JoinOutcome, KeyStore, PageEvent, PeerId, SignalingEvent } from './ports.ts';
import { toHalt, type Halt } from './halt.ts';
import { createReach, type LinkStats } from './reach.ts';
import { createReceiveBudget } from './receive-budget.ts';
import { createParking } from './parking.ts';
import { createRetry } from './retry.ts';
import { createSession, type Session } from './session.ts';
import { createSlotChoice } from './slot-choice.ts';
import { kindOf, type GuestKeys, type Slot } from './slots.ts';

export type GuestConnectionState =
  | { readonly is: 'waiting'; readonly why: 'connecting' | 'admission' | 'host-away' | 'server-away' | 'busy' }
  | { readonly is: 'live'; readonly presence: Presence; readonly isDoubtful: boolean }
  | { readonly is: 'halted'; readonly halt: Halt };

export interface GuestConnectionOptions extends ConnectionOptions {
  /** From `preparePassword`; null without one. */
  readonly password: Uint8Array | null;
  readonly guestName: string;
  readonly keys: KeyStore<GuestKeys>;
}

export interface GuestConnection extends LinkStats {
  state(): GuestConnectionState;
  signalingEvent(event: SignalingEvent): void;
  pageChanged(event: PageEvent): void;
  /** Tries now: a person asked, or something changed for the better. */
  hurry(): void;
  tellTyping(isTyping: boolean): void;
  /** The log and the other's do not fit, or storing failed. */
  deliveryFailed(why: 'out-of-step' | 'storage'): void;
  /** Tries again with another password. */
  tryPassword(password: Uint8Array): void;
  stop(): void;
}

export function createGuestConnection(options: GuestConnectionOptions): GuestConnection {
  const { terms, inviteKeys, keys, delivery, signaling, clock, random, page } = options;
  const current: CurrentSession = createCurrentSession(delivery, clock, options.changed);
  const slots = createSlotChoice(keys);
  const budget = createReceiveBudget();
  const reach = createReach({
    clock,
    createTransport: options.createTransport,
    isRelayOnly: terms.isRelayOnly,
    changed: options.changed,
  });
  let isSignalingUp = false;
  let isJoining = false;
  /** What the last answer of the server was, for as long as no seat is held. */
  let absence: 'host-away' | 'busy' | null = null;
  let seat: Seat | null = null;
  /** A host came or went before the answer to the join that it concerns. */
  let early: { readonly peer: PeerId; readonly isHostPresent: boolean } | null = null;
  let attempt: Attempt | null = null;
  let halt: Halt | null = null;
  let password = options.password;
  let isStopped = false;

  /** Epoch 0 is spoken in the invite room, every later one in the chat room. */
  const roomFor = (slot: Slot): RoomKeys => {
    const { seat: seatSecret } = keys.read();
    return slot.epoch === 0 || seatSecret === null ? inviteKeys.room : deriveChatRoom(seatSecret);
  };

  const pursue = (): void => {
    options.changed();
    if (isStopped || halt !== null) return;
    if (current.isHeard()) {
      if (attempt === null) reach.forget();
      parking.schedule();
      return;
    }
    parking.end();
    if (!isSignalingUp || isJoining || attempt !== null || retry.isPausing()) return;
    const slot = slots.next();
    const room = roomFor(slot);
    if (seat !== null && seat.roomId !== room.roomId) leaveSeat();
    if (seat?.isHostPresent === true) {
      begin(seat, slot);
      return;
    }
    // Also from a seat whose host is away: the room itself may be gone, and nobody would say so.
    isJoining = true;
    void signaling.join(room.roomId, room.joinToken).then((outcome) => {
      isJoining = false;
      onJoin(room.roomId, outcome);
    });
  };

  const leaveSeat = (): void => {
    if (seat === null) return;
    signaling.leave(seat.roomId);
    seat = null;
  };

  const onJoin = (roomId: RoomId, outcome: JoinOutcome): void => {
    if (isStopped) return;
    switch (outcome.status) {
      case 'joined': {
        const isHostPresent = early?.peer === outcome.peer ? early.isHostPresent : outcome.isHostPresent;
        seat = { roomId, peer: outcome.peer, isHostPresent };
        absence = null;
        if (isHostPresent) {
          retry.forget('absent');
          pursue();
        } else {
          nobodyThere();
        }
        break;
      }
      case 'busy':
      case 'unavailable':
        seat = null;
        // Never final before the deadline: the host may not have opened the room again yet (section 3).
        if (outcome.status === 'unavailable' && isUnclaimed() && clock.now() >= terms.deadlineUnixSeconds * 1000) {
          stopFor('expired');
        } else {
          absence = outcome.status === 'busy' ? 'busy' : 'host-away';
          nobodyThere();
        }
        break;
      case 'limited':
        pause('refused');
        break;
      case 'offline':
        pause('network');
    }
    early = null;
  };

  const nobodyThere = (): void => {
    if (slots.absent()) pursue();
    else pause('absent');
  };

  const isUnclaimed = (): boolean => keys.read().seat === null;

  const begin = (at: Seat, slot: Slot): void => {
    current.giveUpRekeying();
    const id = random(16);
    const firstPassword = slot.epoch === 0 && terms.hasPassword ? password : null;
    const context = toHandshakeContext(inviteKeys, kindOf(slot), slot, id, firstPassword);
    const started = startHandshake(context, keys.read().keyPair, terms.hostPublicKey, random);
    const session = createSession({
      role: 'guest',
      attempt: id,
      handshaker: createGuestHandshaker({ state: started.state, slot, keys, guestName: options.guestName }),
      createRekey: (link) => createGuestRekey({ ...options, isAttemptRunning: () => attempt !== null }, link),
      delivery,
      budget,
      clock,
      createTransport: reach.createTransport,
      relayUse: reach.relayUse(),
      iceServers: () => signaling.iceServers(at.roomId),
      isVisible: page.isVisible,
      relay: (frame) => {
        signaling.relay(at.roomId, at.peer, frame);
      },
      listener: {
        connecting: reach.connecting,
        live: () => {
          attempt = null;
          reach.forget();
          retry.reset();
          slots.accepted();
          current.adopt(session);
          leaveSeat();
          pursue();
        },
        closed: (reason) => {
          onClosed(session, reason);
        },
        waiting: options.changed,
        presence: (presence) => {
          current.setPresence(session, presence);
          options.changed();
        },
        typing: (isTyping) => {
          current.setTyping(session, isTyping);
        },
        liveness: (change) => {
          current.setLiveness(session, change);
          if (change !== 'heard') {
            // Before the other side is given up, so that no time is lost if it must be.
            signaling.check();
            parking.end();
          }
          pursue();
        },
        path: (path) => {
          current.setPath(session, path);
          pursue();
        },
      },
    });
    attempt = { id, seat: at, slot, session, beganAtUnixMs: clock.now() };
    signaling.relay(
      at.roomId,
      at.peer,
      encodeFrame({ type: 'hs1', kind: context.kind, epoch: slot.epoch, attempt: id, message: started.message1 }),
    );
    options.changed();
  };

  const onClosed = (session: Session, reason: CloseReason): void => {
    const ended = attempt?.session === session ? attempt : null;
    if (ended !== null) attempt = null;
    const wasCurrent = current.drop(session);
    if (isStopped || (ended === null && !wasCurrent)) return;
    if (ended !== null && isPathFailure(reason)) reach.failed();
    switch (reason.why) {
      case 'replaced':
      case 'stopped':
        break;
      case 'out-of-step':
        stopFor('out-of-step', true);
        break;
      case 'refused':
        onRefusal(reason.code, true, ended, 0);
        break;
      case 'hint':
        onRefusal(reason.code, false, ended, reason.left);
        break;
      case 'flooded':
        stopFor('flooded');
        break;
      case 'protocol':
      case 'storage':
      case 'stranded':
        pause('refused');
        break;
      case 'failed':
      case 'timeout':
      case 'lost':
      case 'peer-left':
        // What was in use has ended, and nothing is known yet of how the next one will fare.
        if (reason.why === 'failed' && wasCurrent) recover();
        else pause('network');
    }
  };

  const onRefusal = (code: RefusalCode, isAuthenticated: boolean, ended: Attempt | null, triesLeft: number): void => {
    const isIn = ended !== null && kindOf(ended.slot) === 'resume';
    const final = toHalt({ code, isAuthenticated, triesLeft, isIn, hasPassword: terms.hasPassword });
    const isSlotUnknown = code === 'state' || (code === 'auth' && isIn);
    if (final !== null) haltWith(final);
    else if (isSlotUnknown && ended !== null && !slots.refused()) stopFor('old-copy');
    else pause('refused');
  };

  const stopFor = (why: Halt['why'], isFinal = false): void => {
    haltWith({ why, isFinal, triesLeft: 0 });
  };

  const haltWith = (next: Halt): void => {
    halt = next;
    leaveSeat();
    options.changed();
  };

  const retry = createRetry({ clock, random, page }, () => {
    pursue();
  });

  const pause = (kind: FailureKind): void => {
    retry.pause(kind);
    parking.end();
    // What was in the way may be in the way to the server as well.
    if (kind === 'network' && isSignalingUp) signaling.check();
    options.changed();
  };

  const hurry = (): void => {
    retry.reset();
    pursue();
  };

  /**
   * Trusts nothing that was true a moment ago. A session that is live stays in use: if it does not answer, its silence
   * starts a new attempt, which takes over once its SYNC is read.
   */
  const recover = (): void => {
    current.probe();
    signaling.check();
    if (attempt !== null && isStale(attempt, clock)) attempt.session.end({ why: 'timeout' });
    reach.forget();
    hurry();
  };

  const signalingGone = (): void => {
    isSignalingUp = false;
    seat = null;
    reach.forget();
    attempt?.session.peerLeft();
    options.changed();
  };

  const parking = createParking({ clock, signaling }, signalingGone);

  const onFrame = (peer: PeerId, bytes: Uint8Array): void => {
    if (attempt?.seat.peer !== peer) return;
    const frame = parseFrame(bytes);
    if (frame !== null && equalBytes(frame.attempt, attempt.id)) attempt.session.frame(frame);
  };

  const setHostPresent = (peer: PeerId, isHostPresent: boolean): void => {
    if (isJoining) early = { peer, isHostPresent };
    if (seat?.peer !== peer) return;
    seat.isHostPresent = isHostPresent;
    if (!isHostPresent) reach.forget();
    if (isHostPresent) hurry();
    else if (attempt === null) pause('absent');
    else attempt.session.peerLeft();
    options.changed();
  };

  return {
    state: () => {
      if (halt !== null) return { is: 'halted', halt };
      if (current.isLive()) return { is: 'live', presence: current.presence(), isDoubtful: current.isDoubtful() };
      if (!isSignalingUp) return { is: 'waiting', why: 'server-away' };
      if (attempt?.session.state().phase === 'admitting') return { is: 'waiting', why: 'admission' };
      if (attempt !== null) return { is: 'waiting', why: 'connecting' };
      if (seat !== null) return { is: 'waiting', why: seat.isHostPresent ? 'connecting' : 'host-away' };
      return { is: 'waiting', why: absence ?? 'connecting' };
    },
    link: () => ({ ...reach.state(), sinceUnixMs: current.sinceUnixMs() }),
    stats: current.stats,
    signalingEvent: (event) => {
      switch (event.type) {
        case 'connected':
          isSignalingUp = true;
          hurry();
          return;
        case 'disconnected':
          signalingGone();
          return;
        case 'peer-joined':
        case 'peer-left':
          setHostPresent(event.peer, event.type === 'peer-joined');
          return;
        case 'frame':
          onFrame(event.peer, event.frame);
          return;
        case 'superseded':
          // Never answered by reconnecting without a person's word (section 3).
          if (seat?.roomId !== event.roomId) return;
          seat = null;
          stopFor('elsewhere');
          attempt?.session.end({ why: 'stopped' });
      }
    },
    pageChanged: (event) => {
      current.pageChanged(event);
      if (isRecovery(event)) recover();
    },
    tellTyping: current.tellTyping,
    hurry: () => {
      if (halt?.isFinal === true) return;
      halt = null;
      recover();
    },
    tryPassword: (next) => {
      password = next;
      halt = null;
      hurry();
    },
    deliveryFailed: (why) => {
      if (why === 'out-of-step') stopFor(why, true);
      // After a failure of storing it goes on, in a while.
      current.end({ why });
    },
    stop: () => {
      isStopped = true;
      retry.reset();
      reach.forget();
      parking.stop();
      attempt?.session.end({ why: 'stopped' });
      current.end({ why: 'stopped' });
      leaveSeat();
    },
  };
}
