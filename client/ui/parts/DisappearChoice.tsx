/** "Disappearing messages": the four times there are, for a new invite and for a chat that goes on. */
import type { ReactNode } from 'react';
import { DISAPPEAR_AFTER_SECONDS, type DisappearAfterSeconds } from '../../state/view.ts';
import { t } from '../wording/t.ts';
import { Segments } from './Segments.tsx';

interface DisappearChoiceProps {
  readonly value: DisappearAfterSeconds;
  /** Where a title says the same. */
  readonly isLabelHidden?: boolean;
  readonly onChange: (seconds: DisappearAfterSeconds) => void;
}

export function DisappearChoice({ value, isLabelHidden = false, onChange }: DisappearChoiceProps): ReactNode {
  return (
    <Segments
      label={t('disappear.title')}
      isLabelHidden={isLabelHidden}
      isSquare
      value={value}
      options={DISAPPEAR_AFTER_SECONDS.map((seconds) => ({ value: seconds, label: t(`disappear.${seconds}`) }))}
      onChange={onChange}
    />
  );
}
