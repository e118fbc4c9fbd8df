/** Views to begin a test with: whole, and nothing special about them. */
import type { ChatView, TextView } from '../../state/view.ts';

export function aText(difference: Partial<TextView> = {}): TextView {
  return {
    is: 'text',
    id: '1',
    author: 'other',
    atUnixMs: 5,
    text: 'Hi',
    isEdited: false,
    quote: null,
    reactions: [],
    delivery: null,
    arrivedAtUnixMs: 5,
    canEdit: false,
    disappearsAtUnixMs: null,
    ...difference,
  };
}

/** A host's open chat with nothing in it. */
export function aChat(difference: Partial<ChatView> = {}): ChatView {
  return {
    id: 'c',
    side: 'host',
    title: 'Ana',
    alias: null,
    phase: { is: 'open', presence: 'online', banner: null },
    messages: [],
    hasEarlier: false,
    unreadCount: 0,
    unreadFrom: null,
    isMarkedUnread: false,
    isMuted: false,
    draft: '',
    silenceDays: 10,
    disappearAfterSeconds: 0,
    lastActivityUnixMs: 0,
    hasSomeoneElseTried: false,
    hasOldCopyTried: false,
    canVerify: false,
    isVerified: false,
    isKept: true,
    storageTrouble: null,
    connection: { tried: null, isStuck: false, sinceUnixMs: null },
    ...difference,
  };
}
