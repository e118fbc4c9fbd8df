/** An invite's password, apart from its link, and what came of it so far. */
import { useId, useRef, type ReactNode } from 'react';
import type { PasswordView } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { CopyStatus } from '../parts/CopyStatus.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { Note } from '../parts/Note.tsx';
import { t } from '../wording/t.ts';
import { isBlocked } from './row-state.ts';
import css from './InvitePassword.module.css';

interface InvitePasswordProps {
  readonly password: PasswordView;
  /** Whether copying worked; null before anybody has tried. */
  readonly isCopied: boolean | null;
  readonly onCopy: (text: string, shown: HTMLElement | null) => void;
  readonly onAllowTries: () => void;
}

export function InvitePassword({ password, isCopied, onCopy, onAllowTries }: InvitePasswordProps): ReactNode {
  const id = useId();
  const shown = useRef<HTMLSpanElement>(null);
  return (
    <div className={css['apart']} role="group" aria-labelledby={id}>
      <div className={css['caption']}>
        <span id={id}>{t('password.label')}</span>
        <CopyStatus isDone={isCopied} />
      </div>
      <div className={css['secret']}>
        <span className="code" translate="no" ref={shown}>
          {password.text}
        </span>
        <IconButton
          label={t('ready.copyPassword')}
          icon="copy"
          size={18}
          onClick={() => onCopy(password.text, shown.current)}
        />
      </div>
      <p className="hint">{t('ready.passwordHint')}</p>
      <div className={css['tries']} role="status">
        {password.wrongTries > 0 && (
          <Note icon="warn" tone="warning">
            {isBlocked(password)
              ? t('ready.blocked')
              : t('ready.wrongTries', { count: password.wrongTries, max: password.maxTries })}
          </Note>
        )}
      </div>
      {isBlocked(password) && (
        <Button kind="second" onClick={onAllowTries}>
          {t('ready.allowTries')}
        </Button>
      )}
    </div>
  );
}
