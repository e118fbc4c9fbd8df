/** One guest's chat, from a stored record: joining, the password, and what the screen shows. */
import { inviteContext } from '../protocol/invite.ts';
import * as safetyNumbers from '../protocol/safety-number.ts';
import { createGuestConnection } from '../session/guest-connection.ts';
import type { Halt } from '../session/halt.ts';
import type { ChatLog, Clock, CreateTransport, Page, RandomBytes, Signaling } from '../session/ports.ts';
import type { GuestRecord } from './chat-record.ts';
import { createChat } from './chat.ts';
import type { ChatActions } from './chat-actions.ts';
import type { Failure } from './failure.ts';
import type { ChatHandle } from './ports.ts';
import { createTrouble } from './trouble.ts';
import type { Banner, ChatPhase, ConnectionPath, GuestView, Tried } from './view.ts';

export interface JoinedChatWorld {
  readonly signaling: Signaling;
  readonly createTransport: CreateTransport;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly page: Page;
}

export interface JoinedChat {
  toView(): GuestView;
  readonly actions: ChatActions;
  setShown(isShown: boolean): void;
  hurry(): void;
  inspect(): Promise<ConnectionPath | null>;
  tryPassword(password: Uint8Array): void;
  /** Ends sessions only: another page goes on with this chat. */
  leave(): void;
}

export function createJoinedChat(
  world: JoinedChatWorld,
  handle: ChatHandle<GuestRecord>,
  log: ChatLog,
  { password, isKept }: { readonly password: Uint8Array | null; readonly isKept: boolean },
  listener: {
    changed(view: GuestView): void;
    /** Nothing of it may, or need, stay on this device. */
    over(): void;
  },
): JoinedChat {
  const { signaling, clock, page } = world;
  const { terms, inviteRoom, guestName } = handle.read();
  let isShown = true;
  let abuseContact: string | null = null;
  let isGone = false;
  /** After a wrong password, until another one has brought the guest further than the door. */
  let wrongPassword: { readonly triesLeft: number } | null = null;

  const refresh = (): void => {
    if (isGone) return;
    const state = connection.state();
    if (state.is === 'halted' && state.halt.why === 'password') wrongPassword = { triesLeft: state.halt.triesLeft };
    else if (state.is !== 'waiting' || state.why !== 'connecting') wrongPassword = null;
    // A host known to be away is not trouble: the presence line says so.
    trouble.set(
      state.is === 'live'
        ? state.presence === 'offline' || state.isDoubtful
        : state.is === 'waiting' && state.why !== 'host-away',
    );
    listener.changed(toView());
    closeWhenOver();
  };

  const chat = createChat({
    role: 'guest',
    log,
    clock,
    isKept,
    record: handle.read,
    note: (facts) => handle.update((record) => ({ ...record, ...facts })),
    guestKey: () => (isIn() ? handle.read().keys.keyPair.publicKey : null),
    typed: (isTyping) => {
      connection.tellTyping(isTyping);
    },
    safetyNumbers: () => safetyNumbers,
    changed: () => {
      refresh();
    },
    failed: (why) => {
      connection.deliveryFailed(why);
    },
  });

  const connection = createGuestConnection({
    terms,
    inviteKeys: { context: inviteContext(terms), room: inviteRoom },
    password,
    guestName,
    keys: {
      read: () => handle.read().keys,
      // Once the host has answered, the link is not needed again.
      update: (change) =>
        handle.update((record) => {
          const keys = change(record.keys);
          return { ...record, keys, secret: keys.seat === null ? record.secret : null };
        }),
    },
    delivery: chat.delivery,
    signaling,
    createTransport: world.createTransport,
    clock,
    random: world.random,
    page,
    changed: () => {
      refresh();
    },
  });

  const trouble = createTrouble(clock, () => {
    refresh();
  });

  /** Once the host has let this guest in, the chat goes on whatever is in the way. */
  const isIn = (): boolean => handle.read().keys.seat !== null;

  /** What was tried for long and in vain. */
  const stuckWith = (): Tried | null => {
    const { isStuck, tried } = connection.link();
    return isStuck ? tried : null;
  };

  const toBanner = (): Banner => {
    const level = trouble.level();
    if (level === 'none') return null;
    if (!page.isOnline()) return 'offline';
    const tried = stuckWith();
    return tried === null ? level : { is: 'no-way', tried };
  };

  const toPhase = (): ChatPhase => {
    const ended = chat.endedBy();
    if (ended !== null) return { is: 'ended', by: ended };
    if (chat.isDamaged()) return { is: 'broken', failure: 'storage-damaged' };
    const state = connection.state();
    switch (state.is) {
      case 'halted':
        return { is: 'broken', failure: toFailure(state.halt) };
      case 'live':
        return { is: 'open', presence: state.presence, banner: toBanner() };
      case 'waiting':
        return isIn() ? { is: 'open', presence: 'offline', banner: toBanner() } : { is: 'waiting', why: state.why };
    }
  };

  const toView = (): GuestView => {
    const state = connection.state();
    if (wrongPassword !== null) {
      return { screen: 'password', triesLeft: wrongPassword.triesLeft, isTrying: state.is !== 'halted' };
    }
    if (state.is === 'halted' && !isIn() && chat.endedBy() === null) {
      return { screen: 'failure', failure: toFailure(state.halt), canRetry: !state.halt.isFinal };
    }
    return {
      screen: 'chat',
      abuseContact,
      chat: {
        ...chat.toView(),
        title: terms.hostName,
        alias: null,
        phase: toPhase(),
        connection: connection.link(),
        isMuted: false,
        isMarkedUnread: false,
        hasSomeoneElseTried: false,
        hasOldCopyTried: false,
      },
    };
  };

  const leave = (): void => {
    isGone = true;
    trouble.set(false);
    chat.abandon();
    connection.stop();
    signaling.stop();
  };

  const closeWhenOver = (): void => {
    // A host that never let this guest in need not hear of its going.
    const isDone = chat.isOver() || (chat.endedBy() === 'me' && !isIn());
    if (isGone || !isDone) return;
    leave();
    listener.over();
  };

  const updateShown = (): void => {
    chat.setShown(isShown, page.isVisible());
  };

  page.subscribe((event) => {
    if (isGone) return;
    updateShown();
    chat.pageChanged(event);
    connection.pageChanged(event);
    refresh();
  });
  updateShown();
  closeWhenOver();
  if (!chat.isOver() && !chat.isDamaged()) {
    signaling.start((event) => {
      if (event.type === 'connected') abuseContact = event.abuseContact;
      connection.signalingEvent(event);
    });
  }

  return {
    toView,
    actions: chat.actions,
    setShown: (next) => {
      isShown = next;
      updateShown();
    },
    hurry: () => {
      connection.hurry();
    },
    inspect: connection.stats,
    tryPassword: (next) => {
      connection.tryPassword(next);
    },
    leave,
  };
}

function toFailure({ why }: Halt): Failure {
  switch (why) {
    case 'denied':
      return 'unavailable';
    case 'password':
      throw new Error('internal: a wrong password has a screen of its own');
    default:
      return why;
  }
}
