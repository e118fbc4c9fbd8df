/** Asks before everything of this host is deleted, and says what that does not reach. */
import { useState, type ReactNode } from 'react';
import type { AppLock } from '../../state/app-lock-view.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Note } from '../parts/Note.tsx';
import { t } from '../wording/t.ts';
import css from './DeleteEverything.module.css';

interface DeleteEverythingProps {
  /** The passphrase is lost, or somebody just wants to begin anew. */
  readonly why: 'forgotten' | 'wanted';
  readonly onDelete: AppLock['deleteEverything'];
  readonly onClose: () => void;
}

export function DeleteEverything({ why, onDelete, onClose }: DeleteEverythingProps): ReactNode {
  const [hasFailed, setFailed] = useState(false);
  const erase = async (): Promise<void> => {
    setFailed(false);
    setFailed(!(await onDelete()));
  };
  return (
    <Dialog
      title={t('erase.title')}
      onClose={onClose}
      footer={
        <>
          <Button kind="second" isFirst onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="danger" onClick={() => void erase()}>
            {t('erase.confirm')}
          </Button>
        </>
      }
    >
      <p>{t(why === 'forgotten' ? 'erase.what' : 'erase.all')}</p>
      <p className="hint">{t('erase.rest')}</p>
      <div className={css['alert']} role="alert">
        {hasFailed && (
          <Note icon="warn" tone="bad">
            {t('erase.failed')}
          </Note>
        )}
      </div>
    </Dialog>
  );
}
