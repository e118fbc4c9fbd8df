/** Where what was new begins when a chat comes on screen, for as long as that is worth a line in it. */
import type { LogCounters } from '../session/ports.ts';
import { parseMessageId } from './message-id.ts';
import type { ChatView, MessageView } from './view.ts';

export interface News {
  /** Looks at what is unread, before it is marked as read. */
  look(counters: LogCounters): void;
  forget(): void;
  toView(messages: readonly MessageView[], hasEarlier: boolean): ChatView['unreadFrom'];
}

export function createNews(): News {
  let news: { readonly afterSeq: number; readonly count: number } | null = null;
  return {
    look: ({ otherRead, unread }) => {
      if (unread > 0) news = { afterSeq: otherRead, count: unread };
    },
    forget: () => {
      news = null;
    },
    toView: (messages, hasEarlier) => {
      if (news === null) return null;
      const { afterSeq, count } = news;
      const place = messages.findIndex((message) => isNew(message, afterSeq));
      const first = messages[place];
      // What is new may begin before what is loaded.
      return first === undefined || (place === 0 && hasEarlier) ? null : { messageId: first.id, count };
    },
  };
}

function isNew({ is, id }: MessageView, afterSeq: number): boolean {
  const ref = is === 'text' ? parseMessageId(id) : null;
  return ref?.side === 'other' && ref.seq > afterSeq;
}
