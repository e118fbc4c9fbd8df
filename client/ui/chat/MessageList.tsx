/**
 * The conversation. Sticks to its end without script: the outer box runs upwards, its only child in reading order.
 */
import { memo, useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { ChatView, MessageView } from '../../state/view.ts';
import { TIME_LOCALE } from '../locale.ts';
import { Button } from '../parts/Button.tsx';
import { useNow } from '../useNow.ts';
import { t } from '../wording/t.ts';
import { toDay } from '../wording/time.ts';
import { JumpToLatest } from './JumpToLatest.tsx';
import { moveInList } from './list-keys.ts';
import { Message, type MessageHandlers } from './Message.tsx';
import { toDays } from './message-groups.ts';
import { scrollToNews } from './scroll.ts';
import { TimerLine } from './TimerLine.tsx';
import { TypingBubble } from './TypingBubble.tsx';
import css from './MessageList.module.css';

interface MessageListProps {
  readonly chat: Pick<ChatView, 'messages' | 'hasEarlier' | 'unreadFrom'>;
  /** What to call the other person where they gave no name. */
  readonly otherName: string;
  readonly listRef: RefObject<HTMLElement | null>;
  readonly canWrite: boolean;
  readonly handlers: MessageHandlers;
  /** Of the message whose menu is open; null when none is. */
  readonly menuId: string | null;
  readonly isOtherTyping: boolean;
  readonly asksBeforeLinks: boolean;
  readonly onLoadEarlier: () => void;
  /** Stays the same. */
  readonly onFollow: (isFollowed: boolean) => void;
  /** Before the first message. */
  readonly head: ReactNode;
  /** After the last. */
  readonly foot: ReactNode;
}

export function MessageList(props: MessageListProps): ReactNode {
  const { chat, otherName, listRef, canWrite, handlers, menuId, asksBeforeLinks, isOtherTyping } = props;
  const { onLoadEarlier, onFollow, head, foot } = props;
  const newsId = chat.unreadFrom?.messageId ?? null;
  useEffect(() => {
    if (newsId !== null) scrollToNews(listRef.current);
  }, [listRef, newsId]);
  return (
    <div className={css['place']}>
      <section
        className={css['list']}
        ref={listRef}
        aria-label={t('chat.region', { name: otherName })}
        tabIndex={0}
        data-messages=""
        onKeyDown={moveInList}
      >
        <div className={css['inner']}>
          {chat.hasEarlier ? <LoadEarlier listRef={listRef} onPress={onLoadEarlier} /> : head}
          <Rows
            messages={chat.messages}
            otherName={otherName}
            canWrite={canWrite}
            handlers={handlers}
            menuId={menuId}
            newsId={newsId}
            newsCount={chat.unreadFrom?.count ?? 0}
            asksBeforeLinks={asksBeforeLinks}
          />
          {isOtherTyping && <TypingBubble />}
          {foot}
        </div>
      </section>
      <JumpToLatest messages={chat.messages} listRef={listRef} onFollow={onFollow} />
    </div>
  );
}

type RowsProps = Pick<MessageListProps, 'otherName' | 'canWrite' | 'handlers' | 'menuId' | 'asksBeforeLinks'> & {
  readonly messages: readonly MessageView[];
  /** Of the message that what is new begins with; null when nothing is. */
  readonly newsId: string | null;
  readonly newsCount: number;
};

/** Not drawn again for what else changes about a chat: a letter typed, a connection lost. */
const Rows = memo(function Rows(props: RowsProps): ReactNode {
  const { messages, otherName, canWrite, handlers, menuId, asksBeforeLinks, newsId, newsCount } = props;
  const nowUnixMs = useNow();
  return toDays(messages, newsId).map((day) => [
    <h2 className={css['day']} key={`day ${day.startsAtUnixMs}`}>
      {toDay(day.startsAtUnixMs, nowUnixMs, TIME_LOCALE)}
    </h2>,
    ...day.lines.map((line) =>
      line.is === 'news' ? (
        <p key="news" className={css['news']} data-news="">
          {t('chat.unread', { count: newsCount })}
        </p>
      ) : line.is === 'timer' ? (
        <TimerLine key={line.timer.id} timer={line.timer} otherName={otherName} />
      ) : (
        <Message
          key={line.message.id}
          message={line.message}
          position={line.position}
          showsMeta={line.showsMeta}
          otherName={otherName}
          canWrite={canWrite}
          hasMenuOpen={line.message.id === menuId}
          asksBeforeLinks={asksBeforeLinks}
          handlers={handlers}
        />
      ),
    ),
  ]);
});

function LoadEarlier({ listRef, onPress }: { listRef: RefObject<HTMLElement | null>; onPress: () => void }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  // With nothing more to load the button goes, and must not take the focus with it.
  useLayoutEffect(() => {
    const [list, button] = [listRef.current, place.current];
    return () => {
      if (button?.contains(document.activeElement) === true) list?.focus({ preventScroll: true });
    };
  }, [listRef]);
  return (
    <div className={css['earlier']} ref={place}>
      <Button kind="second" size="small" onClick={onPress}>
        {t('chat.loadEarlier')}
      </Button>
    </div>
  );
}
