/** Composition root of the guest's chat, loaded after the landing page has painted: world, state and screen meet here. */
import { createBrowserPage } from './adapters/browser-page.ts';
import { openChatStorage } from './adapters/chat-storage.ts';
import { browserClock } from './adapters/clock.ts';
import { browserRandom } from './adapters/random.ts';
import { GUEST_RECORD } from './adapters/record-codec.ts';
import { createSimplePeerTransport } from './adapters/simple-peer-transport.ts';
import { createSocketioSignaling } from './adapters/socketio-signaling.ts';
import { createWebLocks } from './adapters/web-locks.ts';
import { whenIdle } from './adapters/when-idle.ts';
import type { Invite, InviteTerms } from './protocol/invite.ts';
import { preparePassword } from './protocol/password.ts';
import { rehearseContact } from './protocol/rehearsal.ts';
import { createGuestRecord, findGuestChat, listGuestChats, openGuest } from './state/guest.ts';
import type { GuestRecord } from './state/chat-record.ts';
import type { Storage } from './state/storage.ts';
import type { SavedGuestChat } from './state/view.ts';
import { GuestChat } from './ui/guest/GuestChat.tsx';
import type { GuestCalls } from './ui/guest/GuestCallsEffect.tsx';
import type { JoinedGuest } from './ui/guest/GuestPage.tsx';
import { chat } from './ui/wording/en/chat.ts';
import { addWords } from './ui/wording/t.ts';

addWords(chat);

const loadCalls = async (): Promise<GuestCalls> => (await import('./guest-calls.ts')).createGuestCalls();

/** While a person reads: what the click will have to compute goes faster then. Stores nothing and asks nobody. */
export function rehearse(): Promise<void> {
  return rehearseContact(browserRandom, whenIdle);
}

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
  const world = { storage: kept, clock: browserClock, random: browserRandom };
  const record = (await findGuestChat(kept, invite)) ?? (await createGuestRecord(world, invite, guestName));
  const joined = await resumeChat(record.id, password);
  if (joined === null) throw new Error('internal: a chat that was just stored is gone');
  return joined;
}

/** Goes on with a kept chat. @returns null when this browser does not have it */
export async function resumeChat(id: string, password: string | null = null): Promise<JoinedGuest | null> {
  const guest = await openGuest(
    {
      createSignaling: () => createSocketioSignaling(location.origin),
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
