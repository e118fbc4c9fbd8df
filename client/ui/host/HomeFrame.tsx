/** Home in one pane: its title, and what stands under it. Alone while the chats are being read. */
import type { ReactNode } from 'react';
import { t } from '../wording/t.ts';
import css from './HomeFrame.module.css';

export function HomeFrame({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className={css['page']}>
      <header className={css['bar']}>
        <h1 className="ink-22 trim">{t('home.title')}</h1>
      </header>
      {children}
    </div>
  );
}
