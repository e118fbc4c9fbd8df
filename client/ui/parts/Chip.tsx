/** A word of classification beside a name. */
import type { ReactNode } from 'react';
import css from './Chip.module.css';

export function Chip({ children }: { children: ReactNode }): ReactNode {
  return <span className={css['chip']}>{children}</span>;
}
