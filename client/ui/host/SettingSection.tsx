/** One thing that can be set, between hairlines: its name, its state, its button, and what it does. */
import { useId, type ReactNode } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import css from './SettingSection.module.css';

interface SettingSectionProps {
  readonly icon: IconName;
  readonly title: string;
  /** Beside the title. */
  readonly state?: ReactNode;
  /** At the end of the line. */
  readonly action?: ReactNode;
  readonly about?: ReactNode;
  readonly children?: ReactNode;
}

export function SettingSection({ icon, title, state, action, about, children }: SettingSectionProps): ReactNode {
  const id = useId();
  return (
    <section className={css['setting']} aria-labelledby={id}>
      <div className={css['head']}>
        <Icon name={icon} size={18} />
        <h3 className="strong" id={id}>
          {title}
        </h3>
        {state}
        {action !== undefined && <div className={css['action']}>{action}</div>}
      </div>
      {about !== undefined && <p className="hint">{about}</p>}
      {children}
    </section>
  );
}
