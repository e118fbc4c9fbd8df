/** Composition root of the guest's chat, loaded after the landing page has painted: world, state and screen meet here. */
import { createBrowserPage } from './adapters/browser-page.ts';
import { openChatStorage } from './adapters/chat-storage.ts';
import { browserClock } from './adapters/clock.ts';
import { createEarlySignaling } from './adapters/early-signaling.ts';
import { browserRandom } from './adapters/random.ts';
import { GUEST_RECORD } from './adapters/record-codec.ts';
import { rehearseMeeting } from './adapters/rehearse.ts';
import { createSimplePeerTransport } from './adapters/simple-peer-transport.ts';
import { createSocketioSignaling } from './adapters/socketio-signaling.ts';
import { createWebLocks } from './adapters/web-locks.ts';
import type { Invite, InviteTerms } from './protocol/invite.ts';
import { preparePassword } from './protocol/password.ts';
import type { Signaling } from './session/ports.ts';
import { createGuestRecord, findGuestChat, listGuestChats, openGuest } from './state/guest.ts';
import type { GuestRecord } from './state/chat-record.ts';
import type { Storage } from './state/storage.ts';
import type { SavedGuestChat } from './state/view.ts';
import { GuestChat } from './ui/guest/GuestChat.tsx';
import type { GuestCalls } from './ui/guest/GuestCallsEffect.tsx';
import type { JoinedGuest } from './ui/guest/GuestPage.tsx';
import { chat } from './ui/wording/en/chat.ts';
import { addWords } from './ui/wording/t.ts';

/** While a person reads: the click takes less then. */
export const rehearse = rehearseMeeting;

addWords(chat);

const loadCalls = async (): Promise<GuestCalls> => (await import('./guest-calls.ts')).createGuestCalls();

let storage: Promise<Storage<GuestRecord>> | null = null;

/** Reads nothing before a person's click, or a chat's own address, asks for it. */
function openStorage(): Promise<Storage<GuestRecord>> {
  storage ??= openChatStorage('guest-chats-guest', GUEST_RECORD, browserClock);
  return storage;
}

export async function listSavedChats(): Promise<readonly SavedGuestChat[]> {
  return listGuestChats(await openStorage(), browserClock);
}

/** Forgets a chat that cannot be opened. @returns what is left */
export async function removeSavedChat(id: string): Promise<readonly SavedGuestChat[]> {
  await (await openStorage()).chats.remove(id);
  return listSavedChats();
}

/** What the link of a kept chat said; null when this browser does not have the chat. */
export async function readTerms(id: string): Promise<InviteTerms | null> {
  const handle = await (await openStorage()).chats.open(id);
  return handle?.read().terms ?? null;
}

/**
 * Joins through a link, or goes on with the chat that this browser already has from it. Opens the connection at once:
 * call it on the guest's deliberate click and not before.
 */
export async function joinChat(
  invite: Invite,
  guestName: string,
  password: string | null,
): Promise<JoinedGuest | { readonly problem: 'bad-password' }> {
  if (password !== null && preparePassword(password) === null) return { problem: 'bad-password' };
  const kept = await openStorage();
  const known = await findGuestChat(kept, invite);
  if (known !== null) return opened(known.id, password, createSignaling);
  // A chat that is new here is in no other page, so the server is needed for sure; the way to it takes as long as storing does.
  const signaling = createEarlySignaling(createSignaling);
  try {
    const world = { storage: kept, clock: browserClock, random: browserRandom };
    const { id } = await createGuestRecord(world, invite, guestName);
    return await opened(id, password, signaling.create);
  } finally {
    signaling.end();
  }
}

async function opened(...of: Parameters<typeof open>): Promise<JoinedGuest> {
  const joined = await open(...of);
  if (joined === null) throw new Error('internal: a chat that was just read or stored is gone');
  return joined;
}

/** Goes on with a kept chat. @returns null when this browser does not have it */
export function resumeChat(id: string): Promise<JoinedGuest | null> {
  return open(id, null, createSignaling);
}

function createSignaling(): Signaling {
  return createSocketioSignaling(location.origin);
}

async function open(
  id: string,
  password: string | null,
  createSignaling: () => Signaling,
): Promise<JoinedGuest | null> {
  const guest = await openGuest(
    {
      createSignaling,
      createTransport: createSimplePeerTransport,
      clock: browserClock,
      random: browserRandom,
      page: createBrowserPage(),
      locks: createWebLocks(navigator.locks),
      storage: await openStorage(),
    },
    id,
    password,
  );
  if (guest === null) return null;
  // No secret in the address from here on; reloading it comes back to this chat.
  history.replaceState(null, '', `/j#c.${id}`);
  return { guest, loadCalls, Screen: GuestChat };
}
