/** The host's own name, to be changed for the invites that are still to come. */
import { useState, type ReactNode } from 'react';
import type { Host } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { t } from '../wording/t.ts';
import css from './OwnName.module.css';

interface OwnNameProps {
  /** As it is stored. */
  readonly name: string;
  readonly setName: Host['setName'];
}

export function OwnName({ name, setName }: OwnNameProps): ReactNode {
  const [written, setWritten] = useState(name);
  const [outcome, setOutcome] = useState<ReturnType<Host['setName']> | 'saved'>(null);
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
        hint={t('settings.nameHint')}
        error={toError(outcome)}
        aside={
          <span className={css['saved']} role="status">
            {outcome === 'saved' && t('settings.saved')}
          </span>
        }
        input={{
          value: written,
          onChange: (event) => {
            setWritten(event.currentTarget.value);
            setOutcome(null);
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

function toError(outcome: ReturnType<Host['setName']> | 'saved'): string | null {
  if (outcome === null || outcome === 'saved') return null;
  return t(outcome === 'empty' ? 'first.empty' : 'first.tooLong');
}
