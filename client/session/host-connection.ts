/**
 * Keeps one chat reachable from the host's side: holds its rooms open, answers every attempt, admits one guest
 * (GC/1 sections 3, 6 and 11).
 */
import { equalBytes } from '../protocol/bytes.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { encodeFrame, parseFrame, type Frame, type RefusalCode } from '../protocol/frame.ts';
import { answerHandshake, type ContactKind } from '../protocol/handshake.ts';
import { preparePassword } from '../protocol/password.ts';
import { deriveChatRoom, type RoomId, type RoomKeys } from '../protocol/invite-keys.ts';
import { createAdmission, type Waiting } from './admission.ts';
import { isRecovery, toHandshakeContext, type ConnectionOptions } from './connection.ts';
import { createCurrentSession, type Presence } from './current-session.ts';
import { createHostHandshaker } from './host-handshaker.ts';
import { createHostRekey } from './host-rekey.ts';
import { isPathFailure, type SessionState } from './machine.ts';
import type { KeyStore, PageEvent, PeerId, RoomOpening, SignalingEvent } from './ports.ts';
import { createReach, type LinkStats } from './reach.ts';
import { createReceiveBudget } from './receive-budget.ts';
import { createRetry } from './retry.ts';
import { createSession, type Session } from './session.ts';
import { slotFor, type HostKeys, type HostMemory } from './slots.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Long before a chat room's shortest life, a day of silence, is over on the server. */
const RENEW_ROOMS_AFTER_MS = DAY_MS / 4;
const JUDGED_IN_TURN: ReadonlySet<SessionState['phase']> = new Set(['awaiting-final', 'verifying', 'committing']);

export interface HostConnectionState {
  /** The other side has sent more than is taken in, and is kept out until a person says `forgive`. */
  readonly isFlooded: boolean;
  /** Somebody is at the door: an attempt runs and nobody has been let in. */
  readonly isJoining: boolean;
  /** Who waits to be let in. */
  readonly waiting: readonly Waiting[];
  readonly presence: Presence;
}

export interface HostConnectionOptions extends ConnectionOptions {
  /** "Ask me before they join". */
  readonly isAdmissionAsked: boolean;
  /** 32 random bytes for each room, known to this host alone. */
  readonly ownerTokens: { readonly invite: Uint8Array; readonly chat: Uint8Array };
  readonly memory: KeyStore<HostMemory>;
  /** A key other than the pinned one showed that it has the link. */
  someoneElseTried(): void;
  /** A session was to go on from keys that are older than these: an old copy of the guest's browser, or a lie. */
  oldCopyTried(): void;
  /** The copies do not fit: sessions are over until a person decides. */
  outOfStep(): void;
}

export interface HostConnection extends LinkStats {
  state(): HostConnectionState;
  /** Whether signaling events of this room are for this chat. */
  owns(roomId: RoomId): boolean;
  /** Opens the rooms if the server is there; call once, before any event. */
  start(isSignalingUp: boolean): void;
  signalingEvent(event: SignalingEvent): void;
  pageChanged(event: PageEvent): void;
  tellTyping(isTyping: boolean): void;
  deliveryFailed(why: 'out-of-step' | 'storage'): void;
  admit(guestId: string): void;
  decline(guestId: string): void;
  forgive(): void;
  /** Ends every session; the rooms stay as they are, for whoever goes on with this chat. */
  leave(): void;
  /** Ends every session and takes the rooms off the server; resolves when they are, so perhaps never. */
  stop(): Promise<void>;
}

interface Attempt {
  readonly id: Uint8Array;
  readonly session: Session;
}

