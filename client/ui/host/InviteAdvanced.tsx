/** What few people change about a new invite, folded away: how long a chat and its messages last, and the way they take. */
import type { ReactNode } from 'react';
import { SILENCE_DAYS, type NewInvite } from '../../state/view.ts';
import { Icon } from '../icons.tsx';
import { DisappearChoice } from '../parts/DisappearChoice.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Switch, SwitchRows } from '../parts/Switch.tsx';
import { t } from '../wording/t.ts';
import css from './InviteAdvanced.module.css';

export type AdvancedChoices = Pick<NewInvite, 'silenceDays' | 'disappearAfterSeconds' | 'isRelayOnly'>;

export const USUAL: AdvancedChoices = { silenceDays: 10, disappearAfterSeconds: 0, isRelayOnly: false };

interface InviteAdvancedProps {
  readonly canRelay: boolean;
  readonly choices: AdvancedChoices;
  readonly onChange: (choices: AdvancedChoices) => void;
}

export function InviteAdvanced({ canRelay, choices, onChange }: InviteAdvancedProps): ReactNode {
  return (
    <details className={css['advanced']}>
      <summary>
        <Icon name="down" size={16} />
        {t('invite.advanced')}
      </summary>
      <div className={css['choices']}>
        <Segments
          label={t('invite.silence')}
          value={choices.silenceDays}
          options={SILENCE_DAYS.map((days) => ({ value: days, label: t('invite.days', { count: days }) }))}
          onChange={(silenceDays) => onChange({ ...choices, silenceDays })}
        />
        <DisappearChoice
          value={choices.disappearAfterSeconds}
          onChange={(disappearAfterSeconds) => onChange({ ...choices, disappearAfterSeconds })}
        />
        {canRelay && (
          <SwitchRows>
            <Switch
              label={t('invite.relay')}
              hint={t('invite.relayHint')}
              isOn={choices.isRelayOnly}
              onChange={(isRelayOnly) => onChange({ ...choices, isRelayOnly })}
            />
          </SwitchRows>
        )}
      </div>
    </details>
  );
}
