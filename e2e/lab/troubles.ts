/** What happens in the middle of a chat, and how long the chat takes to be live again once the network is back. */
import { setTimeout as passing } from 'node:timers/promises';
import { liveAt, writeBoth, type Chat } from './chat.ts';
import type { Network } from './network.ts';
import type { Trouble } from './profiles.ts';

const LINK_DOWN_MS = 60_000;
const SERVER_GONE_MS = 20_000;
const BACK_DEADLINE_MS = 60_000;

/**
 * Both write into it, so that the chat is not taken for live before anything comes through.
 * @returns from the network's return until all of that has arrived, ms; null when the chat must not be interrupted at all.
 * Throws when it takes a minute
 */
export async function makeTrouble(trouble: Trouble, chat: Chat, network: Network): Promise<number | null> {
  const { host, guest } = network;
  switch (trouble) {
    case 'rebinding':
      guest.rebind();
      return untilBack(chat, trouble);
    case 'address-change':
      guest.changeAddress();
      return untilBack(chat, trouble);
    case 'host-address-change':
      host.changeAddress();
      return untilBack(chat, trouble);
    case 'link-down': {
      guest.pullCable();
      const isOver = passing(LINK_DOWN_MS);
      await writeBoth(chat, 1);
      await isOver;
      guest.plugCable();
      return untilBack(chat, trouble);
    }
    case 'server-gone': {
      network.hideServer();
      const isOver = passing(SERVER_GONE_MS);
      await untilBack(chat, trouble);
      await isOver;
      await untilBack(chat, trouble);
      network.showServer();
      return null;
    }
  }
}

async function untilBack(chat: Chat, trouble: Trouble): Promise<number> {
  const backAtUnixMs = Date.now();
  await writeBoth(chat, 1);
  const live = await liveAt(chat, backAtUnixMs + BACK_DEADLINE_MS);
  if (typeof live === 'string') throw new Error(`Not live again after ${trouble}: ${live}`);
  return live - backAtUnixMs;
}
