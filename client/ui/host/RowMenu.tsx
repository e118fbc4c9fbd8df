/** The ⋮ of a row in the list. A finger does not see it, and opens the same menu by resting on the row. */
import { useRef, useState, type ReactNode } from 'react';
import { FloatingMenu } from '../parts/FloatingMenu.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import type { MenuChoice } from '../parts/Menu.tsx';
import { MenuChoices } from '../parts/MenuChoices.tsx';
import { t } from '../wording/t.ts';
import css from './RowMenu.module.css';

interface RowMenuProps {
  /** Whose row it is. */
  readonly name: string;
  readonly choices: readonly MenuChoice[];
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

export function RowMenu({ name, choices, isOpen, onOpen }: RowMenuProps): ReactNode {
  const [place, setPlace] = useState<HTMLDivElement | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const label = t('row.more', { name });
  const close = (): void => {
    onOpen(false);
    button.current?.focus();
  };
  return (
    <div className={css['place']} ref={setPlace}>
      <IconButton
        label={label}
        icon="more"
        size={18}
        className={css['button']}
        onClick={() => onOpen(!isOpen)}
        menu={{
          isOpen,
          buttonRef: button,
          onKeyDown: (event) => {
            // Not left to the click: Firefox goes on with the same key press on the item that has the focus by then.
            if (!OPENING_KEYS.includes(event.key)) return;
            event.preventDefault();
            onOpen(true);
          },
        }}
      />
      {isOpen && place !== null && (
        <FloatingMenu
          label={label}
          anchor={place}
          onClose={(why) => {
            if (why === 'focus') close();
            else onOpen(false);
          }}
        >
          <MenuChoices choices={choices} onClose={close} />
        </FloatingMenu>
      )}
    </div>
  );
}

const OPENING_KEYS = ['ArrowDown', 'Enter', ' '];
