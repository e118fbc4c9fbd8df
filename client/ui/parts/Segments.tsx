/** A radiogroup drawn as one segmented strip. */
import { useId, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import fieldCss from './Field.module.css';
import css from './Segments.module.css';

interface SegmentsProps<T extends string | number> {
  readonly label: string;
  /** Left to screen readers, where a title says the same. */
  readonly isLabelHidden?: boolean;
  /** Two a row, for options of several words. */
  readonly isSquare?: boolean;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function Segments<T extends string | number>(props: SegmentsProps<T>): ReactNode {
  const { label, isLabelHidden = false, isSquare = false, value, options, onChange } = props;
  const id = useId();
  return (
    <div className={fieldCss['field']}>
      <span className={isLabelHidden ? 'vh' : fieldCss['label']} id={id}>
        {label}
      </span>
      <div className={cx(css['segments'], isSquare && css['square'])} role="radiogroup" aria-labelledby={id}>
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
