/** One sentence that matters, in a box of its own. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import { cx } from '../cx.ts';
import css from './Note.module.css';

interface NoteProps {
  readonly icon: IconName;
  readonly tone?: 'plain' | 'good' | 'warning' | 'bad';
  readonly children: ReactNode;
}

export function Note({ icon, tone = 'plain', children }: NoteProps): ReactNode {
  return (
    <p className={cx(css['note'], css[tone])}>
      <Icon name={icon} size={18} />
      <span>{children}</span>
    </p>
  );
}
