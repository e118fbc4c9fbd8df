/** A password that a guest was given, hidden until its eye is pressed. */
import { useState, type ReactNode } from 'react';
import { MAX_PASSWORD_CHARS } from '../password-limit.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { Field } from './Field.tsx';
import { IconButton } from './IconButton.tsx';

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

export function PasswordField(props: PasswordFieldProps): ReactNode {
  const { hostName, voice, value, error, isReadOnly = false, onChange } = props;
  const [isShown, setShown] = useState(false);
  return (
    <Field
      label={t('password.label')}
      voice={voice}
      isLarge
      hint={rich('password.hint', toPerson(hostName))}
      error={error}
      input={{
        type: isShown ? 'text' : 'password',
        value,
        maxLength: MAX_PASSWORD_CHARS,
        onChange: (event) => onChange(event.currentTarget.value),
        readOnly: isReadOnly,
        className: 'code',
        // It belongs to this one chat: nothing for a password manager to keep.
        autoComplete: 'off',
        autoCapitalize: 'none',
        spellCheck: false,
      }}
      end={
        <IconButton
          label={t(isShown ? 'password.hide' : 'password.show')}
          icon={isShown ? 'eyeOff' : 'eye'}
          onClick={() => setShown(!isShown)}
        />
      }
    />
  );
}
