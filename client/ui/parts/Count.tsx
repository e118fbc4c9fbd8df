/** How many are new, as a number in a pill. Its owner says in words of what. */
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import css from './Count.module.css';

interface CountProps {
  readonly value: number;
  /** Of what calls for nobody. */
  readonly isQuiet?: boolean;
  readonly className?: string | undefined;
}

export function Count({ value, isQuiet = false, className }: CountProps): ReactNode {
  return (
    <span className={cx(css['count'], isQuiet && css['quiet'], className)} aria-hidden="true">
      {value}
    </span>
  );
}
