/** One invite and the chat that grows from it, on the host's side. */
import { encodeInvite, inviteContext } from '../protocol/invite.ts';
import { createInvite, deriveInviteKeys, type RoomId } from '../protocol/invite-keys.ts';
import { computeSafetyNumber, parseSafetyNumber } from '../protocol/safety-number.ts';
import { createHostConnection } from '../session/host-connection.ts';
import type {
  ChatLog,
  Clock,
  CreateTransport,
  Page,
  PageEvent,
  RandomBytes,
  Signaling,
  SignalingEvent,
} from '../session/ports.ts';
import { createHostKeys, forgetFirstContact, MAX_PASSWORD_TRIES } from '../session/slots.ts';
import { createChat, type Chat } from './chat.ts';
import type { HostRecord } from './chat-record.ts';
import type { ChatHandle } from './ports.ts';
import type { ChatPhase, ChatView, NewInvite } from './view.ts';

/** How long an ended chat can still repeat a lost acknowledgement (GC/1 section 8). */
const AFTERLIFE_MS = 24 * 60 * 60 * 1000;
const SILENCE_DAYS = 10;

export interface HostChatWorld {
  readonly signaling: Signaling;
  readonly createTransport: CreateTransport;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly page: Page;
  /** Where guests open their links, for example `https://chat.example.org`. */
  readonly origin: string;
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
  admit(guestId: string): void;
  decline(guestId: string): void;
  resetPasswordTries(): void;
  setVerified(isVerified: boolean): void;
  compareSafetyNumber(pasted: string): boolean | null;
  /** Ends sessions only: another page goes on with this chat. */
  leave(): void;
  /** Takes everything off the server. */
  stop(): void;
}

/** A new invite, before anybody has seen it. The password must be one that `preparePassword` takes. */
export function createHostRecord(
  { clock, random }: Pick<HostChatWorld, 'clock' | 'random'>,
  options: NewInvite & { readonly id: string; readonly hostName: string },
): HostRecord {
  const createdAtUnixMs = clock.now();
  const { invite, hostKeys } = createInvite(
    {
      hostName: options.hostName,
      deadlineUnixSeconds: Math.floor(createdAtUnixMs / 1000) + options.lifetimeSeconds,
      silence: SILENCE_DAYS,
      hasPassword: options.password !== '',
      isRelayOnly: options.isRelayOnly,
    },
    random,
  );
  const { room, resumption } = deriveInviteKeys(invite);
  const { secret, ...terms } = invite;
  return {
    id: options.id,
    createdAtUnixMs,
    terms,
    secret,
    inviteRoom: room,
    isVerified: false,
    label: options.label.trim(),
    password: options.password === '' ? null : options.password,
    fails: 0,
    isAdmissionAsked: options.isAdmissionAsked,
    ownerTokens: { invite: random(32), chat: random(32) },
    keys: createHostKeys(hostKeys, resumption),
    hasSomeoneElseTried: false,
    hasOldCopyTried: false,
  };
}

