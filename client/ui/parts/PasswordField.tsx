/** A password that a guest was given. It belongs to one chat. */
import type { ReactNode } from 'react';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { SecretField } from './SecretField.tsx';

interface PasswordFieldProps {
  /** Who has the password; '' when unknown. */
  readonly hostName: string;
  /** `title`: there is nothing else on the page. */
  readonly voice: 'label' | 'title';
  readonly value: string;
  /** Null while there is nothing wrong. */
  readonly error: ReactNode;
  readonly isReadOnly?: boolean;
  readonly onChange: (value: string) => void;
}

export function PasswordField({ hostName, ...field }: PasswordFieldProps): ReactNode {
  return (
    <SecretField
      {...field}
      label={t('password.label')}
      isLarge
      hint={rich('password.hint', toPerson(hostName))}
      show={t('password.show')}
      hide={t('password.hide')}
    />
  );
}
