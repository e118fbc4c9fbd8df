/**
 * Keeps one chat reachable from the host's side: holds its rooms open, answers every attempt, admits one guest
 * (GC/1 sections 3, 6 and 11).
 */
import { equalBytes } from '../protocol/bytes.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { encodeFrame, parseFrame, type Frame, type RefusalCode } from '../protocol/frame.ts';
import { answerHandshake } from '../protocol/handshake.ts';
import type { Invite } from '../protocol/invite.ts';
import { deriveChatRoom, type InviteKeys, type RoomId, type RoomKeys } from '../protocol/invite-keys.ts';
import { createCurrentSession } from './current-session.ts';
import type { Delivery } from './delivery.ts';
import { createHostHandshaker } from './host-handshaker.ts';
import type {
  Clock,
  CreateTransport,
  KeyStore,
  Page,
  PageEvent,
  PeerId,
  RandomBytes,
  RoomOpening,
  Signaling,
  SignalingEvent,
} from './ports.ts';
import { createRetry } from './retry.ts';
import { createSession, type Session } from './session.ts';
import { slotFor, type HostKeys } from './slots.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Long before a chat room's shortest life, a day of silence, is over on the server. */
const RENEW_ROOMS_AFTER_MS = DAY_MS / 4;

export interface HostConnectionState {
  /** Somebody is at the door: an attempt runs and nobody has been let in. */
  readonly isJoining: boolean;
  readonly isLive: boolean;
  readonly presence: 'online' | 'away' | 'offline';
}

export interface HostConnectionOptions {
  readonly invite: Invite;
  readonly inviteKeys: InviteKeys;
  /** 32 random bytes for each room, known to this host alone. */
  readonly ownerTokens: { readonly invite: Uint8Array; readonly chat: Uint8Array };
  readonly keys: KeyStore<HostKeys>;
  readonly delivery: Delivery;
  readonly signaling: Signaling;
  readonly createTransport: CreateTransport;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly page: Page;
  changed(): void;
  /** A key other than the pinned one showed that it has the link. */
  someoneElseTried(): void;
  /** The copies do not fit: sessions are over until a person decides. */
  outOfStep(): void;
}

export interface HostConnection {
  state(): HostConnectionState;
  /** Whether signaling events of this room are for this chat. */
  owns(roomId: RoomId): boolean;
  /** Opens the rooms if the server is there; call once, before any event. */
  start(isSignalingUp: boolean): void;
  signalingEvent(event: SignalingEvent): void;
  pageChanged(event: PageEvent): void;
  deliveryFailed(why: 'out-of-step' | 'storage'): void;
  /** Ends every session and takes the rooms off the server. */
  stop(): void;
}

interface Attempt {
  readonly id: Uint8Array;
  readonly session: Session;
}