export function createHostChat(
  world: HostChatWorld,
  handle: ChatHandle<HostRecord>,
  log: ChatLog,
  isSignalingUp: boolean,
  listener: {
    changed(): void;
    /** Silent for so long that nothing of it may stay on this device. */
    silenced(): void;
  },
): HostChat {
  const { changed } = listener;
  const { clock } = world;
  const { id, terms, inviteRoom, ownerTokens, isAdmissionAsked, createdAtUnixMs, label } = handle.read();
  const deadlineUnixMs = terms.deadlineUnixSeconds * 1000;
  let isOutOfStep = false;
  let isStopped = false;
  let safetyNumber: string | null = null;

  /** What a person should know even after a reload; failing to store it costs only that. */
  const note = (facts: Partial<HostRecord>): void => {
    handle.update((record) => ({ ...record, ...facts })).then(changed, changed);
  };

  const chat = createChat({
    log,
    clock,
    createdAtUnixMs,
    silenceDays: terms.silence,
    changed: () => {
      closeWhenOver();
      changed();
    },
    failed: (why) => {
      connection.deliveryFailed(why);
    },
  });

  const connection = createHostConnection({
    terms,
    inviteKeys: { context: inviteContext(terms), room: inviteRoom },
    ownerTokens,
    isAdmissionAsked,
    memory: {
      read: handle.read,
      update: (change) => handle.update((record) => ({ ...record, ...change(record) })),
    },
    delivery: chat.delivery,
    signaling: world.signaling,
    createTransport: world.createTransport,
    clock,
    random: world.random,
    page: world.page,
    changed,
    someoneElseTried: () => {
      note({ hasSomeoneElseTried: true });
    },
    oldCopyTried: () => {
      note({ hasOldCopyTried: true });
    },
    outOfStep: () => {
      isOutOfStep = true;
      stop();
      changed();
    },
  });

  const claim = (): HostRecord['keys']['claim'] => handle.read().keys.claim;

  const leave = (): void => {
    isStopped = true;
    cancelDeadline();
    cancelAfterlife();
    chat.close();
    connection.leave();
  };

  const stop = (): void => {
    if (isStopped) return;
    leave();
    connection.stop();
  };

  let cancelAfterlife: () => void = () => undefined;
  let hasAfterlife = false;
  const closeWhenOver = (): void => {
    const ended = chat.endedBy();
    if (isStopped) return;
    if (ended === 'silence') {
      stop();
      listener.silenced();
    } else if (ended === 'me' && chat.isSettled()) {
      stop();
    } else if (ended === 'other' && !hasAfterlife) {
      hasAfterlife = true;
      cancelAfterlife = clock.after(AFTERLIFE_MS, stop);
    }
  };

  const cancelDeadline = clock.after(deadlineUnixMs - clock.now(), () => {
    if (claim() === null) stop();
    else handle.update((record) => ({ ...record, keys: forgetFirstContact(record.keys) })).then(changed, changed);
    changed();
  });

  const toLink = (): string => {
    const { secret } = handle.read();
    return secret === null ? '' : `${world.origin}/j#${encodeInvite({ ...terms, secret })}`;
  };

  const toPhase = (): ChatPhase => {
    const ended = chat.endedBy();
    if (ended !== null) return { is: 'ended', by: ended };
    if (isOutOfStep) return { is: 'broken', failure: 'out-of-step' };
    const { isJoining, presence, waiting } = connection.state();
    if (claim() !== null) return { is: 'open', presence, banner: world.page.isOnline() ? null : 'offline' };
    if (isStopped || clock.now() >= deadlineUnixMs) return { is: 'expired' };
    const { password, fails } = handle.read();
    return {
      is: 'invited',
      link: toLink(),
      deadlineUnixMs,
      createdAtUnixMs,
      isJoining,
      password: password === null ? null : { text: password, wrongTries: fails, maxTries: MAX_PASSWORD_TRIES },
      knocking: waiting,
    };
  };

  const toSafetyNumber = (): string | null => {
    const pin = claim()?.pin;
    if (pin === undefined) return null;
    safetyNumber ??= computeSafetyNumber(inviteRoom.roomId, terms.hostPublicKey, pin);
    return safetyNumber;
  };

  closeWhenOver();
  connection.start(isSignalingUp);

  return {
    id,
    toView: () => {
      const { hasSomeoneElseTried, hasOldCopyTried, isVerified } = handle.read();
      const guestName = claim()?.guestName ?? '';
      const title = label === '' ? guestName : label;
      return {
        id,
        side: 'host',
        title,
        alias: guestName === '' || guestName === title ? null : guestName,
        phase: toPhase(),
        messages: chat.messages(),
        unreadCount: chat.unreadCount(),
        lastActivityUnixMs: chat.lastActivityUnixMs(),
        hasSomeoneElseTried,
        hasOldCopyTried,
        safetyNumber: toSafetyNumber(),
        isVerified,
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
    admit: (guestId) => {
      connection.admit(guestId);
    },
    decline: (guestId) => {
      connection.decline(guestId);
    },
    resetPasswordTries: () => {
      note({ fails: 0 });
    },
    setVerified: (isVerified) => {
      note({ isVerified });
    },
    compareSafetyNumber: (pasted) => {
      const other = parseSafetyNumber(pasted);
      return other === null ? null : other === toSafetyNumber();
    },
    leave,
    stop,
  };
}
