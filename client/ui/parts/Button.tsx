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
  readonly kind?: 'primary' | 'second' | 'danger';
  readonly href: string;
  readonly children: ReactNode;
  readonly size?: 'normal' | 'large';
  readonly isWide?: boolean;
  readonly icon?: IconName;
  /** In a tab of its own, which learns nothing of this one. */
  readonly opensTab?: boolean;
  readonly onClick?: MouseEventHandler<HTMLAnchorElement>;
}

/** Looks like a button, goes to another page or app. */
export function LinkButton(props: LinkButtonProps) {
  const { kind = 'second', href, children, size = 'large', isWide = true, icon, opensTab = false, onClick } = props;
  return (
    <a
      href={href}
      className={cx(css['button'], css[kind], css[size], isWide && css['wide'], icon && css['withIcon'])}
      rel={opensTab ? 'noopener noreferrer nofollow' : undefined}
      referrerPolicy={opensTab ? 'no-referrer' : undefined}
      // What opens no page, such as a mail address, needs no tab.
      target={opensTab && href.startsWith('http') ? '_blank' : undefined}
      onClick={onClick}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </a>
  );
}
