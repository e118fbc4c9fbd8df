/** A box for a link that did not arrive whole. */
import { useState, type ReactNode } from 'react';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { t } from '../wording/t.ts';
import css from './PasteLink.module.css';

export function PasteLink({ onPaste }: { onPaste: (text: string) => void }): ReactNode {
  const [text, setText] = useState('');
  // Still here after a try means the link was refused.
  const [hasTried, setHasTried] = useState(false);
  return (
    <form
      className={css['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setHasTried(true);
        onPaste(text.trim());
      }}
    >
      <Field
        label={t('paste.link')}
        error={hasTried ? t('paste.bad') : null}
        input={{
          value: text,
          className: 'code',
          inputMode: 'url',
          autoComplete: 'off',
          autoCapitalize: 'none',
          spellCheck: false,
          onChange: (event) => {
            setText(event.currentTarget.value);
            setHasTried(false);
          },
        }}
      />
      <Button kind="primary" size="large" isWide type="submit">
        {t('paste.open')}
      </Button>
    </form>
  );
}
