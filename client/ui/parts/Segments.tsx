/** A radiogroup drawn as one segmented strip. */
import { useId, type ReactNode } from 'react';
import fieldCss from './Field.module.css';
import css from './Segments.module.css';

interface SegmentsProps<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function Segments<T extends string | number>({ label, value, options, onChange }: SegmentsProps<T>): ReactNode {
  const id = useId();
  return (
    <div className={fieldCss['field']}>
      <span className={fieldCss['label']} id={id}>
        {label}
      </span>
      <div className={css['segments']} role="radiogroup" aria-labelledby={id}>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={id}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value);
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
