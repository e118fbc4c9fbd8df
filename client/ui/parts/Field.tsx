/** A labelled line of text with its hint and its error. */
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import { Icon } from '../icons.tsx';
import { cx } from '../cx.ts';
import css from './Field.module.css';

interface FieldProps {
  /** The accessible name. */
  readonly label: ReactNode;
  /** `title`: the label is the page's heading, in ink and centred. */
  readonly voice?: 'label' | 'title';
  /** Large without being a title. */
  readonly isLarge?: boolean;
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
  /** Within the field, at its end: a button that shows only an icon. */
  readonly end?: ReactNode;
}

export function Field(props: FieldProps): ReactNode {
  const { label, voice = 'label', isLarge = false, hint, error = null, input, isFirst = false } = props;
  const { aside, action, end } = props;
  const id = useId();
  const hasError = error !== null;
  const isTitle = voice === 'title';
  const describedBy = cx(hasError && `${id}-error`, hint !== undefined && `${id}-hint`);
  const caption = (
    <label className={isTitle ? undefined : css['label']} htmlFor={id}>
      {label}
    </label>
  );
  const field = (
    <input
      {...input}
      id={id}
      className={cx(css['input'], (isTitle || isLarge) && css['large'], input.className)}
      data-first={isFirst ? '' : undefined}
      aria-invalid={hasError}
      aria-describedby={describedBy === '' ? undefined : describedBy}
    />
  );
  const box =
    end === undefined ? (
      field
    ) : (
      <div className={css['box']}>
        {field}
        {end}
      </div>
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
      {hint !== undefined && (
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
