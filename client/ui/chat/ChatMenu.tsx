/** The ⋮ menu of a chat: a menu button as WAI-ARIA's practices describe it. */
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { IconButton } from '../parts/IconButton.tsx';
import { t } from '../wording/t.ts';
import css from './ChatMenu.module.css';

interface ChatMenuProps {
  readonly items: readonly { readonly label: string; readonly isDangerous: boolean; readonly act: () => void }[];
}

export function ChatMenu({ items }: ChatMenuProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    focusItem(menu.current, 0);
    const closeOutside = (event: Event): void => {
      if (event.target instanceof Node && place.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [isOpen]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const moveWithKeys = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (event.key === 'Escape') close();
    else if (move !== undefined) focusItem(menu.current, move(focusedIndex(menu.current)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={css['place']} ref={place}>
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
        <div className={css['menu']} role="menu" aria-label={t('common.more')} ref={menu} onKeyDown={moveWithKeys}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={item.isDangerous ? css['danger'] : undefined}
              onClick={() => {
                // Focus first, so that a dialog that follows gives it back to the button.
                close();
                item.act();
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

const OPENING_KEYS = ['ArrowDown', 'Enter', ' '];

/** From the focused item's index to the next one's; `focusItem` wraps around. */
const MOVES: Readonly<Record<string, (index: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  Home: () => 0,
  End: () => -1,
};

function toItems(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function focusedIndex(menu: HTMLElement | null): number {
  return toItems(menu).findIndex((item) => item === document.activeElement);
}

function focusItem(menu: HTMLElement | null, index: number): void {
  const items = toItems(menu);
  items.at(index % Math.max(1, items.length))?.focus();
}
