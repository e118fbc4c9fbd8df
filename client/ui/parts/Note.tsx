/** One sentence that matters, in a box of its own. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import { cx } from '../cx.ts';
import css from './Note.module.css';

export function Note({
  icon,
  isWarning = false,
  children,
}: {
  icon: IconName;
  isWarning?: boolean;
  children: ReactNode;
}) {
  return (
    <p className={cx(css['note'], isWarning && css['warning'])}>
      <Icon name={icon} size={18} />
      <span>{children}</span>
    </p>
  );
}
