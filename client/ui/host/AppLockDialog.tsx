/** Turns the app lock on or off, or changes its passphrase: the same form with more fields or fewer. */
import { useId, useState, type ReactNode } from 'react';
import { MIN_PASSPHRASE_CHARS, type AppLock, type LockRefusal } from '../../state/app-lock-view.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Note } from '../parts/Note.tsx';
import { t } from '../wording/t.ts';
import { PassphraseField } from './PassphraseField.tsx';
import css from './AppLockDialog.module.css';

export type LockChange = 'turnOn' | 'change' | 'turnOff';

interface AppLockDialogProps {
  readonly change: LockChange;
  readonly appLock: AppLock;
  /** Done, or given up. */
  readonly onClose: () => void;
}

export function AppLockDialog({ change, appLock, onClose }: AppLockDialogProps): ReactNode {
  const formId = useId();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const [problem, setProblem] = useState<LockRefusal | 'different' | null>(null);
  const [isBusy, setBusy] = useState(false);

  const asksCurrent = change !== 'turnOn';
  const asksNext = change !== 'turnOff';
  const run = {
    turnOn: () => appLock.turnOn(next),
    change: () => appLock.change(current, next),
    turnOff: () => appLock.turnOff(current),
  }[change];

  const submit = async (): Promise<void> => {
    if (isBusy) return;
    if (asksNext && next !== repeated) {
      setProblem('different');
      return;
    }
    setProblem(null);
    setBusy(true);
    const refusal = await run();
    setBusy(false);
    setProblem(refusal);
    if (refusal === null) onClose();
  };
  const say = (...problems: readonly (typeof problem)[]): string | null => {
    if (problem === null || !problems.includes(problem)) return null;
    return problem === 'too-short' ? t('lock.too-short', { count: MIN_PASSPHRASE_CHARS }) : t(`lock.${problem}`);
  };
  const write = (set: (value: string) => void) => (value: string) => {
    set(value);
    setProblem(null);
  };

  return (
    <Dialog
      title={t(`lock.${change}Title`)}
      onClose={onClose}
      footer={
        <>
          <Button kind="second" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" type="submit" formId={formId}>
            {t(`lock.${change}`)}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={css['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {asksCurrent && (
          <PassphraseField
            label={t('lock.current')}
            error={say('empty', 'wrong')}
            value={current}
            isReadOnly={isBusy}
            isFirst
            onChange={write(setCurrent)}
          />
        )}
        {asksNext && (
          <>
            <PassphraseField
              label={t('lock.new')}
              hint={t('lock.newHint', { count: MIN_PASSPHRASE_CHARS })}
              error={say('too-short', 'unusable')}
              value={next}
              isReadOnly={isBusy}
              isFirst={!asksCurrent}
              onChange={write(setNext)}
            />
            <PassphraseField
              label={t('lock.repeat')}
              error={say('different')}
              value={repeated}
              isReadOnly={isBusy}
              onChange={write(setRepeated)}
            />
            <Note icon="info">{t('lock.noReset')}</Note>
          </>
        )}
        {!asksNext && <p className="hint">{t('lock.turnOffHint')}</p>}
        <p className={css['status']} role="status">
          {isBusy ? t('lock.working') : say('failed')}
        </p>
      </form>
    </Dialog>
  );
}
