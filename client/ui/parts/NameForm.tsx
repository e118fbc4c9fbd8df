/** A letter with the question "what is your name", asked of hosts and guests alike. */
import type { ReactNode } from 'react';
import { Field } from './Field.tsx';
import { LetterForm } from './LetterForm.tsx';

interface NameFormProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly button: string;
  readonly error: ReactNode;
  readonly isBusy: boolean;
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onSubmit: () => void;
  /** What else is asked. */
  readonly children?: ReactNode;
}

export function NameForm(props: NameFormProps): ReactNode {
  const { label, hint, button, error, isBusy, name, onName, onSubmit, children } = props;
  return (
    <LetterForm
      button={button}
      onSubmit={() => {
        if (!isBusy) onSubmit();
      }}
    >
      <Field
        voice="title"
        label={label}
        hint={hint}
        error={error}
        input={{
          value: name,
          onChange: (event) => onName(event.currentTarget.value),
          dir: 'auto',
          autoComplete: 'nickname',
          readOnly: isBusy,
        }}
      />
      {children}
    </LetterForm>
  );
}
