/** Calls a guest who looks elsewhere. Shows nothing itself. */
import type { ReactNode } from 'react';
import type { Notifier } from '../../state/notifier.ts';
import type { Preferences } from '../../state/preferences.ts';
import type { ChatView } from '../../state/view.ts';
import { useCalls } from '../useCalls.ts';
import { useStore } from '../useStore.ts';

/** What a browser can do to call somebody, and what this one wants of it. */
export interface GuestCalls {
  readonly notifier: Notifier;
  readonly preferences: Preferences;
}

export function GuestCallsEffect({ calls, chat }: { readonly calls: GuestCalls; readonly chat: ChatView }): ReactNode {
  const { notifier, preferences } = calls;
  useCalls({
    chats: [chat],
    shownId: chat.id,
    count: chat.unreadCount,
    notifier,
    preferences: useStore(preferences.view),
    // The only one there is, and it is on screen.
    onOpen: () => undefined,
  });
  return null;
}
