/** One invite and the chat that grows from it, on the host's side. */
import { encodeInvite, inviteContext } from '../protocol/invite.ts';
import type { RoomId } from '../protocol/invite-keys.ts';
import { createLateHostConnection } from '../session/late-host-connection.ts';
import type { ChatLog, Clock, Page, PageEvent, RandomBytes, Signaling, SignalingEvent } from '../session/ports.ts';
import { forgetLink, isLinkForgotten, MAX_PASSWORD_TRIES } from '../session/slots.ts';
import { createChat, type Chat } from './chat.ts';
import type { ChatActions } from './chat-actions.ts';
import type { HostRecord } from './chat-record.ts';
import type { HostNetwork, LateConnectionOptions } from './host-network.ts';
import type { ChatHandle } from './ports.ts';
import type { SafetyNumbers } from './verification.ts';
import type { Banner, ChatPhase, ChatView, ConnectionPath, Presence } from './view.ts';

/** How a page that holds the chats reaches guests. */
export interface Line {
  readonly network: HostNetwork;
  readonly signaling: Signaling;
}

export interface HostChatWorld {
  /** Null when this page has lost the chats before it was there. */
  readonly line: Promise<Line | null>;
  /** Null while their code is not here. */
  safetyNumbers(): SafetyNumbers | null;
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
  readonly actions: ChatActions;
  setShown: Chat['setShown'];
  rename(label: string): void;
  setMuted(isMuted: boolean): void;
  markUnread(isUnread: boolean): void;
  inspect(): Promise<ConnectionPath | null>;
  admit(guestId: string): void;
  decline(guestId: string): void;
  resetPasswordTries(): void;
  /** Tries now: a person asked. */
  retry(): void;
  /** Ends sessions only: another page goes on with this chat. */
  leave(): void;
  /** Takes everything off the server. */
  stop(): void;
}

