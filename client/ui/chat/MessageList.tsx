/**
 * The conversation. Sticks to its end without script: the outer box runs upwards, its only child in reading order.
 */
import { memo, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { ChatView, MessageView } from '../../state/view.ts';
import { TIME_LOCALE } from '../locale.ts';
import { Button } from '../parts/Button.tsx';
import { useNow } from '../useNow.ts';
import { t } from '../wording/t.ts';
import { toDay } from '../wording/time.ts';
import { moveInList } from './list-keys.ts';
import { Message, type MessageHandlers } from './Message.tsx';
import { toDays } from './message-groups.ts';
import { TimerLine } from './TimerLine.tsx';
import css from './MessageList.module.css';

interface MessageListProps {
  readonly chat: Pick<ChatView, 'messages' | 'hasEarlier'>;
  /** What to call the other person where they gave no name. */
  readonly otherName: string;
  readonly listRef: RefObject<HTMLElement | null>;
  readonly canWrite: boolean;
  readonly handlers: MessageHandlers;
  /** Of the message whose menu is open; null when none is. */
  readonly menuId: string | null;
  readonly onLoadEarlier: () => void;
  /** Before the first message. */
  readonly head: ReactNode;
  /** After the last. */
  readonly foot: ReactNode;
}

export function MessageList(props: MessageListProps): ReactNode {
  const { chat, otherName, listRef, canWrite, handlers, menuId, onLoadEarlier, head, foot } = props;
  return (
    <div className={css['place']}>
      <section
        className={css['list']}
        ref={listRef}
        aria-label={t('chat.region', { name: otherName })}
        tabIndex={0}
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
          />
          {foot}
        </div>
      </section>
    </div>
  );
}

type RowsProps = Pick<MessageListProps, 'otherName' | 'canWrite' | 'handlers' | 'menuId'> & {
  readonly messages: readonly MessageView[];
};

/** Not drawn again for what else changes about a chat: a letter typed, a connection lost. */
const Rows = memo(function Rows({ messages, otherName, canWrite, handlers, menuId }: RowsProps): ReactNode {
  const nowUnixMs = useNow();
  return toDays(messages).map((day) => [
    <h2 className={css['day']} key={`day ${day.startsAtUnixMs}`}>
      {toDay(day.startsAtUnixMs, nowUnixMs, TIME_LOCALE)}
    </h2>,
    ...day.lines.map((line) =>
      line.is === 'timer' ? (
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

/** Shows the newest message, wherever the person had scrolled to. */
export function scrollToNewest(list: HTMLElement | null): void {
  // In a box that runs upwards, zero is its end.
  list?.scrollTo({ top: 0 });
}
