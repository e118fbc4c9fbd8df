/** The questions of a letter and its one button. The first field has the focus. */
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import css from './LetterForm.module.css';

interface LetterFormProps {
  readonly button: string;
  /** Leads back into the first field, whatever was pressed. */
  readonly keepsFocus?: boolean;
  readonly onSubmit: () => void;
  /** The fields. */
  readonly children: ReactNode;
}

export function LetterForm({ button, keepsFocus = false, onSubmit, children }: LetterFormProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const focusFirst = (): void => form.current?.querySelector('input')?.focus();
  useEffect(focusFirst, []);
  return (
    <form
      ref={form}
      className={css['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (keepsFocus) focusFirst();
        onSubmit();
      }}
    >
      {children}
      <Button kind="primary" size="large" isWide type="submit">
        {button}
      </Button>
    </form>
  );
}
