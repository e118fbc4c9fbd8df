/** All chats and invites, newest first, and the way to a new one. */
import type { ReactNode } from 'react';
import type { ChatView } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { useNow } from '../useNow.ts';
import { t } from '../wording/t.ts';
import { ChatRow } from './ChatRow.tsx';
import { ServerNote, type Trouble } from './ServerNote.tsx';
import css from './ChatList.module.css';

interface ChatListProps {
  readonly chats: readonly ChatView[];
  readonly currentId: string | null;
  readonly trouble: Trouble;
  readonly onChoose: (chat: ChatView) => void;
  readonly onNewInvite: () => void;
}

export function ChatList({ chats, currentId, trouble, onChoose, onNewInvite }: ChatListProps): ReactNode {
  const nowUnixMs = useNow();
  return (
    <nav className={css['pane']} aria-label={t('home.title')}>
      <header className={css['bar']}>
        <h1 className="ink-22 trim">{t('home.title')}</h1>
        <Button kind="primary" icon="plus" className={css['new']} onClick={onNewInvite}>
          {t('home.newInvite')}
        </Button>
      </header>
      <ServerNote trouble={trouble} />
      <ul className={css['list']}>
        {chats.map((chat) => (
          <ChatRow
            key={chat.id}
            chat={chat}
            isCurrent={chat.id === currentId}
            nowUnixMs={nowUnixMs}
            onChoose={() => onChoose(chat)}
          />
        ))}
      </ul>
    </nav>
  );
}
