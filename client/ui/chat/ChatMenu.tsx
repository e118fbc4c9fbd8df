/** The ⋮ menu of a chat: a button, and the menu under it. */
import { useRef, useState, type ReactNode } from 'react';
import { Menu, type MenuChoice } from '../parts/Menu.tsx';
import { MenuButton } from '../parts/MenuButton.tsx';
import { MenuChoices } from '../parts/MenuChoices.tsx';
import { t } from '../wording/t.ts';
import css from './ChatMenu.module.css';

interface ChatMenuProps {
  readonly choices: readonly MenuChoice[];
}

export function ChatMenu({ choices }: ChatMenuProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState<HTMLDivElement | null>(null);
  const menu = useRef<HTMLDivElement>(null);
  const label = t('common.more');
  return (
    <div className={css['place']} ref={setPlace}>
      <MenuButton label={label} isOpen={isOpen} onOpen={setOpen}>
        {(close) => (
          <Menu
            label={label}
            className={css['menu']}
            menuRef={menu}
            owns={(element) => place?.contains(element) === true}
            onClose={close}
          >
            <MenuChoices choices={choices} onClose={() => close('focus')} />
          </Menu>
        )}
      </MenuButton>
    </div>
  );
}
