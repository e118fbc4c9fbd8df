/** The app lock is closed: one question, and a way out for those who forgot the answer. */
import { useState, type ReactNode } from 'react';
import type { AppLock, UnlockAttempt } from '../../state/app-lock-view.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { Letter, LetterHead } from '../parts/Letter.tsx';
import { LetterForm } from '../parts/LetterForm.tsx';
import { t } from '../wording/t.ts';
import { DeleteEverything } from './DeleteEverything.tsx';
import { PassphraseField } from './PassphraseField.tsx';
import css from './Unlock.module.css';

export function Unlock({ appLock, attempt }: { appLock: AppLock; attempt: UnlockAttempt }): ReactNode {
  const [passphrase, setPassphrase] = useState('');
  // What was wrong with the last try is no longer said of the next one, once that is being written.
  const [isChanged, setChanged] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const isChecking = attempt === 'checking';
  const error = isChanged || isChecking || attempt === 'none' ? null : t(`lock.${attempt}`);
  return (
    <Letter seal={<Avatar name="" tint="sage" size="seal" fallback="lock" />}>
      <LetterHead title={t('unlock.title')} lead={t('unlock.lead')} />
      <LetterForm
        button={t('unlock.unlock')}
        keepsFocus
        onSubmit={() => {
          setChanged(false);
          appLock.unlock(passphrase);
        }}
      >
        <div className={css['field']}>
          <PassphraseField
            label={t('lock.passphrase')}
            isLarge
            error={error}
            value={passphrase}
            isReadOnly={isChecking}
            onChange={(next) => {
              setPassphrase(next);
              setChanged(true);
            }}
          />
          <p className="hint" role="status">
            {isChecking && t('lock.checking')}
          </p>
        </div>
      </LetterForm>
      <div className={css['foot']}>
        <Button kind="quiet" onClick={() => setDeleting(true)}>
          {t('unlock.forgot')}
        </Button>
      </div>
      {isDeleting && (
        <DeleteEverything why="forgotten" onDelete={appLock.deleteEverything} onClose={() => setDeleting(false)} />
      )}
    </Letter>
  );
}
