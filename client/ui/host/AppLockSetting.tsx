/** The app lock among the settings: whether it is on, what it does, and what can be done with it. */
import type { ReactNode } from 'react';
import type { AppLock } from '../../state/app-lock-view.ts';
import { Button } from '../parts/Button.tsx';
import { Chip } from '../parts/Chip.tsx';
import { useStore } from '../useStore.ts';
import { t } from '../wording/t.ts';
import type { LockChange } from './AppLockDialog.tsx';
import { SettingSection } from './SettingSection.tsx';
import css from './AppLockSetting.module.css';

interface AppLockSettingProps {
  readonly appLock: AppLock;
  readonly onChange: (change: LockChange) => void;
}

export function AppLockSetting({ appLock, onChange }: AppLockSettingProps): ReactNode {
  const view = useStore(appLock.view);
  const isOn = view.is === 'on';
  return (
    <SettingSection
      icon="lock"
      title={t('lock.title')}
      state={<Chip>{t(isOn ? 'lock.on' : 'lock.off')}</Chip>}
      action={
        <>
          {isOn && (
            <Button kind="quiet" onClick={() => onChange('turnOff')}>
              {t('lock.turnOff')}
            </Button>
          )}
          {view.is === 'off' && (
            <Button kind="second" onClick={() => onChange('turnOn')}>
              {t('lock.turnOn')}
            </Button>
          )}
        </>
      }
      about={t(view.is === 'impossible' ? 'lock.impossible' : 'lock.about')}
    >
      {isOn && (
        <div className={css['acts']}>
          <Button kind="primary" onClick={appLock.lockNow}>
            {t('lock.now')}
          </Button>
          <Button kind="second" onClick={() => onChange('change')}>
            {t('lock.change')}
          </Button>
        </div>
      )}
    </SettingSection>
  );
}
