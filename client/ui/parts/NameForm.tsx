/** A letter with one question, "what is your name", asked of hosts and guests alike. */
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import css from './NameForm.module.css';

interface NameFormProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly button: string;
  readonly error: ReactNode;
  readonly isBusy: boolean;
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onSubmit: () => void;
}

export function NameForm({ label, hint, button, error, isBusy, name, onName, onSubmit }: NameFormProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector('input')?.focus();
  }, []);
  return (
    <form
      ref={form}
      className={css['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
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
      <Button kind="primary" size="large" isWide type="submit">
        {button}
      </Button>
    </form>
  );
}
