/** One chat in the list: who, what happened last, when, and how much of it is new. */
import { memo, useState, type ReactNode } from 'react';
import type { ChatView, MessageView } from '../../state/view.ts';
import { Icon, TickIcon } from '../icons.tsx';
import { cx } from '../cx.ts';
import { TIME_LOCALE } from '../locale.ts';
import { toTint } from '../monogram.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Chip } from '../parts/Chip.tsx';
import { Count } from '../parts/Count.tsx';
import type { MenuChoice } from '../parts/Menu.tsx';
import { toOtherName } from '../other-name.ts';
import { isHere } from '../presence.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { toTimerSentence } from '../wording/timer-sentence.tsx';
import { toListTime, toTimeLeft } from '../wording/time.ts';
import { Knocks, toKnockSentence, type Door } from './Knocks.tsx';
import { toRowState, type RowState } from './row-state.ts';
import { RowMenu } from './RowMenu.tsx';
import { useLongPress } from './useLongPress.ts';
import css from './ChatRow.module.css';

interface ChatRowProps {
  readonly chat: ChatView;
  readonly isCurrent: boolean;
  readonly nowUnixMs: number;
  /** These follow from the chat. */
  readonly door: Door;
  /** What its menu offers. */
  readonly choices: readonly MenuChoice[];
  readonly onChoose: () => void;
}

/** Drawn again only when its own chat changes: a host may have hundreds, and something happens in one of them all the time. */
export const ChatRow = memo(
  Row,
  (one, other) => one.chat === other.chat && one.isCurrent === other.isCurrent && one.nowUnixMs === other.nowUnixMs,
);

function Row({ chat, isCurrent, nowUnixMs, door, choices, onChoose }: ChatRowProps): ReactNode {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const longPress = useLongPress(() => setMenuOpen(true));
  const isUnread = chat.unreadCount > 0 || chat.isMarkedUnread;
  const state = toRowState(chat, nowUnixMs);
  const isInvite = chat.phase.is === 'invited';
  const isPast = state.is === 'expired' || state.is === 'ended' || state.is === 'broken';
  const className = cx(css['row'], isUnread && css['unread'], isPast && css['past'], isCurrent && css['current']);
  return (
    <li className={cx(css['item'], state.is === 'knocking' && css['asks'])}>
      <button
        type="button"
        className={className}
        aria-current={isCurrent ? 'page' : undefined}
        data-chat={chat.id}
        onClick={onChoose}
        {...longPress}
      >
        <Avatar
          name={chat.title}
          tint={isInvite ? 'pending' : isPast ? 'blank' : toTint(chat.id)}
          size="row"
          fallback="text"
          isOnline={isHere(chat.phase)}
          {...('timeLeft' in state && { timeLeft: state.timeLeft })}
        />
        <span className={css['lines']}>
          <span className={css['line1']}>
            <span className={css['who']}>
              <bdi className={css['name']}>{toOtherName(chat)}</bdi>
              {chat.alias !== null && <bdi className={css['alias']}>{chat.alias}</bdi>}
            </span>
            {!isInvite && state.is !== 'expired' && <Chip>{t('common.guest')}</Chip>}
            <time className={css['time']}>{toListTime(chat.lastActivityUnixMs, nowUnixMs, TIME_LOCALE)}</time>
          </span>
          <span className={css['line2']}>
            <RowIcon state={state} />
            <span className={cx(css['preview'], (state.is === 'joining' || state.is === 'typing') && css['active'])}>
              <bdi>{toPreview(state, chat.title, nowUnixMs)}</bdi>
            </span>
            <RowMarks chat={chat} />
          </span>
        </span>
      </button>
      <RowMenu name={toOtherName(chat)} choices={choices} isOpen={isMenuOpen} onOpen={setMenuOpen} />
      {state.is === 'knocking' && (
        <div className={css['answer']}>
          <Knocks knocking={state.knocking} door={door} />
        </div>
      )}
    </li>
  );
}

/** At the end of the second line: that it is muted, and how much of it is new. */
function RowMarks({ chat: { isMuted, isMarkedUnread, unreadCount } }: { chat: ChatView }): ReactNode {
  return (
    <>
      {isMuted && (
        <>
          <Icon name="mute" size={16} />
          <span className="vh">{t('row.muted')}</span>
        </>
      )}
      {unreadCount > 0 && (
        <>
          <Count value={unreadCount} isQuiet={isMuted} />
          <span className="vh">{t('row.unread', { count: unreadCount })}</span>
        </>
      )}
      {unreadCount === 0 && isMarkedUnread && (
        <span className={css['mark']}>
          <span className="vh">{t('row.markedUnread')}</span>
        </span>
      )}
    </>
  );
}

function RowIcon({ state }: { state: RowState }): ReactNode {
  if (state.is === 'invited') return <Icon name="clock" size={16} />;
  if (state.is === 'blocked') return <Icon name="warn" size={16} />;
  const delivery = state.is === 'message' && state.message.is === 'text' ? state.message.delivery : null;
  if (delivery === null) return null;
  return (
    <>
      {delivery === 'not-sent' ? <Icon name="warn" size={16} /> : <TickIcon state={delivery} />}
      <span className="vh">{t(`delivery.${delivery}`)}</span>
    </>
  );
}

function toLastLine(message: MessageView, title: string): ReactNode {
  switch (message.is) {
    case 'text':
      return message.text;
    case 'timer':
      return toTimerSentence(message, title === '' ? t('row.untitled') : title);
    case 'deleted':
    case 'unreadable':
      return t(`row.${message.is}`);
  }
}

function toPreview(state: RowState, title: string, nowUnixMs: number): ReactNode {
  switch (state.is) {
    case 'invited': {
      const left = toTimeLeft(state.deadlineUnixMs, nowUnixMs);
      return left === null ? t('row.expiresNow') : t('row.expiresIn', { left });
    }
    case 'joining':
      return rich('row.joining', toPerson(title));
    case 'knocking':
      return toKnockSentence(state.knocking);
    case 'typing':
      return t('chat.typing');
    case 'message':
      return toLastLine(state.message, title);
    case 'blocked':
    case 'joined':
    case 'expired':
    case 'ended':
    case 'broken':
      return t(`row.${state.is}`);
  }
}
