/** Home in one pane: its title, and what stands under it. Alone while the chats are being read. */
import type { ReactNode } from 'react';
import { t } from '../wording/t.ts';
import css from './HomeFrame.module.css';

interface HomeFrameProps {
  readonly children: ReactNode;
  /** At the end of the bar. */
  readonly action?: ReactNode;
}

export function HomeFrame({ children, action }: HomeFrameProps): ReactNode {
  return (
    <div className={css['page']}>
      <header className={css['bar']}>
        <h1 className="ink-22 trim">{t('home.title')}</h1>
        {action}
      </header>
      {children}
    </div>
  );
}
