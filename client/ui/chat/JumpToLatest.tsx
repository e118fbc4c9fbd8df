/** The way back to the newest message for who has scrolled up, and how much has come meanwhile. */
import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { MessageView } from '../../state/view.ts';
import { Icon } from '../icons.tsx';
import { Count } from '../parts/Count.tsx';
import { t } from '../wording/t.ts';
import { newTexts } from './new-texts.ts';
import { scrollToNewest } from './scroll.ts';
import css from './JumpToLatest.module.css';

interface JumpToLatestProps {
  readonly messages: readonly MessageView[];
  readonly listRef: RefObject<HTMLElement | null>;
  /** Whether the person is at the newest message: when that changes, and at first. */
  readonly onFollow: (isFollowed: boolean) => void;
}

export function JumpToLatest({ messages, listRef, onFollow }: JumpToLatestProps): ReactNode {
  const id = useId();
  const newest = useRef<MessageView | null>(null);
  /** What was newest when the person left the end; null while they are there. */
  const [left, setLeft] = useState<{ readonly at: MessageView | null } | null>(null);

  useEffect(() => {
    newest.current = messages.at(-1) ?? null;
  }, [messages]);

  useEffect(() => {
    const list = listRef.current;
    if (list === null) return;
    const look = (): void => {
      // A box that runs upwards counts from its end.
      const isAway = list.scrollTop < -AWAY_PX;
      setLeft((before) => (isAway ? (before ?? { at: newest.current }) : null));
    };
    list.addEventListener('scroll', look, { passive: true });
    return () => {
      list.removeEventListener('scroll', look);
    };
  }, [listRef]);

  const isFollowed = left === null;
  useEffect(() => {
    onFollow(isFollowed);
  }, [onFollow, isFollowed]);

  if (left === null) return null;
  const count = newTexts(messages, left.at).length;
  return (
    <button
      type="button"
      className={css['jump']}
      aria-label={t('chat.toLatest')}
      aria-describedby={count === 0 ? undefined : id}
      onClick={() => {
        // The button goes, and must not take the focus with it.
        listRef.current?.focus({ preventScroll: true });
        scrollToNewest(listRef.current);
      }}
    >
      <Icon name="down" size={22} />
      {count > 0 && (
        <>
          <Count value={count} className={css['count']} />
          <span id={id} hidden>
            {t('chat.news', { count })}
          </span>
        </>
      )}
    </button>
  );
}

/** Less than that is no reading of older messages, but a hand that shook. */
const AWAY_PX = 160;
