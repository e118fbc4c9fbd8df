/** The button in all its kinds; one primary a screen. */
import type { MouseEventHandler, ReactNode } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import { cx } from '../cx.ts';
import css from './Button.module.css';

interface ButtonProps {
  readonly kind: 'primary' | 'second' | 'quiet' | 'danger';
  readonly children: ReactNode;
  readonly type?: 'button' | 'submit';
  readonly size?: 'normal' | 'small' | 'large';
  readonly isWide?: boolean;
  readonly icon?: IconName;
  readonly className?: string | undefined;
  /** The form it submits, when it stands outside of it. */
  readonly formId?: string;
  /** Takes the focus when its dialog opens. */
  readonly isFirst?: boolean;
  readonly onClick?: MouseEventHandler<HTMLButtonElement>;
}

export function Button({
  kind,
  children,
  type = 'button',
  size = 'normal',
  isWide = false,
  icon,
  ...rest
}: ButtonProps) {
  const className = cx(
    css['button'],
    css[kind],
    css[size],
    isWide && css['wide'],
    icon && css['withIcon'],
    rest.className,
  );
  return (
    <button
      type={type}
      className={className}
      form={rest.formId}
      data-first={rest.isFirst === true ? '' : undefined}
      onClick={rest.onClick}
    >
      {icon && <Icon name={icon} size={size === 'large' ? 20 : 18} />}
      {children}
    </button>
  );
}

interface LinkButtonProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly size?: 'normal' | 'large';
  readonly icon?: IconName;
}

/** Looks like a button, goes to another page or app. */
export function LinkButton({ href, children, size = 'large', icon }: LinkButtonProps) {
  return (
    <a href={href} className={cx(css['button'], css['second'], css[size], css['wide'], icon && css['withIcon'])}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </a>
  );
}
