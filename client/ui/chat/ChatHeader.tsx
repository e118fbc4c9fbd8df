/** Who this is with, and whether they are here. */
import { useId, type ReactNode } from 'react';
import type { ChatPhase, ChatView } from '../../state/view.ts';
import { toTint } from '../monogram.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Chip } from '../parts/Chip.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { cx } from '../cx.ts';
import { isHere } from '../presence.ts';
import { t } from '../wording/t.ts';
import css from './ChatHeader.module.css';

interface ChatHeaderProps {
  readonly chat: ChatView;
  readonly otherName: string;
  /** Null where there is no list to go back to. */
  readonly onBack: (() => void) | null;
  /** Null when the chat is over. */
  readonly onConnection: (() => void) | null;
  /** Null while there is no security code to compare. */
  readonly onVerify: (() => void) | null;
  readonly menu: ReactNode;
}

export function ChatHeader({ chat, otherName, onBack, onConnection, onVerify, menu }: ChatHeaderProps): ReactNode {
  const { phase } = chat;
  const isPast = phase.is === 'ended' || phase.is === 'expired' || phase.is === 'broken';
  const tint = isPast ? 'blank' : chat.side === 'guest' ? 'sage' : toTint(chat.id);
  const presence = toPresence(phase);
  return (
    <header className={cx(css['bar'], onBack === null && css['noBack'])}>
      {onBack !== null && (
        <IconButton label={t('common.back')} icon="back" size={22} flips className={css['back']} onClick={onBack} />
      )}
      <div className={css['avatar']}>
        <Avatar name={chat.title} tint={tint} size="header" fallback="text" isOnline={isHere(phase)} />
      </div>
      <div className={css['who']}>
        <h1 className={css['title']}>
          <bdi>{otherName}</bdi>
          {chat.side === 'host' && phase.is !== 'expired' && <Chip>{t('common.guest')}</Chip>}
        </h1>
        {(presence !== null || chat.alias !== null) && (
          <p className={css['presence']}>
            {chat.alias !== null && <bdi>{chat.alias}</bdi>}
            {presence !== null && chat.alias !== null && ' · '}
            <span className={phase.is === 'open' && phase.presence === 'typing' ? css['typing'] : undefined}>
              {presence}
            </span>
          </p>
        )}
      </div>
      {onConnection !== null && <IconButton label={t('connection.title')} icon="signal" onClick={onConnection} />}
      {onVerify !== null && <Shield isVerified={chat.isVerified} onVerify={onVerify} />}
      {menu}
    </header>
  );
}

function Shield({ isVerified, onVerify }: { isVerified: boolean; onVerify: () => void }): ReactNode {
  const id = useId();
  return (
    <>
      <IconButton
        label={t('verify.title')}
        icon={isVerified ? 'shieldDone' : 'shield'}
        className={isVerified ? css['verified'] : undefined}
        {...(isVerified && { describedBy: id })}
        onClick={onVerify}
      />
      {isVerified && (
        <span id={id} hidden>
          {t('verify.isVerified')}
        </span>
      )}
    </>
  );
}

function toPresence(phase: ChatPhase): string | null {
  switch (phase.is) {
    case 'open':
      return t(`chat.${phase.presence}`);
    case 'waiting':
      return t(WAITING_PRESENCE[phase.why]);
    case 'ended':
      return t('row.ended');
    case 'expired':
      return t('row.expired');
    case 'invited':
    case 'broken':
      return null;
  }
}

/** Who asks the host to be let in has reached the host. */
const WAITING_PRESENCE = {
  connecting: 'chat.connecting',
  admission: 'chat.online',
  'host-away': 'chat.offline',
  'server-away': 'chat.offline',
  busy: 'chat.offline',
} as const satisfies Record<Extract<ChatPhase, { is: 'waiting' }>['why'], string>;
