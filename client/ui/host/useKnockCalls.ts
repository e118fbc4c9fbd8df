/** Calls a host whose page is hidden when somebody waits to be let in; one call for each invite, until the page is seen. */
import { useEffect, useRef } from 'react';
import type { Notifier } from '../../state/notifier.ts';
import type { PreferencesView } from '../../state/preferences.ts';
import type { ChatView } from '../../state/view.ts';
import { toOtherName } from '../other-name.ts';
import { t } from '../wording/t.ts';
import { createKnockWatch, toKnocking } from './knock-watch.ts';

interface KnockCallsOptions {
  readonly chats: readonly ChatView[];
  readonly notifier: Notifier;
  readonly preferences: Pick<PreferencesView, 'notify' | 'hasSound'>;
  readonly onOpen: (chatId: string) => void;
}

export function useKnockCalls(options: KnockCallsOptions): void {
  const { chats, notifier } = options;
  const watch = useRef(createKnockWatch());
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    const look = (): void => {
      const { preferences, chats: present, onOpen } = latest.current;
      const { calling, over } = watch.current.look(present, document.hidden);
      for (const chat of calling) {
        if (preferences.hasSound) notifier.ring();
        if (preferences.notify === 'off') continue;
        notifier.show({
          chatId: chat.id,
          title: toOtherName(chat),
          body: toKnockText(chat),
          pressed: () => onOpen(chat.id),
        });
      }
      for (const chatId of over) notifier.clear(chatId);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
    };
  }, [chats, notifier]);
}

function toKnockText(chat: ChatView): string {
  const [first, ...others] = toKnocking(chat);
  const name = first?.name ?? '';
  return others.length === 0
    ? t('row.knock', { known: name === '' ? 'no' : 'yes', name })
    : t('row.knocks', { count: others.length + 1 });
}
