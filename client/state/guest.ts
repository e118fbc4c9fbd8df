/** The guest's side without a screen: one chat, opened from one link. */
import type { Invite } from '../protocol/invite.ts';
import { deriveInviteKeys } from '../protocol/invite-keys.ts';
import { createKeyPair } from '../protocol/key-pair.ts';
import { createGuestConnection, type Halt } from '../session/guest-connection.ts';
import type { ChatLog, Clock, CreateTransport, KeyStore, Page, RandomBytes, Signaling } from '../session/ports.ts';
import { createGuestKeys, type GuestKeys } from '../session/slots.ts';
import { createChat } from './chat.ts';
import type { Failure } from './failure.ts';
import { createStore } from './store.ts';
import { createTrouble } from './trouble.ts';
import type { Banner, ChatPhase, Guest, GuestView } from './view.ts';

export interface GuestWorld {
  readonly signaling: Signaling;
  readonly createTransport: CreateTransport;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly page: Page;
  createLog(): ChatLog;
  createKeyStore(keys: GuestKeys): KeyStore<GuestKeys>;
}

/** The one chat of this page needs no name of its own. */
const CHAT_ID = 'guest';

/** Joins at once; call it on the guest's deliberate click and not before. */
export function createGuest(world: GuestWorld, invite: Invite, guestName: string): Guest {
  const { signaling, clock, page, random } = world;
  const inviteKeys = deriveInviteKeys(invite);
  let isShown = true;
  let wasLive = false;
  let isOver = false;

  const chat = createChat({
    log: world.createLog(),
    clock,
    silenceDays: invite.silence,
    changed: () => {
      refresh();
    },
    failed: (why) => {
      connection.deliveryFailed(why);
    },
  });

  const connection = createGuestConnection({
    invite,
    inviteKeys,
    guestName,
    keys: world.createKeyStore(createGuestKeys(createKeyPair(random), inviteKeys.resumption)),
    delivery: chat.delivery,
    signaling,
    createTransport: world.createTransport,
    clock,
    random,
    page,
    changed: () => {
      refresh();
    },
  });

  const trouble = createTrouble(clock, () => {
    refresh();
  });

  const toBanner = (): Banner => {
    const level = trouble.level();
    if (level === 'none') return null;
    return page.isOnline() ? level : 'offline';
  };

  const toPhase = (): ChatPhase => {
    const ended = chat.endedBy();
    if (ended !== null) return { is: 'ended', by: ended };
    const state = connection.state();
    switch (state.is) {
      case 'halted':
        return { is: 'broken', failure: toFailure(state.halt) };
      case 'live':
        return { is: 'open', presence: state.presence, banner: toBanner() };
      case 'waiting':
        if (!wasLive) return { is: 'waiting', why: state.why };
        return { is: 'open', presence: 'offline', banner: toBanner() };
    }
  };

  const toView = (): GuestView => {
    const state = connection.state();
    if (state.is === 'halted' && !wasLive && chat.endedBy() === null) {
      return { screen: 'failure', failure: toFailure(state.halt), canRetry: !state.halt.isFinal };
    }
    return {
      screen: 'chat',
      chat: {
        id: CHAT_ID,
        side: 'guest',
        title: invite.hostName,
        alias: null,
        phase: toPhase(),
        messages: chat.messages(),
        unreadCount: chat.unreadCount(),
        lastActivityUnixMs: chat.lastActivityUnixMs(),
        hasSomeoneElseTried: false,
      },
    };
  };

  const refresh = (): void => {
    const state = connection.state();
    wasLive ||= state.is === 'live';
    // A host known to be away is not trouble: the presence line says so.
    trouble.set(
      state.is === 'live' ? state.presence === 'offline' : state.is === 'waiting' && state.why !== 'host-away',
    );
    closeWhenOver();
    view.set(toView());
  };

  const closeWhenOver = (): void => {
    const ended = chat.endedBy();
    const isDone = ended === 'silence' || (ended === 'me' && (chat.isSettled() || !wasLive));
    if (isOver || !isDone) return;
    isOver = true;
    chat.close();
    connection.stop();
    signaling.stop();
  };

  const updateShown = (): void => {
    chat.setShown(isShown && page.isVisible());
  };

  const view = createStore<GuestView>(toView());

  signaling.start((event) => {
    connection.signalingEvent(event);
  });
  page.subscribe((event) => {
    updateShown();
    connection.pageChanged(event);
    refresh();
  });
  updateShown();

  return {
    view,
    send: (_chatId, text) => chat.send(text),
    show: (chatId) => {
      isShown = chatId !== null;
      updateShown();
    },
    retry: () => {
      connection.hurry();
    },
    end: () => {
      chat.end();
    },
  };
}

function toFailure({ why }: Halt): Failure {
  return why === 'denied' ? 'unavailable' : why;
}
