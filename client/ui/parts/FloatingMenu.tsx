/** A menu beside what it belongs to, wherever there is room; on a small screen a sheet at the bottom. */
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Menu } from './Menu.tsx';
import { placeMenu } from './place-menu.ts';
import css from './FloatingMenu.module.css';

interface FloatingMenuProps {
  readonly label: string;
  readonly className?: string | undefined;
  /** What the menu stands beside. */
  readonly anchor: HTMLElement;
  /** `focus`: the focus was in the menu and should go back to where it came from. */
  readonly onClose: (why: 'focus' | 'outside') => void;
  readonly children: ReactNode;
}

export function FloatingMenu({ label, className, anchor, onClose, children }: FloatingMenuProps): ReactNode {
  const menu = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    // Where it fits is only known once it is there, and what it stands beside can scroll.
    const place = (): void => {
      const room = { width: innerWidth, height: innerHeight };
      const { x, y } = placeMenu(anchor.getBoundingClientRect(), element.getBoundingClientRect(), room);
      element.style.setProperty('--x', `${String(x)}px`);
      element.style.setProperty('--y', `${String(y)}px`);
    };
    place();
    addEventListener('scroll', place, { capture: true, passive: true });
    addEventListener('resize', place);
    return () => {
      removeEventListener('scroll', place, { capture: true });
      removeEventListener('resize', place);
    };
  }, [anchor]);

  return (
    <>
      <div className={css['scrim']} />
      <Menu
        label={label}
        className={cx(css['menu'], className)}
        menuRef={menu}
        owns={(element) => anchor.contains(element)}
        onClose={onClose}
      >
        {children}
      </Menu>
    </>
  );
}
