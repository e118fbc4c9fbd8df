/** The open part of a menu as WAI-ARIA's practices describe it: focus, keys, and going away. Where it stands is its owner's. */
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import { cx } from '../cx.ts';
import { moveInMenu } from './menu-moves.ts';
import css from './Menu.module.css';

interface MenuProps {
  readonly label: string;
  readonly className?: string | undefined;
  readonly menuRef: RefObject<HTMLDivElement | null>;
  /** Whether an element belongs to the menu without being in it: the button that opened it. */
  readonly owns: (element: Node) => boolean;
  /** `focus`: the focus was in the menu and should go back to where it came from. */
  readonly onClose: (why: 'focus' | 'outside') => void;
  readonly children: ReactNode;
}

export function Menu({ label, className, menuRef, owns, onClose, children }: MenuProps): ReactNode {
  // The newest, for listeners that are set up once.
  const latest = useRef({ owns, onClose });
  useEffect(() => {
    latest.current = { owns, onClose };
  });

  useEffect(() => {
    toItems(menuRef.current)[0]?.focus({ preventScroll: true });
    const closeOutside = ({ target }: Event): void => {
      if (!(target instanceof Node) || menuRef.current?.contains(target) === true) return;
      if (!latest.current.owns(target)) latest.current.onClose('outside');
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [menuRef]);

  const moveWithKeys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') onClose('focus');
    else {
      const items = toItems(menuRef.current);
      const index = items.findIndex((item) => item === document.activeElement);
      const next = moveInMenu(toRows(items), index, event.key);
      if (next === null) return;
      items[next]?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={cx(css['menu'], className)} role="menu" aria-label={label} ref={menuRef} onKeyDown={moveWithKeys}>
      {children}
    </div>
  );
}

/** Something to choose from a menu. */
export interface MenuChoice {
  readonly label: string;
  readonly isDangerous?: boolean;
  readonly act: () => void;
}

interface MenuItemProps {
  readonly icon?: IconName;
  readonly isDangerous?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, isDangerous = false, onClick, children }: MenuItemProps): ReactNode {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={cx(css['item'], isDangerous && css['danger'])}
      onClick={onClick}
    >
      {icon !== undefined && <Icon name={icon} size={18} flips={icon === 'reply'} />}
      {children}
    </button>
  );
}

function toItems(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

/** Items of one group stand side by side; any other has a row to itself. */
function toRows(items: readonly HTMLElement[]): readonly number[] {
  const rows: { group: Element | null; length: number }[] = [];
  for (const item of items) {
    const group = item.closest('[role="group"]');
    const row = rows.at(-1);
    if (row !== undefined && group !== null && row.group === group) row.length += 1;
    else rows.push({ group, length: 1 });
  }
  return rows.map(({ length }) => length);
}
