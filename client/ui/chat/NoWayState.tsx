/** A chat without a word in it yet, whose two sides find no way to each other: what was tried, and what can be done. */
import type { ReactNode } from 'react';
import type { Tried } from '../../state/view.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { CentredState } from '../parts/CentredState.tsx';
import { t } from '../wording/t.ts';

interface NoWayStateProps {
  readonly tried: Tried;
  /** '' when there is none to show. */
  readonly otherName: string;
  /** Null for who can only wait. */
  readonly onRetry: (() => void) | null;
}

export function NoWayState({ tried, otherName, onRetry }: NoWayStateProps): ReactNode {
  return (
    <CentredState
      isLive
      picture={<Avatar name={otherName} tint="blank" size="waiting" fallback="text" />}
      title={t('noWay.title')}
      hint={t(`noWay.${tried}`)}
    >
      {onRetry !== null && (
        <Button kind="second" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </CentredState>
  );
}