export function createHostConnection(options: HostConnectionOptions): HostConnection {
  const { invite, inviteKeys, keys, delivery, signaling, clock, random, page } = options;
  const deadlineUnixMs = invite.deadlineUnixSeconds * 1000;
  const current = createCurrentSession(delivery);
  /** One at a time for each guest socket; a session that is live has left the map. */
  const attempts = new Map<PeerId, Attempt>();
  let commits: Promise<unknown> = Promise.resolve();
  let isSignalingUp = false;
  let cancelRenewal = (): void => undefined;
  let chatRoom = toChatRoom(keys.read());
  let isStopped = false;

  const isPastDeadline = (): boolean => clock.now() >= deadlineUnixMs;

  const openings = (): readonly RoomOpening[] => {
    const { claim, prev } = keys.read();
    const now = clock.now();
    const chatExpiresAtUnixMs = now + invite.silence * DAY_MS;
    const rooms: RoomOpening[] = [];
    // While the guest may not have heard READY, it can only come back through the invite room.
    const isClaimUnsettled = claim !== null && prev?.epoch === 0;
    if (isClaimUnsettled || now < deadlineUnixMs) {
      const expiresAtUnixMs = isClaimUnsettled ? chatExpiresAtUnixMs : deadlineUnixMs;
      rooms.push(toOpening(inviteKeys.room, options.ownerTokens.invite, 4, expiresAtUnixMs));
    }
    if (chatRoom !== null) rooms.push(toOpening(chatRoom, options.ownerTokens.chat, 1, chatExpiresAtUnixMs));
    return rooms;
  };

  const openRooms = async (): Promise<void> => {
    if (isStopped || !isSignalingUp) return;
    const outcomes = await Promise.all(openings().map((room) => signaling.open(room)));
    if (outcomes.includes('refused')) {
      retry.pause('refused');
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

  const onFrame = (roomId: RoomId, peer: PeerId, bytes: Uint8Array): void => {
    const frame = parseFrame(bytes);
    if (frame === null) return;
    const running = attempts.get(peer);
    if (frame.type === 'wrong-version') {
      refuse(roomId, peer, frame.attempt, 'version');
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
    const slot = slotFor(keys.read(), hello.epoch);
    if (slot === null) {
      refuse(roomId, peer, hello.attempt, 'state');
      return;
    }
    const context = {
      inviteContext: inviteKeys.context,
      inviteRoomId: inviteKeys.room.roomId,
      kind: hello.kind,
      epoch: slot.epoch,
      attempt: hello.attempt,
      resumption: slot.resumption,
    };
    let answered: ReturnType<typeof answerHandshake>;
    try {
      answered = answerHandshake(context, keys.read().keyPair, hello.message, random);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      refuse(roomId, peer, hello.attempt, 'auth');
      return;
    }
    const session = createSession({
      role: 'host',
      attempt: hello.attempt,
      handshaker: createHostHandshaker({
        state: answered.state,
        slot,
        keys,
        isPastDeadline,
        oneAtATime,
        committed: () => onCommitted(session),
        someoneElseTried: options.someoneElseTried,
      }),
      delivery,
      clock,
      createTransport: options.createTransport,
      isRelayOnly: invite.isRelayOnly,
      iceServers: () => signaling.iceServers(roomId),
      isVisible: page.isVisible,
      relay: (frame) => {
        signaling.relay(roomId, peer, frame);
      },
      listener: {
        live: () => {
          forget(session);
          current.adopt(session);
          options.changed();
        },
        closed: (reason) => {
          forget(session);
          current.drop(session);
          if (reason.why === 'out-of-step') options.outOfStep();
          options.changed();
        },
        presence: (presence) => {
          current.setPresence(session, presence);
          options.changed();
        },
        liveness: (liveness) => {
          current.setLiveness(session, liveness);
          options.changed();
        },
      },
    });
    attempts.set(peer, { id: hello.attempt, session });
    signaling.relay(roomId, peer, encodeFrame({ type: 'hs2', attempt: hello.attempt, message: answered.message2 }));
    options.changed();
  };

  const forget = (session: Session): void => {
    for (const [peer, attempt] of attempts) if (attempt.session === session) attempts.delete(peer);
  };

  /** A commit ends every attempt that already spoke for an older one; those still in the handshake are judged in turn. */
  const endOlder = (committed: Session): void => {
    for (const { session } of [...attempts.values()]) {
      const { phase } = session.state();
      if (session !== committed && phase !== 'awaiting-final' && phase !== 'committing')
        session.end({ why: 'replaced' });
    }
  };

  /** The chat room is open before READY leaves: from now on the guest comes back through it. */
  const onCommitted = async (session: Session): Promise<void> => {
    endOlder(session);
    if (chatRoom === null) {
      chatRoom = toChatRoom(keys.read());
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
    attempts.get(peer)?.session.peerLeft();
  };

  return {
    state: () => ({
      isJoining: attempts.size > 0 && keys.read().claim === null,
      isLive: current.isLive(),
      presence: current.presence(),
    }),
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
    },
    deliveryFailed: (why) => {
      if (why === 'out-of-step') options.outOfStep();
      current.end();
    },
    stop: () => {
      isStopped = true;
      retry.reset();
      cancelRenewal();
      for (const { session } of [...attempts.values()]) session.end({ why: 'stopped' });
      current.end();
      signaling.revoke(inviteKeys.room.roomId, options.ownerTokens.invite);
      if (chatRoom !== null) signaling.revoke(chatRoom.roomId, options.ownerTokens.chat);
    },
  };
}

function toChatRoom(keys: HostKeys): RoomKeys | null {
  return keys.claim === null ? null : deriveChatRoom(keys.claim.seat);
}

function toOpening(room: RoomKeys, ownerToken: Uint8Array, seats: 1 | 4, expiresAtUnixMs: number): RoomOpening {
  return { roomId: room.roomId, ownerToken, joinHash: room.joinHash, seats, expiresAtUnixMs };
}
