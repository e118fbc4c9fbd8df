/** The guest's side without a screen: one chat of this browser, held by one page at a time. */
import type { Invite } from '../protocol/invite.ts';
import { toBase64Url } from '../protocol/bytes.ts';
import { deriveInviteKeys } from '../protocol/invite-keys.ts';
import { createKeyPair } from '../protocol/key-pair.ts';
import { preparePassword } from '../protocol/password.ts';
import type { RandomBytes, Clock, Signaling } from '../session/ports.ts';
import { createGuestKeys } from '../session/slots.ts';
import { toCommands } from './chat-actions.ts';
import type { GuestRecord } from './chat-record.ts';
import type { Failure } from './failure.ts';
import { createJoinedChat, type JoinedChat, type JoinedChatWorld } from './joined-chat.ts';
import { createLeadership } from './leadership.ts';
import type { ChatHandle, HeldLock, Locks } from './ports.ts';
import { openChat } from './open-chat.ts';
import { share } from './share.ts';
import { isPastAfterlife, lastsUntilUnixMs } from './silence.ts';
import type { Storage } from './storage.ts';
import { StorageError } from './storage-error.ts';
import { createStore } from './store.ts';
import type { Guest, GuestView, SavedGuestChat } from './view.ts';

/** The chat and what is in it; the messages in there are the same anyway while they say the same. */
const SHARED_DEPTH = 3;

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
    draft: '',
    guestName,
    keys: createGuestKeys(createKeyPair(random), resumption),
  };
  await storage.chats.create(record);
  return record;
}

/** For the bare guest page. Chats past their silence are deleted, not listed. */
export async function listGuestChats(storage: Storage<GuestRecord>, clock: Clock): Promise<readonly SavedGuestChat[]> {
  const listed = await storage.chats.list();
  const saved = await Promise.all(
    listed.map(async (one): Promise<SavedGuestChat | null> => {
      if (one.is === 'unreadable') return one;
      const { id, terms, guestName } = one.record;
      if (await isOver(storage, one.record, clock)) {
        await storage.chats.remove(id);
        return null;
      }
      return { is: 'readable', id, hostName: terms.hostName, guestName };
    }),
  );
  return saved.filter((one) => one !== null);
}

async function isOver(storage: Storage<GuestRecord>, record: GuestRecord, clock: Clock): Promise<boolean> {
  const log = await storage.openLog(record.id, 'guest');
  return clock.now() >= lastsUntilUnixMs(record, log.counters());
}

/**
 * Opens a stored chat and begins to join at once; call it on the guest's deliberate click and not before. A chat that
 * cannot be read is opened too, and says so; ending it deletes it.
 * @returns null when this browser has no such chat
 */
export async function openGuest(world: GuestWorld, chatId: string, password: string | null): Promise<Guest | null> {
  const { storage, clock } = world;
  /** Of this page with the chat; what an older one began is dropped. */
  let term = 0;
  let chat: JoinedChat | null = null;
  const found = await find(storage, chatId);
  if (found === 'none') return null;
  const view = createStore<GuestView>({ screen: 'failure', failure: 'elsewhere', canRetry: true });

  const fail = (failure: Failure): void => {
    view.set({ screen: 'failure', failure, canRetry: failure === 'elsewhere' });
  };

  const erase = (): void => {
    // What cannot be erased now is met again, and erased, after the next start.
    storage.chats.remove(chatId).catch(() => undefined);
  };

  /** Takes the chat into this page: it holds the lock now, and reads what another page may have stored. */
  const lead = async (lock: HeldLock, isTaken: boolean): Promise<void> => {
    term += 1;
    const mine = term;
    if (found === 'damaged') {
      fail('storage-damaged');
      return;
    }
    const stored = await openChat(storage, chatId, 'guest', isTaken);
    if (mine !== term) return;
    if (stored === null) {
      fail('chat-gone');
      return;
    }
    const { handle, log } = stored;
    if (isPastAfterlife(log.counters(), clock)) {
      erase();
      lock.release();
      fail('chat-gone');
      return;
    }
    const opened = createJoinedChat(
      { ...world, signaling: world.createSignaling() },
      handle,
      log,
      { password: password === null ? null : preparePassword(password), isKept: storage.isKept },
      {
        changed: (next) => {
          if (opened === chat) view.set(share(view.get(), next, SHARED_DEPTH));
        },
        over: () => {
          erase();
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
    fail('elsewhere');
  };

  const leadership = createLeadership(world, `guest-chats-guest-${chatId}`, { lead, follow });
  await leadership.start();

  const commands = toCommands(() => chat?.actions);

  return {
    view,
    ...commands,
    show: (shownId) => chat?.setShown(shownId !== null),
    inspect: () => chat?.inspect() ?? Promise.resolve(null),
    retry: () => {
      if (chat !== null) chat.hurry();
      else void leadership.takeOver();
    },
    end: (id) => {
      if (found === 'damaged') erase();
      else commands.end(id);
    },
    tryPassword: (text) => {
      const prepared = preparePassword(text);
      if (prepared === null) return 'bad-password';
      chat?.tryPassword(prepared);
      return null;
    },
  };
}

async function find(
  { chats }: Storage<GuestRecord>,
  chatId: string,
): Promise<ChatHandle<GuestRecord> | 'none' | 'damaged'> {
  try {
    return (await chats.open(chatId)) ?? 'none';
  } catch (error) {
    if (error instanceof StorageError && (error.code === 'corrupt' || error.code === 'future-version'))
      return 'damaged';
    throw error;
  }
}
