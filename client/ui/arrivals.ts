/** Which messages came, chat by chat, since one last looked. Pure, but for remembering what was there. */
import type { ChatView, MessageView, TextView } from '../state/view.ts';
import { newTexts } from './chat/new-texts.ts';

export interface Arrival {
  readonly chat: ChatView;
  /** At least one, oldest first. */
  readonly texts: readonly TextView[];
}

export interface Arrivals {
  /** What a chat holds when it is first seen is history, and so is what was seen here. */
  look(chats: readonly ChatView[]): readonly Arrival[];
}

export function createArrivals(): Arrivals {
  /** The last message of each chat that is no news any more; null for a chat that had none. */
  const heard = new Map<string, MessageView | null>();
  return {
    look: (chats) => {
      const found: Arrival[] = [];
      for (const chat of chats) {
        const before = heard.get(chat.id);
        const texts = before === undefined ? [] : newTexts(chat.messages, before);
        heard.set(chat.id, chat.messages.at(-1) ?? null);
        if (texts.length > 0) found.push({ chat, texts });
      }
      for (const id of [...heard.keys()]) if (!chats.some((chat) => chat.id === id)) heard.delete(id);
      return found;
    },
  };
}
