/** The items of a menu that is a plain list. */
import type { ReactNode } from 'react';
import { MenuItem, type MenuChoice } from './Menu.tsx';

interface MenuChoicesProps {
  readonly choices: readonly MenuChoice[];
  /** Puts the focus back, so that a dialog that follows returns it there. */
  readonly onClose: () => void;
}

export function MenuChoices({ choices, onClose }: MenuChoicesProps): ReactNode {
  return choices.map(({ label, isDangerous, act }) => (
    <MenuItem
      key={label}
      {...(isDangerous !== undefined && { isDangerous })}
      onClick={() => {
        onClose();
        act();
      }}
    >
      {label}
    </MenuItem>
  ));
}
