/** A passphrase of the app lock. */
import type { ReactNode } from 'react';
import { SecretField } from '../parts/SecretField.tsx';
import { t } from '../wording/t.ts';

interface PassphraseFieldProps {
  readonly label: string;
  readonly isLarge?: boolean;
  readonly hint?: string;
  /** Null while there is nothing wrong. */
  readonly error: string | null;
  readonly value: string;
  readonly isReadOnly: boolean;
  /** Takes the focus when its dialog opens. */
  readonly isFirst?: boolean;
  readonly onChange: (value: string) => void;
}

export function PassphraseField(props: PassphraseFieldProps): ReactNode {
  return <SecretField {...props} show={t('lock.show')} hide={t('lock.hide')} />;
}
