/** One sentence of the app itself inside a conversation. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import { cx } from '../cx.ts';
import css from './Notice.module.css';

interface NoticeProps {
  readonly icon: IconName;
  readonly isWarning?: boolean;
  /** Not at the beginning or the end, but where it happened. */
  readonly isAmongMessages?: boolean;
  readonly children: ReactNode;
}

export function Notice({ icon, isWarning = false, isAmongMessages = false, children }: NoticeProps): ReactNode {
  return (
    <p className={cx(css['notice'], isWarning && css['warning'], isAmongMessages && css['among'])}>
      <Icon name={icon} size={16} />
      <span>{children}</span>
    </p>
  );
}
