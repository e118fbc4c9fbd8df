/** The ⋮ menu of a chat: a button, and the menu under it. */
import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from '../parts/IconButton.tsx';
import { Menu, MenuItem } from '../parts/Menu.tsx';
import { t } from '../wording/t.ts';
import css from './ChatMenu.module.css';

interface ChatMenuProps {
  readonly items: readonly { readonly label: string; readonly isDangerous: boolean; readonly act: () => void }[];
}

export function ChatMenu({ items }: ChatMenuProps): ReactNode {
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
          {items.map((item) => (
            <MenuItem
              key={item.label}
              isDangerous={item.isDangerous}
              onClick={() => {
                // Focus first, so that a dialog that follows gives it back to the button.
                close();
                item.act();
              }}
            >
              {item.label}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}

const OPENING_KEYS = ['ArrowDown', 'Enter', ' '];
