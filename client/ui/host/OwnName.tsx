/** The host's own name, to be changed for the invites that are still to come. */
import { useState, type ReactNode } from 'react';
import { MAX_HOST_NAME_BYTES, type Host } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { rich } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { fitName } from './fit-name.ts';
import css from './OwnName.module.css';

interface OwnNameProps {
  /** As it is stored. */
  readonly name: string;
  readonly setName: Host['setName'];
}

export function OwnName({ name, setName }: OwnNameProps): ReactNode {
  const [written, setWritten] = useState(name);
  const [outcome, setOutcome] = useState<Outcome>(null);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setOutcome(setName(written) ?? 'saved');
      }}
    >
      <Field
        label={t('first.title')}
        hint={
          written.trim() === ''
            ? t('settings.nameHint')
            : rich('settings.preview', { name: <bdi>{written.trim()}</bdi> })
        }
        error={toError(outcome)}
        aside={
          <span className={css['saved']} role="status">
            {(outcome === 'saved' || outcome === 'full') && t(`settings.${outcome}`)}
          </span>
        }
        input={{
          value: written,
          onChange: (event) => {
            const { value } = event.currentTarget;
            const fitting = fitName(value, MAX_HOST_NAME_BYTES);
            setWritten(fitting);
            setOutcome(fitting === value ? null : 'full');
          },
          dir: 'auto',
          autoComplete: 'nickname',
        }}
        action={
          <Button kind="second" type="submit">
            {t('first.save')}
          </Button>
        }
      />
    </form>
  );
}

/** `full`: what was written went on, and was cut. */
type Outcome = ReturnType<Host['setName']> | 'saved' | 'full';

function toError(outcome: Outcome): string | null {
  if (outcome === null || outcome === 'saved' || outcome === 'full') return null;
  return t(outcome === 'empty' ? 'first.empty' : 'first.tooLong');
}