export function createHostConnection(options: HostConnectionOptions): HostConnection {
  const { terms, inviteKeys, memory, delivery, signaling, clock, random, page } = options;
  const deadlineUnixMs = terms.deadlineUnixSeconds * 1000;
  const current = createCurrentSession(delivery, clock, options.changed);
  /** One at a time for each guest socket; a session that is live has left the map. */
  const attempts = new Map<PeerId, Attempt>();
  let commits: Promise<unknown> = Promise.resolve();
  let isSignalingUp = false;
  let cancelRenewal = (): void => undefined;
  const admission = createAdmission(clock, () => {
    options.changed();
  });
  let chatRoom = toChatRoom(memory.read().keys);
  let isStopped = false;
  let isFlooded = false;
  const budget = createReceiveBudget();
  const reach = createReach({
    clock,
    createTransport: options.createTransport,
    isRelayOnly: terms.isRelayOnly,
    changed: options.changed,
  });

  const isPastDeadline = (): boolean => clock.now() >= deadlineUnixMs;

  const openings = (): readonly RoomOpening[] => {
    const { claim, prev } = memory.read().keys;
    const now = clock.now();
    const chatExpiresAtUnixMs = now + terms.silence * DAY_MS;
    const rooms: RoomOpening[] = [];
    // While the guest may not have heard READY, it can only come back through the invite room.
    const isClaimUnsettled = claim !== null && prev?.epoch === 0;
    if (isClaimUnsettled || now < deadlineUnixMs) {
      const expiresAtUnixMs = isClaimUnsettled ? chatExpiresAtUnixMs : deadlineUnixMs;
      rooms.push(toOpening(inviteKeys.room, options.ownerTokens.invite, 4, expiresAtUnixMs));
    }
    if (chatRoom !== null) {
      // A crash between the next claim and the revocation of this room would leave it to the server.
      const expiresAtUnixMs = isClaimUnsettled ? now + DAY_MS : chatExpiresAtUnixMs;
      rooms.push(toOpening(chatRoom, options.ownerTokens.chat, 1, expiresAtUnixMs));
    }
    return rooms;
  };

  const mayOpen = (): boolean => !isStopped && isSignalingUp;

  const openRooms = async (): Promise<void> => {
    if (!mayOpen()) return;
    const outcomes = await Promise.all(openings().map((room) => signaling.open(room)));
    // After a loss the next `connected` opens them all again.
    if (!mayOpen()) return;
    if (outcomes.some((outcome) => outcome !== 'open')) {
      retry.pause(outcomes.includes('refused') ? 'refused' : 'network');
      return;
    }
    retry.reset();
    cancelRenewal();
    cancelRenewal = clock.after(RENEW_ROOMS_AFTER_MS, () => {
      void openRooms();
    });
  };

  const retry = createRetry({ clock, random, page }, () => {
    void openRooms();
  });

  /** The guest alone begins attempts, so all there is to do is to be found: by what lives, or on the server. */
  const recover = (): void => {
    current.probe();
    signaling.check();
    // Rooms that are open, or being opened, stay as they are.
    if (!retry.isPausing()) return;
    retry.reset();
    void openRooms();
  };

  const onFrame = (roomId: RoomId, peer: PeerId, bytes: Uint8Array): void => {
    const frame = parseFrame(bytes);
    if (frame === null) return;
    const running = attempts.get(peer);
    if (frame.type === 'wrong-version') {
      refuse(roomId, peer, frame.attempt, 'version');
    } else if (frame.type === 'hs1' && isFlooded) {
      refuse(roomId, peer, frame.attempt, 'busy');
    } else if (frame.type === 'hs1') {
      if (running !== undefined && equalBytes(running.id, frame.attempt)) return;
      running?.session.end({ why: 'replaced' });
      answer(roomId, peer, frame);
    } else if (running !== undefined && equalBytes(running.id, frame.attempt)) {
      running.session.frame(frame);
    }
  };

  const refuse = (roomId: RoomId, peer: PeerId, attempt: Uint8Array, code: RefusalCode): void => {
    signaling.relay(roomId, peer, encodeFrame({ type: 'err', attempt, code, left: 0 }));
  };

  const answer = (roomId: RoomId, peer: PeerId, hello: Extract<Frame, { type: 'hs1' }>): void => {
    const isInviteRoom = roomId === inviteKeys.room.roomId;
    if (isInviteRoom !== (hello.kind === 'first')) return;
    const { keys } = memory.read();
    const slot = slotFor(keys, hello.epoch);
    if (slot === null) {
      if (hello.kind === 'resume') options.oldCopyTried();
      refuse(roomId, peer, hello.attempt, 'state');
      return;
    }
    const password = hello.kind === 'first' ? expectedPassword() : null;
    const context = toHandshakeContext(inviteKeys, hello.kind, slot, hello.attempt, password);
    let answered: ReturnType<typeof answerHandshake<ContactKind>>;
    try {
      answered = answerHandshake(context, keys.keyPair, hello.message, random);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      refuse(roomId, peer, hello.attempt, 'auth');
      return;
    }
    const commit = { memory, oneAtATime, committed: () => onCommitted(session) };
    const handshaker = createHostHandshaker({
      ...commit,
      state: answered.state,
      slot,
      hasPassword: terms.hasPassword,
      began: keys.cur,
      isTooLate: (key) => isPastDeadline() && !admission.isKnown(key),
      mustKnock: (key) => options.isAdmissionAsked && !admission.isAdmitted(key),
      someoneElseTried: options.someoneElseTried,
      changed: options.changed,
    });
    const session = createSession({
      role: 'host',
      attempt: hello.attempt,
      handshaker,
      createRekey: (link) => createHostRekey({ ...commit, inviteKeys, random }, link),
      delivery,
      budget,
      clock,
      createTransport: reach.createTransport,
      // That one side goes through a relay suffices, and the guest begins the attempts.
      relayUse: terms.isRelayOnly ? 'both-sides' : 'where-needed',
      iceServers: () => signaling.iceServers(roomId),
      isVisible: page.isVisible,
      relay: (frame) => {
        signaling.relay(roomId, peer, frame);
      },
      listener: {
        connecting: reach.connecting,
        live: () => {
          forget(session);
          reach.forget();
          current.adopt(session);
          options.changed();
        },
        closed: (reason) => {
          forget(session);
          // The guest can come back only over the server, and what was in the way may be in the way there as well.
          if (current.drop(session) && isPathFailure(reason)) signaling.check();
          if (reason.why === 'out-of-step') options.outOfStep();
          if (reason.why === 'flooded') isFlooded = true;
          options.changed();
        },
        waiting: () => {
          const { guestPublicKey, name } = handshaker.visitor();
          if (!admission.knock(guestPublicKey, name, session)) session.refuse('busy');
        },
        presence: (presence) => {
          current.setPresence(session, presence);
          options.changed();
        },
        typing: (isTyping) => {
          current.setTyping(session, isTyping);
        },
        liveness: (change) => {
          current.setLiveness(session, change);
          if (change === 'heard') reach.forget();
          else signaling.check();
          options.changed();
        },
        path: (path) => {
          current.setPath(session, path);
          options.changed();
        },
      },
    });
    attempts.set(peer, { id: hello.attempt, session });
    signaling.relay(roomId, peer, encodeFrame({ type: 'hs2', attempt: hello.attempt, message: answered.message2 }));
    options.changed();
  };

  /** Null without one. Once it is forgotten nobody can know it, and a visitor is told only that the link is used. */
  const expectedPassword = (): Uint8Array | null => {
    if (!terms.hasPassword) return null;
    const { password } = memory.read();
    return (password === null ? null : preparePassword(password)) ?? random(32);
  };

  const forget = (session: Session): void => {
    for (const [peer, attempt] of attempts) if (attempt.session === session) attempts.delete(peer);
  };

  /**
   * A commit ends every attempt that already spoke for an older one. Those whose message 3 is not judged yet are judged in
   * turn, so that the guest hears that it is to begin anew.
   */
  const endOlder = (committed: Session): void => {
    for (const { session } of [...attempts.values()]) {
      if (session !== committed && !JUDGED_IN_TURN.has(session.state().phase)) session.end({ why: 'replaced' });
    }
  };

  /** The chat room is open before READY leaves: from now on the guest comes back through it. */
  const onCommitted = async (session: Session): Promise<void> => {
    admission.settle(session);
    endOlder(session);
    const room = toChatRoom(memory.read().keys);
    if (room?.roomId !== chatRoom?.roomId) {
      if (chatRoom !== null) void signaling.revoke(chatRoom.roomId, options.ownerTokens.chat);
      chatRoom = room;
      await openRooms();
    }
    options.changed();
  };

  const oneAtATime = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = commits.then(work);
    commits = turn.catch(() => undefined);
    return turn;
  };

  const peerLeft = (peer: PeerId): void => {
    reach.left();
    attempts.get(peer)?.session.peerLeft();
  };

  const leave = (): void => {
    isStopped = true;
    admission.stop();
    retry.reset();
    cancelRenewal();
    reach.forget();
    for (const { session } of [...attempts.values()]) session.end({ why: 'stopped' });
    current.end({ why: 'stopped' });
  };

  return {
    state: () => ({
      isFlooded,
      isJoining: attempts.size > 0 && memory.read().keys.claim === null,
      waiting: admission.waiting(),
      presence: current.presence(),
    }),
    link: () => ({ ...reach.state(), sinceUnixMs: current.sinceUnixMs() }),
    stats: current.stats,
    owns: (roomId) => roomId === inviteKeys.room.roomId || roomId === chatRoom?.roomId,
    start: (isUp) => {
      isSignalingUp = isUp;
      void openRooms();
    },
    signalingEvent: (event) => {
      switch (event.type) {
        case 'connected':
          isSignalingUp = true;
          void openRooms();
          return;
        case 'disconnected':
          isSignalingUp = false;
          for (const peer of [...attempts.keys()]) peerLeft(peer);
          return;
        case 'peer-joined':
          return;
        case 'peer-left':
          peerLeft(event.peer);
          return;
        case 'frame':
          onFrame(event.roomId, event.peer, event.frame);
          return;
        case 'superseded':
          for (const peer of [...attempts.keys()]) peerLeft(peer);
      }
    },
    pageChanged: (event) => {
      current.pageChanged(event);
      if (isRecovery(event)) recover();
    },
    tellTyping: current.tellTyping,
    deliveryFailed: (why) => {
      if (why === 'out-of-step') options.outOfStep();
      current.end({ why: 'stopped' });
    },
    forgive: () => {
      isFlooded = false;
      options.changed();
    },
    admit: admission.admit,
    decline: admission.decline,
    leave,
    stop: async () => {
      leave();
      const { invite, chat } = options.ownerTokens;
      const revocations = [signaling.revoke(inviteKeys.room.roomId, invite)];
      if (chatRoom !== null) revocations.push(signaling.revoke(chatRoom.roomId, chat));
      await Promise.all(revocations);
    },
  };
}

function toChatRoom(keys: HostKeys): RoomKeys | null {
  return keys.claim === null ? null : deriveChatRoom(keys.claim.seat);
}

function toOpening(room: RoomKeys, ownerToken: Uint8Array, seats: 1 | 4, expiresAtUnixMs: number): RoomOpening {
  return { roomId: room.roomId, ownerToken, joinHash: room.joinHash, seats, expiresAtUnixMs };
}
