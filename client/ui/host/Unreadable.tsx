/** The lock itself cannot be read: nothing this page could ask for would open it. */
import { useState, type ReactNode } from 'react';
import type { AppLock, AppLockView } from '../../state/app-lock-view.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { Letter, LetterActions, LetterHead } from '../parts/Letter.tsx';
import { t } from '../wording/t.ts';
import { DeleteEverything } from './DeleteEverything.tsx';

interface UnreadableProps {
  readonly appLock: AppLock;
  readonly why: Extract<AppLockView, { is: 'unreadable' }>['why'];
}

export function Unreadable({ appLock, why }: UnreadableProps): ReactNode {
  const [isDeleting, setDeleting] = useState(false);
  return (
    <Letter isShort seal={<Avatar name="" tint="blank" size="seal" fallback="lock" />}>
      <div role="status">
        <LetterHead title={t(`unreadable.${why}.title`)} lead={t(`unreadable.${why}.text`)} />
      </div>
      <LetterActions>
        <Button kind="primary" size="large" isWide onClick={appLock.lockNow}>
          {t('common.reload')}
        </Button>
        <Button kind="danger" onClick={() => setDeleting(true)}>
          {t('erase.title')}
        </Button>
      </LetterActions>
      {isDeleting && (
        <DeleteEverything why="forgotten" onDelete={appLock.deleteEverything} onClose={() => setDeleting(false)} />
      )}
    </Letter>
  );
}
