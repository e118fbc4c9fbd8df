/** Home before the first invite: one pane, one thing to do. */
import type { ReactNode } from 'react';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { CentredState } from '../parts/CentredState.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { t } from '../wording/t.ts';
import type { HomeNote } from './home-notes.ts';
import { HomeFrame } from './HomeFrame.tsx';
import { HomeNotes } from './HomeNotes.tsx';
import css from './EmptyHome.module.css';

interface EmptyHomeProps {
  readonly notes: readonly HomeNote[];
  readonly onNewInvite: () => void;
  readonly onSettings: () => void;
}

export function EmptyHome({ notes, onNewInvite, onSettings }: EmptyHomeProps): ReactNode {
  return (
    <HomeFrame action={<IconButton label={t('settings.open')} icon="settings" onClick={onSettings} />}>
      <HomeNotes notes={notes} />
      <main className={css['middle']}>
        <CentredState picture={<Envelope />} title={t('home.emptyTitle')} hint={t('home.emptyHint')}>
          <Button kind="primary" size="large" icon="plus" onClick={onNewInvite}>
            {t('home.newInvite')}
          </Button>
        </CentredState>
      </main>
    </HomeFrame>
  );
}

function Envelope(): ReactNode {
  return (
    <div className={css['envelope']} aria-hidden="true">
      <svg viewBox="0 0 176 116">
        <rect x=".6" y=".6" width="174.8" height="114.8" rx="14" />
        <path d="M4 111L66 62M172 111L110 62" fill="none" />
        <path
          className={css['flap']}
          d="M4.5 4.5A14 14 0 0 1 14.6.6H161.4A14 14 0 0 1 171.5 4.5L94 66.5Q88 71 82 66.5Z"
        />
      </svg>
      <div className={css['seal']}>
        <Avatar name="" tint="accent" size="stamp" fallback="plus" />
      </div>
    </div>
  );
}
