/** A field whose text is hidden until its eye is pressed. */
import { useState, type ReactNode } from 'react';
import { MAX_PASSWORD_CHARS } from '../../state/view.ts';
import { Field } from './Field.tsx';
import { IconButton } from './IconButton.tsx';

interface SecretFieldProps {
  readonly label: ReactNode;
  /** `title`: there is nothing else on the page. */
  readonly voice?: 'label' | 'title';
  readonly isLarge?: boolean;
  readonly hint?: ReactNode;
  /** Null while there is nothing wrong. */
  readonly error: ReactNode;
  readonly value: string;
  readonly isReadOnly?: boolean;
  /** Takes the focus when its dialog opens. */
  readonly isFirst?: boolean;
  /** The names of the eye. */
  readonly show: string;
  readonly hide: string;
  readonly onChange: (value: string) => void;
}

export function SecretField(props: SecretFieldProps): ReactNode {
  const { value, isReadOnly = false, show, hide, onChange, ...field } = props;
  const [isShown, setShown] = useState(false);
  return (
    <Field
      {...field}
      input={{
        type: isShown ? 'text' : 'password',
        value,
        maxLength: MAX_PASSWORD_CHARS,
        onChange: (event) => onChange(event.currentTarget.value),
        readOnly: isReadOnly,
        className: 'code',
        // Nothing for the browser to keep: it would lie beside what it opens.
        autoComplete: 'off',
        autoCapitalize: 'none',
        spellCheck: false,
      }}
      end={
        <IconButton
          label={isShown ? hide : show}
          icon={isShown ? 'eyeOff' : 'eye'}
          onClick={() => setShown(!isShown)}
        />
      }
    />
  );
}
