/** One chat in the list: who, what happened last, when, and how much of it is new. */
import type { ReactNode } from 'react';
import type { ChatView, MessageView } from '../../state/view.ts';
import { Icon, TickIcon } from '../icons.tsx';
import { cx } from '../cx.ts';
import { TIME_LOCALE } from '../locale.ts';
import { toTint } from '../monogram.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Chip } from '../parts/Chip.tsx';
import { isHere } from '../presence.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { toTimerSentence } from '../wording/timer-sentence.tsx';
import { toListTime, toTimeLeft } from '../wording/time.ts';
import { Knocks, toKnockSentence, type Door } from './Knocks.tsx';
import { toRowState, type RowState } from './row-state.ts';
import css from './ChatRow.module.css';

interface ChatRowProps {
  readonly chat: ChatView;
  readonly isCurrent: boolean;
  readonly nowUnixMs: number;
  readonly door: Door;
  readonly onChoose: () => void;
}

export function ChatRow({ chat, isCurrent, nowUnixMs, door, onChoose }: ChatRowProps): ReactNode {
  const state = toRowState(chat, nowUnixMs);
  const isInvite = chat.phase.is === 'invited';
  const isPast = state.is === 'expired' || state.is === 'ended' || state.is === 'broken';
  const className = cx(
    css['row'],
    chat.unreadCount > 0 && css['unread'],
    isPast && css['past'],
    isCurrent && css['current'],
  );
  return (
    <li className={state.is === 'knocking' ? css['asks'] : undefined}>
      <button type="button" className={className} aria-current={isCurrent ? 'page' : undefined} onClick={onChoose}>
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
              <bdi className={css['name']}>{chat.title === '' ? t('row.untitled') : chat.title}</bdi>
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
            {chat.unreadCount > 0 && (
              <>
                <span className={css['count']} aria-hidden="true">
                  {chat.unreadCount}
                </span>
                <span className="vh">{t('row.unread', { count: chat.unreadCount })}</span>
              </>
            )}
          </span>
        </span>
      </button>
      {state.is === 'knocking' && (
        <div className={css['answer']}>
          <Knocks knocking={state.knocking} door={door} />
        </div>
      )}
    </li>
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
