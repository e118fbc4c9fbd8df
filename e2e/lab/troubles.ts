/** What happens in the middle of a chat, and how long the chat takes to be live again once the network is back. */
import { setTimeout as passing } from 'node:timers/promises';
import { liveAt, type Chat } from './chat.ts';
import type { Network } from './network.ts';
import type { Trouble } from './profiles.ts';

const LINK_DOWN_MS = 60_000;
const SERVER_GONE_MS = 20_000;
const BACK_DEADLINE_MS = 60_000;

/** Always at the guest's home. @returns how long it took, ms. Throws when it took more than a minute */
export async function makeTrouble(trouble: Trouble, chat: Chat, network: Network): Promise<number> {
  const { guest } = network;
  switch (trouble) {
    case 'rebinding':
      guest.rebind();
      break;
    case 'address-change':
      guest.changeAddress();
      break;
    case 'link-down':
      guest.pullCable();
      await passing(LINK_DOWN_MS);
      guest.plugCable();
      break;
    case 'server-gone':
      network.hideServer();
      await passing(SERVER_GONE_MS);
      network.showServer();
  }
  const backAtUnixMs = Date.now();
  const live = await liveAt(chat, backAtUnixMs + BACK_DEADLINE_MS);
  if (typeof live === 'string') throw new Error(`Not live again after ${trouble}: ${live}`);
  return live - backAtUnixMs;
}
