/** The guest's side without a screen: one chat of this browser, held by one page at a time. */
import type { Invite } from '../protocol/invite.ts';
import { toBase64Url } from '../protocol/bytes.ts';
import { deriveInviteKeys } from '../protocol/invite-keys.ts';
import { createKeyPair } from '../protocol/key-pair.ts';
import { preparePassword } from '../protocol/password.ts';
import type { RandomBytes, Clock, Signaling } from '../session/ports.ts';
import { createGuestKeys } from '../session/slots.ts';
import type { GuestRecord } from './chat-record.ts';
import { createJoinedChat, type JoinedChat, type JoinedChatWorld } from './joined-chat.ts';
import { createLeadership } from './leadership.ts';
import type { HeldLock, Locks } from './ports.ts';
import type { Storage } from './storage.ts';
import { createStore } from './store.ts';
import type { Guest, GuestView, SavedGuestChat } from './view.ts';

export interface GuestWorld extends Omit<JoinedChatWorld, 'signaling'> {
  /** A socket of its own for each time this page takes the chat over. */
  createSignaling(): Signaling;
  readonly locks: Locks;
  readonly storage: Storage<GuestRecord>;
}

/** The chat that this browser already holds with the link's room; null when the link is new here. */
export async function findGuestChat({ chats }: Storage<GuestRecord>, invite: Invite): Promise<GuestRecord | null> {
  const { room } = deriveInviteKeys(invite);
  const listed = await chats.list();
  const known = listed.find((one) => one.is === 'readable' && one.record.inviteRoom.roomId === room.roomId);
  return known?.is === 'readable' ? known.record : null;
}

/** Stores a new chat with the link and a key of its own, before anything is sent (GC/1 section 6). */
export async function createGuestRecord(
  { storage, clock, random }: { storage: Storage<GuestRecord>; clock: Clock; random: RandomBytes },
  invite: Invite,
  guestName: string,
): Promise<GuestRecord> {
  const { room, resumption } = deriveInviteKeys(invite);
  const { secret, ...terms } = invite;
  const record: GuestRecord = {
    id: toBase64Url(random(6)),
    createdAtUnixMs: clock.now(),
    terms,
    secret,
    inviteRoom: room,
    isVerified: false,
    guestName,
    keys: createGuestKeys(createKeyPair(random), resumption),
  };
  await storage.chats.create(record);
  return record;
}

/** For the bare guest page. */
export async function listGuestChats({ chats }: Storage<GuestRecord>): Promise<readonly SavedGuestChat[]> {
  const listed = await chats.list();
  return listed.flatMap((one) =>
    one.is === 'readable'
      ? [{ id: one.record.id, hostName: one.record.terms.hostName, guestName: one.record.guestName }]
      : [],
  );
}

/**
 * Opens a stored chat and begins to join at once; call it on the guest's deliberate click and not before.
 * @returns null when this browser has no such chat
 */
export async function openGuest(world: GuestWorld, chatId: string, password: string | null): Promise<Guest | null> {
  const { storage } = world;
  /** Of this page with the chat; what an older one began is dropped. */
  let term = 0;
  let chat: JoinedChat | null = null;
  const first = await storage.chats.open(chatId);
  if (first === null) return null;
  const view = createStore<GuestView>({ screen: 'failure', failure: 'elsewhere', canRetry: true });

  /** Takes the chat into this page: it holds the lock now, and reads what another page may have stored. */
  const lead = async (lock: HeldLock): Promise<void> => {
    term += 1;
    const mine = term;
    const handle = await storage.chats.open(chatId);
    if (handle === null) {
      view.set({ screen: 'failure', failure: 'chat-gone', canRetry: false });
      return;
    }
    const log = await storage.openLog(chatId);
    if (mine !== term) return;
    const opened = createJoinedChat(
      { ...world, signaling: world.createSignaling() },
      handle,
      log,
      password === null ? null : preparePassword(password),
      {
        changed: (next) => {
          if (opened === chat) view.set(next);
        },
        over: () => {
          void storage.chats.remove(chatId).catch(() => undefined);
          lock.release();
        },
      },
    );
    chat = opened;
    view.set(opened.toView());
  };

  const follow = (): void => {
    term += 1;
    chat?.leave();
    chat = null;
    view.set({ screen: 'failure', failure: 'elsewhere', canRetry: true });
  };

  const leadership = createLeadership(world, `guest-chats-guest-${chatId}`, { lead, follow });
  await leadership.start();

  return {
    view,
    send: (_chatId, text) => (chat === null ? 'chat-over' : chat.send(text)),
    show: (shownId) => chat?.setShown(shownId !== null),
    retry: () => {
      if (chat !== null) chat.hurry();
      else void leadership.takeOver();
    },
    end: () => chat?.end(),
    setVerified: (_chatId, isVerified) => chat?.setVerified(isVerified),
    compareSafetyNumber: (_chatId, pasted) => chat?.compareSafetyNumber(pasted) ?? null,
    tryPassword: (text) => {
      const prepared = preparePassword(text);
      if (prepared === null) return 'bad-password';
      chat?.tryPassword(prepared);
      return null;
    },
  };
}
