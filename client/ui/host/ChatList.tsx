/** All chats and invites, newest first, and the way to a new one. */
import type { ReactNode } from 'react';
import type { ChatView, DamagedChat, Host } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import type { MenuChoice } from '../parts/Menu.tsx';
import { useNow } from '../useNow.ts';
import { t } from '../wording/t.ts';
import { ChatRow } from './ChatRow.tsx';
import { DamagedRow } from './DamagedRow.tsx';
import type { HomeNote } from './home-notes.ts';
import { HomeNotes } from './HomeNotes.tsx';
import { toDoor } from './Knocks.tsx';
import css from './ChatList.module.css';

interface ChatListProps {
  readonly chats: readonly ChatView[];
  /** Stored, but not to be opened. */
  readonly damaged: readonly DamagedChat[];
  readonly currentId: string | null;
  readonly notes: readonly HomeNote[];
  readonly host: Pick<Host, 'admit' | 'decline' | 'remove'>;
  /** What the menu of a row offers. */
  readonly choicesOf: (chat: ChatView) => readonly MenuChoice[];
  readonly onChoose: (chat: ChatView) => void;
  readonly onNewInvite: () => void;
  readonly onSettings: () => void;
}

export function ChatList(props: ChatListProps): ReactNode {
  const { chats, damaged, currentId, notes, host, choicesOf, onChoose, onNewInvite, onSettings } = props;
  const nowUnixMs = useNow();
  return (
    <nav className={css['pane']} aria-label={t('home.title')}>
      <header className={css['bar']}>
        <h1 className="ink-22 trim">{t('home.title')}</h1>
        <IconButton label={t('settings.open')} icon="settings" onClick={onSettings} />
        <Button kind="primary" icon="plus" className={css['new']} onClick={onNewInvite}>
          {t('home.newInvite')}
        </Button>
      </header>
      <HomeNotes notes={notes} />
      <ul className={css['list']}>
        {chats.map((chat) => (
          <ChatRow
            key={chat.id}
            chat={chat}
            isCurrent={chat.id === currentId}
            nowUnixMs={nowUnixMs}
            door={toDoor(host, chat.id)}
            choices={choicesOf(chat)}
            onChoose={() => onChoose(chat)}
          />
        ))}
        {damaged.map((chat) => (
          <DamagedRow key={chat.id} chat={chat} onRemove={() => host.remove(chat.id)} />
        ))}
      </ul>
    </nav>
  );
}
