/** The password of a new invite, in plain sight: the host has to pass it on. */
import type { ReactNode } from 'react';
import { MAX_PASSWORD_CHARS, type Host } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { t } from '../wording/t.ts';
import css from './NewPassword.module.css';

export type PasswordProblem = 'noPassword' | 'badPassword' | 'generateFailed';

interface NewPasswordProps {
  readonly password: string;
  readonly problem: PasswordProblem | null;
  readonly generate: Host['generatePassword'];
  readonly onPassword: (password: string) => void;
  readonly onProblem: (problem: PasswordProblem | null) => void;
}

export function NewPassword({ password, problem, generate, onPassword, onProblem }: NewPasswordProps): ReactNode {
  const fill = async (): Promise<void> => {
    try {
      onPassword(await generate());
      onProblem(null);
    } catch {
      onProblem('generateFailed');
    }
  };
  return (
    <div className={css['password']}>
      <Field
        label={t('password.label')}
        hint={t('invite.passwordHint')}
        error={problem === null ? null : t(`invite.${problem}`)}
        input={{
          value: password,
          maxLength: MAX_PASSWORD_CHARS,
          onChange: (event) => {
            onPassword(event.currentTarget.value);
            onProblem(null);
          },
          className: 'code',
          autoComplete: 'off',
          autoCapitalize: 'none',
          spellCheck: false,
        }}
        action={
          <Button kind="second" onClick={() => void fill()}>
            {t('invite.generate')}
          </Button>
        }
      />
    </div>
  );
}
