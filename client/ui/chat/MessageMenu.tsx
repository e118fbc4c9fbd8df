/** What can be done with a message. */
import type { ReactNode } from 'react';
import type { TextView } from '../../state/view.ts';
import { FloatingMenu } from '../parts/FloatingMenu.tsx';
import { MenuItem } from '../parts/Menu.tsx';
import { t } from '../wording/t.ts';
import { REACTIONS } from './reactions.ts';
import css from './MessageMenu.module.css';

interface MessageActs {
  /** '' takes it back. */
  readonly react: (emoji: string) => void;
  readonly reply: () => void;
  readonly copy: () => void;
  readonly inform: () => void;
  readonly edit: () => void;
  readonly remove: () => void;
}

interface MessageMenuProps {
  readonly message: TextView;
  /** What the menu stands beside. */
  readonly anchor: HTMLElement;
  /** In a chat that is over, or when it was not sent, a message can only be copied and looked at. */
  readonly canWrite: boolean;
  readonly acts: MessageActs;
  /** Before anything that was chosen is done. */
  readonly onClose: (why: 'focus' | 'outside') => void;
}

export function MessageMenu({ message, anchor, canWrite, acts, onClose }: MessageMenuProps): ReactNode {
  const isMine = message.author === 'me';
  const own = message.reactions.find(({ author }) => author === 'me')?.emoji ?? null;

  const after = (act: () => void) => (): void => {
    onClose('focus');
    act();
  };

  return (
    <FloatingMenu label={t('message.actions')} anchor={anchor} onClose={onClose}>
      {canWrite && (
        <div className={css['reactions']} role="group" aria-label={t('react.group')}>
          {REACTIONS.map(({ emoji, name }) => (
            <button
              key={name}
              type="button"
              role="menuitemradio"
              tabIndex={-1}
              aria-checked={emoji === own}
              aria-label={t(`react.${name}`)}
              onClick={after(() => acts.react(emoji))}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
      {canWrite && own !== null && (
        <MenuItem icon="x" onClick={after(() => acts.react(''))}>
          {t('react.remove')}
        </MenuItem>
      )}
      {canWrite && (
        <MenuItem icon="reply" onClick={after(acts.reply)}>
          {t('message.reply')}
        </MenuItem>
      )}
      <MenuItem icon="copy" onClick={after(acts.copy)}>
        {t('message.copy')}
      </MenuItem>
      <MenuItem icon="info" onClick={after(acts.inform)}>
        {t('message.info')}
      </MenuItem>
      {canWrite && message.canEdit && (
        <MenuItem icon="pencil" onClick={after(acts.edit)}>
          {t('message.edit')}
        </MenuItem>
      )}
      {canWrite && isMine && (
        <MenuItem icon="bin" isDangerous onClick={after(acts.remove)}>
          {t('message.delete')}
        </MenuItem>
      )}
    </FloatingMenu>
  );
}
