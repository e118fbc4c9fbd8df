/** The guest's address without a link: the chats that this browser keeps, and room for another invite. */
import { useId, type ReactNode } from 'react';
import type { SavedGuestChat } from '../../state/view.ts';
import { Icon } from '../icons.tsx';
import { toTint } from '../monogram.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Letter, LetterHead } from '../parts/Letter.tsx';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { PasteLink } from './PasteLink.tsx';
import css from './SavedChats.module.css';

interface SavedChatsProps {
  readonly chats: readonly SavedGuestChat[];
  readonly onOpen: (chat: SavedGuestChat) => void;
  readonly onPaste: (text: string) => void;
}

export function SavedChats({ chats, onOpen, onPaste }: SavedChatsProps): ReactNode {
  return (
    <Letter seal={<Avatar name="" tint="sage" size="seal" fallback="text" />}>
      <LetterHead title={t('saved.title')} lead={t('saved.lead')} />
      <ul className={css['chats']}>
        {chats.map((chat) => (
          <li key={chat.id}>
            <SavedChat chat={chat} onOpen={() => onOpen(chat)} />
          </li>
        ))}
      </ul>
      <h2 className={css['other']}>{t('saved.other')}</h2>
      <PasteLink onPaste={onPaste} />
    </Letter>
  );
}

function SavedChat({ chat, onOpen }: { chat: SavedGuestChat; onOpen: () => void }): ReactNode {
  const id = useId();
  return (
    <button
      type="button"
      className={css['chat']}
      aria-labelledby={id}
      aria-describedby={chat.guestName === '' ? undefined : `${id}-as`}
      onClick={onOpen}
    >
      <Avatar name={chat.hostName} tint={toTint(chat.id)} size="header" fallback="text" />
      <span className={css['lines']}>
        <span className="strong" id={id}>
          {rich('saved.open', toPerson(chat.hostName))}
        </span>
        {chat.guestName !== '' && (
          <span className="hint" id={`${id}-as`}>
            {rich('saved.as', { name: <bdi>{chat.guestName}</bdi> })}
          </span>
        )}
      </span>
      <Icon name="back" size={18} />
    </button>
  );
}
