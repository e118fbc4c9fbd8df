/** Says that something was copied, or what to do when it was not. */
import type { ReactNode } from 'react';
import { Icon } from '../icons.tsx';
import { t } from '../wording/t.ts';
import css from './CopyStatus.module.css';

/** `isDone`: null before anybody has tried. */
export function CopyStatus({ isDone }: { isDone: boolean | null }): ReactNode {
  return (
    <span className={css['status']} role="status">
      {isDone === true && <Icon name="check" size={16} />}
      {isDone !== null && t(isDone ? 'common.copied' : 'common.copyFailed')}
    </span>
  );
}
