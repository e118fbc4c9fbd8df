/** The ⋮ of a row in the list. A finger does not see it, and opens the same menu by resting on the row. */
import { useState, type ReactNode } from 'react';
import { FloatingMenu } from '../parts/FloatingMenu.tsx';
import type { MenuChoice } from '../parts/Menu.tsx';
import { MenuButton } from '../parts/MenuButton.tsx';
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
  const label = t('row.more', { name });
  return (
    <div className={css['place']} ref={setPlace}>
      <MenuButton label={label} size={18} className={css['button']} isOpen={isOpen} onOpen={onOpen}>
        {(close) =>
          place !== null && (
            <FloatingMenu label={label} anchor={place} onClose={close}>
              <MenuChoices choices={choices} onClose={() => close('focus')} />
            </FloatingMenu>
          )
        }
      </MenuButton>
    </div>
  );
}
