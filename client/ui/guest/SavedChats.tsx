/** The guest's address without a link: the chats that this browser keeps, and room for another invite. */
import { useId, type ReactNode } from 'react';
import type { DamagedChat, SavedGuestChat } from '../../state/view.ts';
import { Icon } from '../icons.tsx';
import { toTint } from '../monogram.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { Letter, LetterHead } from '../parts/Letter.tsx';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { PasteLink } from './PasteLink.tsx';
import css from './SavedChats.module.css';

interface SavedChatsProps {
  readonly chats: readonly SavedGuestChat[];
  readonly onOpen: (chat: ReadableChat) => void;
  /** Forgets one that cannot be opened. */
  readonly onRemove: (chat: DamagedChat) => void;
  readonly onPaste: (text: string) => void;
}

export type ReadableChat = Extract<SavedGuestChat, { is: 'readable' }>;

export function SavedChats({ chats, onOpen, onRemove, onPaste }: SavedChatsProps): ReactNode {
  return (
    <Letter seal={<Avatar name="" tint="sage" size="seal" fallback="text" />}>
      <LetterHead title={t('saved.title')} lead={t('saved.lead')} />
      <ul className={css['chats']}>
        {chats.map((chat) => (
          <li key={chat.id}>
            {chat.is === 'readable' ? (
              <SavedChat chat={chat} onOpen={() => onOpen(chat)} />
            ) : (
              <Damaged chat={chat} onRemove={() => onRemove(chat)} />
            )}
          </li>
        ))}
      </ul>
      <h2 className={css['other']}>{t('saved.other')}</h2>
      <PasteLink onPaste={onPaste} />
    </Letter>
  );
}

function SavedChat({ chat, onOpen }: { chat: ReadableChat; onOpen: () => void }): ReactNode {
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

function Damaged({ chat, onRemove }: { chat: DamagedChat; onRemove: () => void }): ReactNode {
  return (
    <div className={css['damaged']}>
      <Avatar name="" tint="blank" size="header" fallback="warn" />
      <div className={css['lines']}>
        <p className="strong">{t('row.damagedTitle')}</p>
        <p className="hint">{t(`row.damaged-${chat.why}`)}</p>
      </div>
      <Button kind="second" size="small" onClick={onRemove}>
        {t('common.remove')}
      </Button>
    </div>
  );
}
