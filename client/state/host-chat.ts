/** One invite and the chat that grows from it, on the host's side. */
import { encodeInvite } from '../protocol/invite.ts';
import { createInvite, deriveInviteKeys, type RoomId } from '../protocol/invite-keys.ts';
import { createHostConnection } from '../session/host-connection.ts';
import type {
  ChatLog,
  Clock,
  CreateTransport,
  KeyStore,
  Page,
  PageEvent,
  RandomBytes,
  Signaling,
  SignalingEvent,
} from '../session/ports.ts';
import { createHostKeys, type HostKeys } from '../session/slots.ts';
import { createChat, type Chat } from './chat.ts';
import type { ChatPhase, ChatView, NewInvite } from './view.ts';

/** How long an ended chat can still repeat a lost acknowledgement (GC/1 section 8). */
const AFTERLIFE_MS = 24 * 60 * 60 * 1000;
const SILENCE_DAYS = 10;

export interface HostWorld {
  readonly signaling: Signaling;
  readonly createTransport: CreateTransport;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly page: Page;
  /** Where guests open their links, for example `https://chat.example.org`. */
  readonly origin: string;
  createLog(): ChatLog;
  createKeyStore(keys: HostKeys): KeyStore<HostKeys>;
}

export interface HostChat {
  readonly id: string;
  toView(): ChatView;
  owns(roomId: RoomId): boolean;
  signalingEvent(event: SignalingEvent): void;
  pageChanged(event: PageEvent): void;
  send: Chat['send'];
  end(): void;
  setShown(isShown: boolean): void;
  /** Takes everything off the server and forgets it. */
  stop(): void;
}

export function createHostChat(
  world: HostWorld,
  options: NewInvite & { readonly id: string; readonly hostName: string; readonly isSignalingUp: boolean },
  changed: () => void,
): HostChat {
  const { clock, random } = world;
  const createdAtUnixMs = clock.now();
  const { invite, hostKeys } = createInvite(
    {
      hostName: options.hostName,
      deadlineUnixSeconds: Math.floor(createdAtUnixMs / 1000) + options.lifetimeSeconds,
      silence: SILENCE_DAYS,
      hasPassword: false,
      isRelayOnly: false,
    },
    random,
  );
  const deadlineUnixMs = invite.deadlineUnixSeconds * 1000;
  const inviteKeys = deriveInviteKeys(invite);
  const link = `${world.origin}/j#${encodeInvite(invite)}`;
  const keys = world.createKeyStore(createHostKeys(hostKeys, inviteKeys.resumption));
  let hasSomeoneElseTried = false;
  let isOutOfStep = false;
  let isStopped = false;

  const chat = createChat({
    log: world.createLog(),
    clock,
    silenceDays: invite.silence,
    changed: () => {
      closeWhenOver();
      changed();
    },
    failed: (why) => {
      connection.deliveryFailed(why);
    },
  });

  const connection = createHostConnection({
    invite,
    inviteKeys,
    ownerTokens: { invite: random(32), chat: random(32) },
    keys,
    delivery: chat.delivery,
    signaling: world.signaling,
    createTransport: world.createTransport,
    clock,
    random,
    page: world.page,
    changed,
    someoneElseTried: () => {
      hasSomeoneElseTried = true;
      changed();
    },
    outOfStep: () => {
      isOutOfStep = true;
      stop();
      changed();
    },
  });

  const isClaimed = (): boolean => keys.read().claim !== null;

  const stop = (): void => {
    if (isStopped) return;
    isStopped = true;
    cancelDeadline();
    cancelAfterlife();
    chat.close();
    connection.stop();
  };

  let cancelAfterlife: () => void = () => undefined;
  let hasAfterlife = false;
  const closeWhenOver = (): void => {
    const ended = chat.endedBy();
    if (ended === 'silence' || (ended === 'me' && chat.isSettled())) {
      stop();
    } else if (ended === 'other' && !hasAfterlife) {
      hasAfterlife = true;
      cancelAfterlife = clock.after(AFTERLIFE_MS, stop);
    }
  };

  const cancelDeadline = clock.after(deadlineUnixMs - clock.now(), () => {
    if (!isClaimed()) stop();
    changed();
  });

  const toPhase = (): ChatPhase => {
    const ended = chat.endedBy();
    if (ended !== null) return { is: 'ended', by: ended };
    if (isOutOfStep) return { is: 'broken', failure: 'out-of-step' };
    const state = connection.state();
    if (isClaimed()) return { is: 'open', presence: state.presence, banner: world.page.isOnline() ? null : 'offline' };
    if (isStopped) return { is: 'expired' };
    return { is: 'invited', link, deadlineUnixMs, createdAtUnixMs, isJoining: state.isJoining };
  };

  connection.start(options.isSignalingUp);

  return {
    id: options.id,
    toView: () => {
      const guestName = keys.read().claim?.guestName ?? '';
      const title = options.label === '' ? guestName : options.label;
      return {
        id: options.id,
        side: 'host',
        title,
        alias: guestName === '' || guestName === title ? null : guestName,
        phase: toPhase(),
        messages: chat.messages(),
        unreadCount: chat.unreadCount(),
        lastActivityUnixMs: chat.lastActivityUnixMs(),
        hasSomeoneElseTried,
      };
    },
    owns: (roomId) => connection.owns(roomId),
    signalingEvent: (event) => {
      if (!isStopped) connection.signalingEvent(event);
    },
    pageChanged: (event) => {
      connection.pageChanged(event);
    },
    send: chat.send,
    end: () => {
      chat.end();
    },
    setShown: chat.setShown,
    stop,
  };
}
