/** Composition root of the guest's chat, loaded after the landing page has painted: world, state and screen meet here. */
import { createBrowserPage } from './adapters/browser-page.ts';
import { browserClock } from './adapters/clock.ts';
import { createMemoryKeyStore } from './adapters/memory-key-store.ts';
import { createMemoryLog } from './adapters/memory-log.ts';
import { browserRandom } from './adapters/random.ts';
import { createSimplePeerTransport } from './adapters/simple-peer-transport.ts';
import { createSocketioSignaling } from './adapters/socketio-signaling.ts';
import type { Invite } from './protocol/invite.ts';
import { createGuest } from './state/guest.ts';
import { GuestChat } from './ui/guest/GuestChat.tsx';
import type { JoinedGuest } from './ui/guest/GuestPage.tsx';

/** Opens the connection at once: call it on the guest's deliberate click and not before. */
export function joinChat(invite: Invite, guestName: string): JoinedGuest {
  const guest = createGuest(
    {
      signaling: createSocketioSignaling(location.origin),
      createTransport: createSimplePeerTransport,
      clock: browserClock,
      random: browserRandom,
      page: createBrowserPage(),
      createLog: () => createMemoryLog(browserClock),
      createKeyStore: createMemoryKeyStore,
    },
    invite,
    guestName,
  );
  return { guest, Screen: GuestChat };
}
