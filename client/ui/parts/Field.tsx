/** A labelled line of text with its hint or its error. */
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import { Icon } from '../icons.tsx';
import { cx } from '../cx.ts';
import css from './Field.module.css';

interface FieldProps {
  /** The accessible name. */
  readonly label: ReactNode;
  /** `title`: the label is the page's heading, in ink and centred. */
  readonly voice?: 'label' | 'title';
  readonly hint?: ReactNode;
  /** Null while there is nothing wrong. */
  readonly error?: ReactNode;
  readonly input: Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'> & { readonly className?: string };
  /** Takes the focus when its dialog opens. */
  readonly isFirst?: boolean;
  /** Beside the label: a status. */
  readonly aside?: ReactNode;
  /** Beside the field: its button. */
  readonly action?: ReactNode;
}

export function Field({
  label,
  voice = 'label',
  hint,
  error = null,
  input,
  isFirst = false,
  aside,
  action,
}: FieldProps): ReactNode {
  const id = useId();
  const hasError = error !== null;
  const isTitle = voice === 'title';
  const caption = (
    <label className={isTitle ? undefined : css['label']} htmlFor={id}>
      {label}
    </label>
  );
  const box = (
    <input
      {...input}
      id={id}
      className={cx(css['input'], isTitle && css['large'], input.className)}
      data-first={isFirst ? '' : undefined}
      aria-invalid={hasError}
      aria-describedby={hasError ? `${id}-error` : hint === undefined ? undefined : `${id}-hint`}
    />
  );
  return (
    <div className={cx(css['field'], isTitle && css['titled'])}>
      {isTitle ? <h1 className="ink-22">{caption}</h1> : <Caption aside={aside}>{caption}</Caption>}
      {action === undefined ? (
        box
      ) : (
        <div className={css['line']}>
          {box}
          {action}
        </div>
      )}
      <p className={css['error']} id={`${id}-error`} role="alert">
        {hasError && <Icon name="warn" size={16} />}
        {hasError && <span>{error}</span>}
      </p>
      {hint !== undefined && !hasError && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

function Caption({ aside, children }: { aside: ReactNode; children: ReactNode }): ReactNode {
  if (aside === undefined) return children;
  return (
    <div className={css['caption']}>
      {children}
      {aside}
    </div>
  );
}
