/** Calls a person who looks elsewhere when a message comes, as they have chosen; and stops once it is on screen. */
import { useEffect, useRef } from 'react';
import type { Notifier } from '../state/notifier.ts';
import type { PreferencesView } from '../state/preferences.ts';
import type { ChatView } from '../state/view.ts';
import { createArrivals, type Arrival } from './arrivals.ts';
import { toOtherName } from './other-name.ts';
import { t } from './wording/t.ts';

interface CallsOptions {
  readonly chats: readonly ChatView[];
  /** The one on screen; null when none is. */
  readonly shownId: string | null;
  /** How much there is to see, for the app's icon. */
  readonly count: number;
  readonly notifier: Notifier;
  readonly preferences: Pick<PreferencesView, 'notify' | 'hasSound'>;
  readonly onOpen: (chatId: string) => void;
}

export function useCalls(options: CallsOptions): void {
  const { chats, shownId, count, notifier } = options;
  const arrivals = useRef(createArrivals());
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    const isSeen = (chatId: string): boolean => chatId === latest.current.shownId && !document.hidden;
    for (const arrival of arrivals.current.look(chats)) {
      const { notify, hasSound } = latest.current.preferences;
      if (arrival.chat.isMuted || isSeen(arrival.chat.id)) continue;
      if (hasSound) notifier.ring();
      if (notify === 'off') continue;
      notifier.show({
        chatId: arrival.chat.id,
        title: toOtherName(arrival.chat),
        body: toBody(arrival, notify),
        pressed: () => latest.current.onOpen(arrival.chat.id),
      });
    }
  }, [chats, notifier]);

  // Seen is seen, wherever it is said.
  useEffect(() => {
    const clear = (): void => {
      if (shownId !== null && !document.hidden) notifier.clear(shownId);
    };
    clear();
    document.addEventListener('visibilitychange', clear);
    return () => {
      document.removeEventListener('visibilitychange', clear);
    };
  }, [shownId, notifier]);

  useEffect(() => {
    notifier.badge(count);
  }, [notifier, count]);
}

/** What may be read over a shoulder is what was chosen, and never a whole letter. */
function toBody({ chat, texts }: Arrival, notify: 'who' | 'text'): string {
  const last = texts.at(-1);
  if (notify === 'who' || last === undefined || chat.disappearAfterSeconds !== 0) {
    return t('chat.news', { count: Math.max(texts.length, chat.unreadCount) });
  }
  const chars = Array.from(last.text);
  return chars.length > MAX_BODY_CHARS ? `${chars.slice(0, MAX_BODY_CHARS).join('')}…` : last.text;
}

const MAX_BODY_CHARS = 160;
