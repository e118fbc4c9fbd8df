/** Texts begun and not sent, per chat, for as long as the page lives: switching chats loses nothing. */
export interface Drafts {
  /** '' when nothing was begun. */
  read(chatId: string): string;
  write(chatId: string, text: string): void;
}

export function createDrafts(): Drafts {
  const texts = new Map<string, string>();
  return {
    read: (chatId) => texts.get(chatId) ?? '',
    write: (chatId, text) => {
      if (text === '') texts.delete(chatId);
      else texts.set(chatId, text);
    },
  };
}
