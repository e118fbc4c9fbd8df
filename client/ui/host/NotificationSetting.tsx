/** Whether and how this page calls a person who looks elsewhere. The browser is asked on a click, and only then. */
import { useState, type ReactNode } from 'react';
import type { Notifier } from '../../state/notifier.ts';
import { NOTIFY, type PreferencesView } from '../../state/preferences.ts';
import { Note } from '../parts/Note.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Switch } from '../parts/Switch.tsx';
import { t } from '../wording/t.ts';
import { SettingSection } from './SettingSection.tsx';

interface NotificationSettingProps {
  readonly notifier: Notifier;
  readonly preferences: Pick<PreferencesView, 'notify' | 'hasSound'>;
  readonly onChange: (change: Partial<PreferencesView>) => void;
}

export function NotificationSetting({ notifier, preferences, onChange }: NotificationSettingProps): ReactNode {
  const [permission, setPermission] = useState(() => notifier.permission());
  const { notify, hasSound } = preferences;
  // What was chosen once is worth nothing after the browser was told otherwise.
  const isAllowed = permission === 'granted';
  const isRefused = permission === 'denied' || permission === 'impossible';

  const choose = async (next: PreferencesView['notify']): Promise<void> => {
    if (next !== 'off') {
      const answer = await notifier.ask();
      setPermission(answer);
      if (answer !== 'granted') return;
    }
    onChange({ notify: next });
  };

  return (
    <SettingSection icon="bell" title={t('notify.title')} about={t('notify.about')}>
      <Segments
        label={t('notify.title')}
        isLabelHidden
        value={isAllowed ? notify : 'off'}
        options={NOTIFY.map((value) => ({ value, label: t(`notify.${value}`) }))}
        onChange={(next) => void choose(next)}
      />
      <div role="status">
        {isRefused && (
          <Note icon="info" tone={permission === 'denied' ? 'warning' : 'plain'}>
            {t(`calls.${permission}`)}
          </Note>
        )}
      </div>
      <Switch
        label={t('notify.sound')}
        isOn={hasSound}
        onChange={(isOn) => {
          if (isOn) notifier.ring();
          onChange({ hasSound: isOn });
        }}
      />
    </SettingSection>
  );
}
