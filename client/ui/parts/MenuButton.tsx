/** The ⋮ that opens a menu, for a pointer and for keys. What opens and where it stands is its owner's. */
import { useState, type ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';

interface MenuButtonProps {
  readonly label: string;
  readonly size?: number;
  readonly className?: string | undefined;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  /** The open menu. `close`: with `focus`, that goes back to the button. */
  readonly children: (close: (why: 'focus' | 'outside') => void) => ReactNode;
}

export function MenuButton({ isOpen, onOpen, children, ...look }: MenuButtonProps): ReactNode {
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  return (
    <>
      <IconButton
        {...look}
        icon="more"
        onClick={() => onOpen(!isOpen)}
        menu={{
          isOpen,
          buttonRef: setButton,
          onKeyDown: (event) => {
            // Not left to the click: Firefox goes on with the same key press on the item that has the focus by then.
            if (!OPENING_KEYS.includes(event.key)) return;
            event.preventDefault();
            onOpen(true);
          },
        }}
      />
      {isOpen &&
        children((why) => {
          onOpen(false);
          if (why === 'focus') button?.focus();
        })}
    </>
  );
}

const OPENING_KEYS = ['ArrowDown', 'Enter', ' '];
