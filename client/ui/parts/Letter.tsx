/** One sheet with a flap and a seal: landing, name, first run, and every dead end. */
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import css from './Letter.module.css';

interface LetterProps {
  readonly seal: ReactNode;
  /** A short letter doesn't fill a phone's screen. */
  readonly isShort?: boolean;
  readonly children: ReactNode;
}

export function Letter({ seal, isShort = false, children }: LetterProps): ReactNode {
  return (
    <main className={css['desk']}>
      <article className={cx(css['letter'], isShort && css['short'])}>
        <div className={css['flap']}>
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            <path d="M-1 -1L46.5 93Q50 100 53.5 93L101 -1Z" />
          </svg>
          <div className={css['seal']}>{seal}</div>
        </div>
        <div className={css['inside']}>{children}</div>
      </article>
    </main>
  );
}

export function LetterHead({ title, lead }: { title: ReactNode; lead: ReactNode }): ReactNode {
  return (
    <div className={css['head']}>
      <h1 className="ink-28">{title}</h1>
      <p className="lead">{lead}</p>
    </div>
  );
}

/** The letter's buttons, at its foot. */
export function LetterActions({ children }: { children: ReactNode }): ReactNode {
  return <div className={css['actions']}>{children}</div>;
}
