/**
 * The conversation. Sticks to its end without script: the outer box runs upwards, its only child in reading order.
 */
import type { ReactNode, Ref } from 'react';
import type { ChatView } from '../../state/view.ts';
import { TIME_LOCALE } from '../locale.ts';
import { useNow } from '../useNow.ts';
import { t } from '../wording/t.ts';
import { toDay } from '../wording/time.ts';
import { Message } from './Message.tsx';
import { toDays } from './message-groups.ts';
import css from './MessageList.module.css';

interface MessageListProps {
  readonly chat: ChatView;
  /** What to call the other person where they gave no name. */
  readonly otherName: string;
  readonly listRef: Ref<HTMLElement>;
  /** Before the first message. */
  readonly head: ReactNode;
  /** After the last. */
  readonly foot: ReactNode;
}

export function MessageList({ chat, otherName, listRef, head, foot }: MessageListProps): ReactNode {
  const nowUnixMs = useNow();
  return (
    <section className={css['list']} ref={listRef} aria-label={t('chat.region', { name: otherName })} tabIndex={0}>
      <div className={css['inner']}>
        {head}
        {toDays(chat.messages).map((day) => [
          <h2 className={css['day']} key={`day ${day.startsAtUnixMs}`}>
            {toDay(day.startsAtUnixMs, nowUnixMs, TIME_LOCALE)}
          </h2>,
          ...day.messages.map(({ message, position, showsMeta }) => (
            <Message
              key={message.id}
              message={message}
              position={position}
              showsMeta={showsMeta}
              authorName={message.author === 'me' ? t('chat.you') : otherName}
            />
          )),
        ])}
        {foot}
      </div>
    </section>
  );
}

/** Shows the newest message, wherever the person had scrolled to. */
export function scrollToNewest(list: HTMLElement | null): void {
  // In a box that runs upwards, zero is its end.
  list?.scrollTo({ top: 0 });
}