export function createHostChat(
  world: HostChatWorld,
  handle: ChatHandle<HostRecord>,
  log: ChatLog,
  { isSignalingUp, isKept }: { readonly isSignalingUp: boolean; readonly isKept: boolean },
  listener: {
    changed(): void;
    /** Nothing of it may, or need, stay on this device. */
    over(): void;
  },
): HostChat {
  const { changed } = listener;
  const { clock } = world;
  const { id, terms, inviteRoom, ownerTokens, isAdmissionAsked, createdAtUnixMs } = handle.read();
  const deadlineUnixMs = terms.deadlineUnixSeconds * 1000;
  let isOutOfStep = false;
  let isStopped = false;
  let isGone = false;
  /** What had to be taken off the server is. */
  let offServer = Promise.resolve();
  let wasOnScreen = false;

  /** What a person should know even after a reload; failing to store it costs only that. */
  const note = (facts: Partial<HostRecord>): Promise<void> => handle.update((record) => ({ ...record, ...facts }));

  const noteFor = (facts: Partial<HostRecord>): void => {
    note(facts).then(changed, changed);
  };

  const chat = createChat({
    role: 'host',
    log,
    clock,
    isKept,
    record: handle.read,
    note,
    guestKey: () => claim()?.pin ?? null,
    typed: (isTyping) => {
      connection.tellTyping(isTyping);
    },
    safetyNumbers: world.safetyNumbers,
    changed: () => {
      closeWhenOver();
      changed();
    },
    failed: (why) => {
      connection.deliveryFailed(why);
    },
  });

  const creating = world.line.then(
    (line) =>
      line &&
      ((options: LateConnectionOptions) => line.network.createConnection({ ...options, signaling: line.signaling })),
  );
  const connection = createLateHostConnection<LateConnectionOptions>(creating, {
    terms,
    inviteKeys: { context: inviteContext(terms), room: inviteRoom },
    ownerTokens,
    isAdmissionAsked,
    memory: {
      read: handle.read,
      update: (change) => handle.update((record) => ({ ...record, ...change(record) })),
    },
    delivery: chat.delivery,
    clock,
    random: world.random,
    page: world.page,
    changed,
    someoneElseTried: () => {
      noteFor({ hasSomeoneElseTried: true });
    },
    oldCopyTried: () => {
      noteFor({ hasOldCopyTried: true });
    },
    outOfStep: () => {
      isOutOfStep = true;
      stop();
      changed();
    },
  });

  const claim = (): HostRecord['keys']['claim'] => handle.read().keys.claim;

  const leave = (): void => {
    isGone = true;
    isStopped = true;
    cancelDeadline();
    chat.abandon();
    connection.leave();
  };

  const stop = (): void => {
    if (isStopped) return;
    isStopped = true;
    cancelDeadline();
    chat.close();
    offServer = connection.stop();
  };

  const closeWhenOver = (): void => {
    if (isGone || !chat.isOver()) return;
    isGone = true;
    stop();
    chat.abandon();
    // Nothing that was said is left, and what is can take the rooms off the server, should this page go before that.
    if (chat.isShredded()) void offServer.then(listener.over);
    else listener.over();
  };

  /** A commit that was on its way to the disk at this moment counts. */
  const stopUnclaimed = (): void => {
    if (claim() === null) stop();
    changed();
  };

  const cancelDeadline = clock.after(deadlineUnixMs - clock.now(), () => {
    handle.update((record) => ({ ...record, ...forgetLink(record) })).then(stopUnclaimed, stopUnclaimed);
    changed();
  });

  const toLink = (): string => {
    const { secret } = handle.read();
    return secret === null ? '' : `${world.origin}/j#${encodeInvite({ ...terms, secret })}`;
  };

  /** The guest makes the connections, so that there is nothing to say of what is tried before it is tried for long. */
  const toBanner = (presence: Presence): Banner => {
    if (!world.page.isOnline()) return 'offline';
    const { isStuck, tried } = connection.link();
    return presence === 'offline' && isStuck && tried !== null ? { is: 'no-way', tried } : null;
  };

  const toPhase = (): ChatPhase => {
    const ended = chat.endedBy();
    if (ended !== null) return { is: 'ended', by: ended };
    if (chat.isDamaged()) return { is: 'broken', failure: 'storage-damaged' };
    if (isOutOfStep) return { is: 'broken', failure: 'out-of-step' };
    const { isFlooded, isJoining, presence, waiting } = connection.state();
    if (isFlooded) return { is: 'broken', failure: 'flooded' };
    if (claim() !== null) return { is: 'open', presence, banner: toBanner(presence) };
    // Forgotten is forgotten, also where the clock is set back.
    if (isStopped || clock.now() >= deadlineUnixMs || isLinkForgotten(handle.read())) return { is: 'expired' };
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

  closeWhenOver();
  if (chat.isDamaged() || isLinkForgotten(handle.read())) stop();
  else connection.start(isSignalingUp);

  return {
    id,
    toView: () => {
      const { label, isMuted, isMarkedUnread, hasSomeoneElseTried, hasOldCopyTried } = handle.read();
      const guestName = claim()?.guestName ?? '';
      const title = label === '' ? guestName : label;
      return {
        ...chat.toView(),
        title,
        alias: guestName === '' || guestName === title ? null : guestName,
        phase: toPhase(),
        connection: connection.link(),
        isMuted,
        isMarkedUnread,
        hasSomeoneElseTried,
        hasOldCopyTried,
      };
    },
    owns: (roomId) => connection.owns(roomId),
    signalingEvent: (event) => {
      if (!isStopped) connection.signalingEvent(event);
    },
    pageChanged: (event) => {
      chat.pageChanged(event);
      connection.pageChanged(event);
    },
    actions: chat.actions,
    setShown: (isOnScreen, isPageVisible) => {
      if (isOnScreen && !wasOnScreen && handle.read().isMarkedUnread) noteFor({ isMarkedUnread: false });
      wasOnScreen = isOnScreen;
      chat.setShown(isOnScreen, isPageVisible);
    },
    rename: (label) => {
      noteFor({ label: label.trim() });
    },
    setMuted: (isMuted) => {
      noteFor({ isMuted });
    },
    markUnread: (isUnread) => {
      noteFor({ isMarkedUnread: isUnread });
      if (!isUnread) chat.delivery.markRead();
    },
    inspect: connection.stats,
    admit: (guestId) => {
      connection.admit(guestId);
    },
    decline: (guestId) => {
      connection.decline(guestId);
    },
    retry: () => {
      connection.forgive();
      connection.pageChanged('online');
    },
    resetPasswordTries: () => {
      noteFor({ fails: 0 });
    },
    leave,
    stop,
  };
}
