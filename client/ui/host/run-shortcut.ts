/** Does what a key stands for, on home. */
import type { ChatView } from '../../state/view.ts';
import type { Shortcut } from './shortcuts.ts';

interface HomeActs {
  /** As they stand in the list. */
  readonly chats: readonly ChatView[];
  /** The one on screen; null when none is. */
  readonly chatId: string | null;
  readonly choose: (chat: ChatView) => void;
  readonly closeChat: () => void;
  readonly invite: () => void;
  readonly help: () => void;
}

/** @returns false when there was nothing to do */
export function runShortcut(shortcut: Shortcut, acts: HomeActs): boolean {
  const { chats, chatId, choose, closeChat } = acts;
  switch (shortcut) {
    case 'next':
    case 'previous': {
      const next = neighbour(chats, chatId, shortcut === 'next' ? 1 : -1);
      if (next !== null) choose(next);
      return next !== null;
    }
    case 'invite':
      acts.invite();
      return true;
    case 'help':
      acts.help();
      return true;
    case 'write':
      return focus('form textarea');
    case 'leave':
      if (chatId === null) return false;
      // First out of the field, so that no key that was meant for it closes the chat.
      if (document.activeElement instanceof HTMLTextAreaElement) return focus('[data-messages]');
      closeChat();
      // A phone shows the list only once the chat is gone.
      requestAnimationFrame(() => focus(`[data-chat="${CSS.escape(chatId)}"]`));
      return true;
  }
}

/** Invites have no screen of their own. From nowhere, the first or the last. */
export function neighbour(chats: readonly ChatView[], chatId: string | null, step: 1 | -1): ChatView | null {
  const open = chats.filter(({ phase }) => phase.is !== 'invited');
  const place = open.findIndex(({ id }) => id === chatId);
  if (place < 0) return open.at(step === 1 ? 0 : -1) ?? null;
  return open[place + step] ?? null;
}

function focus(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
}
