/** In the composer's place once there is nobody to write to: what happened, and what is left to do. */
import type { ReactNode } from 'react';
import type { Failure } from '../../state/failure.ts';
import type { ChatPhase } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { toFailureText } from '../wording/failure-text.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import css from './ChatOver.module.css';

interface ChatOverProps {
  readonly phase: Extract<ChatPhase, { is: 'expired' | 'ended' | 'broken' }>;
  readonly otherName: string;
  /** Null where the chat can't be removed by itself. */
  readonly onRemove: (() => void) | null;
  readonly onRetry: () => void;
}

export function ChatOver({ phase, otherName, onRemove, onRetry }: ChatOverProps): ReactNode {
  return (
    <div className={css['over']} role="status">
      <p>{toSentence(phase, otherName)}</p>
      {phase.is === 'broken' && canRetry(phase.failure) && (
        <Button kind="primary" onClick={onRetry}>
          {t(phase.failure === 'elsewhere' ? 'fail.elsewhere.use' : 'common.tryAgain')}
        </Button>
      )}
      {onRemove !== null && (
        <Button kind="second" onClick={onRemove}>
          {t('common.remove')}
        </Button>
      )}
    </div>
  );
}

function canRetry(failure: Failure): boolean {
  return failure === 'elsewhere' || failure === 'old-copy' || failure === 'flooded';
}

function toSentence(phase: ChatOverProps['phase'], otherName: string): ReactNode {
  switch (phase.is) {
    case 'expired':
      return t('over.expired');
    case 'ended':
      return phase.by === 'other' ? rich('over.other', { name: <bdi>{otherName}</bdi> }) : t(`over.${phase.by}`);
    case 'broken':
      return (
        <>
          <span className="strong">{t(`fail.${phase.failure}.title`)}.</span>{' '}
          {toFailureText(phase.failure, toPerson(otherName))}
        </>
      );
  }
}
