/** Comparing the security code: by eye, by camera, or by pasting the other one. */
import { useRef, useState, type ReactNode } from 'react';
import type { ChatCommands, ChatView } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { CopyStatus } from '../parts/CopyStatus.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Field } from '../parts/Field.tsx';
import { Note } from '../parts/Note.tsx';
import { QrCode } from '../parts/QrCode.tsx';
import { useCopy } from '../useCopy.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { toDigitGroups } from './digit-groups.ts';
import css from './VerifyDialog.module.css';

interface VerifyDialogProps {
  readonly chat: ChatView;
  /** '' when there is none to say. */
  readonly otherName: string;
  readonly commands: Pick<ChatCommands, 'safetyNumber' | 'compareSafetyNumber' | 'setVerified'>;
  readonly onClose: () => void;
}

export function VerifyDialog({ chat, otherName, commands, onClose }: VerifyDialogProps): ReactNode {
  const digits = useRef<HTMLParagraphElement>(null);
  const { copied, copy } = useCopy<'code'>();
  const [pasted, setPasted] = useState('');
  const safetyNumber = commands.safetyNumber(chat.id) ?? '';
  const groups = toDigitGroups(safetyNumber);
  const setVerified = (isVerified: boolean): void => {
    commands.setVerified(chat.id, isVerified);
    onClose();
  };

  return (
    <Dialog
      title={t('verify.title')}
      size="wide"
      onClose={onClose}
      footer={
        chat.isVerified ? (
          <Button kind="second" onClick={() => setVerified(false)}>
            {t('verify.unmark')}
          </Button>
        ) : (
          <Button kind="primary" icon="shieldCheck" onClick={() => setVerified(true)}>
            {t('verify.mark')}
          </Button>
        )
      }
    >
      <p className={css['lead']}>{rich('verify.lead', toPerson(otherName))}</p>
      <div className={css['columns']}>
        <QrCode text={safetyNumber} label={t('verify.qr')} />
        <div className={css['stack']}>
          <div role="group" aria-label={t('verify.code')}>
            <p className={css['digits']} ref={digits}>
              {groups.map((group, index) => (
                // Two groups can be the same. The space is for those who select and copy.
                <span key={index}>{`${group} `}</span>
              ))}
            </p>
          </div>
          <div className={css['copy']}>
            <Button kind="second" icon="copy" onClick={() => copy('code', groups.join(' '), digits.current)}>
              {t('verify.copy')}
            </Button>
            <CopyStatus isDone={copied?.isDone ?? null} />
          </div>
          <Field
            label={t('verify.paste')}
            input={{
              value: pasted,
              onChange: (event) => setPasted(event.currentTarget.value),
              className: 'code',
              inputMode: 'numeric',
              autoComplete: 'off',
              spellCheck: false,
            }}
          />
          <div role="status">
            {pasted.trim() !== '' && <Verdict isSame={commands.compareSafetyNumber(chat.id, pasted)} />}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

/** `isSame`: null when what was pasted is no code at all. */
function Verdict({ isSame }: { isSame: boolean | null }): ReactNode {
  if (isSame === null) return <Note icon="info">{t('verify.noCode')}</Note>;
  return (
    <Note icon={isSame ? 'check' : 'warn'} tone={isSame ? 'good' : 'bad'}>
      <span className="strong">{t(isSame ? 'verify.match' : 'verify.mismatch')}</span>
    </Note>
  );
}
