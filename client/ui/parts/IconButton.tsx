/** A button that shows only an icon; its name is for those who can't see that. */
import type { KeyboardEventHandler, MouseEventHandler, Ref } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import { cx } from '../cx.ts';
import css from './IconButton.module.css';

interface IconButtonProps {
  readonly label: string;
  readonly icon: IconName;
  readonly size?: number;
  readonly flips?: boolean;
  readonly className?: string | undefined;
  /** Id of what describes its state. */
  readonly describedBy?: string;
  readonly onClick: MouseEventHandler<HTMLButtonElement>;
  /** -1 where something else leads the focus here. */
  readonly tabIndex?: -1;
  /** For a button that opens a menu. */
  readonly menu?: {
    readonly isOpen: boolean;
    readonly buttonRef?: Ref<HTMLButtonElement>;
    readonly onKeyDown?: KeyboardEventHandler<HTMLButtonElement>;
  };
}

export function IconButton({ label, icon, size = 20, flips = false, onClick, menu, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={cx(css['button'], rest.className)}
      aria-label={label}
      aria-describedby={rest.describedBy}
      tabIndex={rest.tabIndex}
      onClick={onClick}
      {...(menu && {
        'aria-haspopup': 'menu' as const,
        'aria-expanded': menu.isOpen,
        ref: menu.buttonRef,
        onKeyDown: menu.onKeyDown,
      })}
    >
      <Icon name={icon} size={size} flips={flips} />
    </button>
  );
}
