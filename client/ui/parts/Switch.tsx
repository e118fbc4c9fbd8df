/** A setting that is on or off, as a line with its switch at the end. */
import { useId, type ReactNode } from 'react';
import css from './Switch.module.css';

interface SwitchProps {
  /** The accessible name. */
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Switch({ label, hint, isOn, onChange }: SwitchProps): ReactNode {
  const id = useId();
  return (
    <label className={css['row']}>
      <span className="strong" id={id}>
        {label}
      </span>
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        type="checkbox"
        role="switch"
        className={css['switch']}
        aria-labelledby={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

/** Settings one below the other, between hairlines. */
export function SwitchRows({ children }: { children: ReactNode }): ReactNode {
  return <div className={css['rows']}>{children}</div>;
}
