/** A picture, a title and a hint in the middle of a pane: nothing here yet, or waiting. */
import type { ReactNode } from 'react';
import css from './CentredState.module.css';

interface CentredStateProps {
  readonly picture: ReactNode;
  readonly title: ReactNode;
  readonly hint: ReactNode;
  readonly children?: ReactNode;
  /** Says the title aloud when it changes. */
  readonly isLive?: boolean;
}

export function CentredState({ picture, title, hint, children, isLive = false }: CentredStateProps): ReactNode {
  return (
    <div className={css['state']}>
      {picture}
      <div role={isLive ? 'status' : undefined}>
        <h2 className="ink-22">{title}</h2>
      </div>
      <p className={css['hint']}>{hint}</p>
      {children}
    </div>
  );
}
