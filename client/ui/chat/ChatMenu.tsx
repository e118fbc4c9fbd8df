/** The ⋮ menu of a chat: a button, and the menu under it. */
import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from '../parts/IconButton.tsx';
import { Menu, type MenuChoice } from '../parts/Menu.tsx';
import { MenuChoices } from '../parts/MenuChoices.tsx';
import { t } from '../wording/t.ts';
import css from './ChatMenu.module.css';

interface ChatMenuProps {
  readonly choices: readonly MenuChoice[];
}

export function ChatMenu({ choices }: ChatMenuProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };

  return (
    <div className={css['place']}>
      <IconButton
        label={t('common.more')}
        icon="more"
        onClick={() => setOpen(!isOpen)}
        menu={{
          isOpen,
          buttonRef: button,
          onKeyDown: (event) => {
            // Not left to the click: Firefox goes on with the same key press on the item that has the focus by then.
            if (!OPENING_KEYS.includes(event.key)) return;
            event.preventDefault();
            setOpen(true);
          },
        }}
      />
      {isOpen && (
        <Menu
          label={t('common.more')}
          className={css['menu']}
          menuRef={menu}
          owns={(element) => button.current?.contains(element) === true}
          onClose={(why) => {
            if (why === 'focus') close();
            else setOpen(false);
          }}
        >
          <MenuChoices choices={choices} onClose={close} />
        </Menu>
      )}
    </div>
  );
}

const OPENING_KEYS = ['ArrowDown', 'Enter', ' '];
