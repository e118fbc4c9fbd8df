/** The app lock among the settings: whether it is on, what it does, and what can be done with it. */
import { useId, type ReactNode } from 'react';
import type { AppLock } from '../../state/app-lock-view.ts';
import { Icon } from '../icons.tsx';
import { Button } from '../parts/Button.tsx';
import { Chip } from '../parts/Chip.tsx';
import { useStore } from '../useStore.ts';
import { t } from '../wording/t.ts';
import type { LockChange } from './AppLockDialog.tsx';
import css from './AppLockSetting.module.css';

interface AppLockSettingProps {
  readonly appLock: AppLock;
  readonly onChange: (change: LockChange) => void;
}

export function AppLockSetting({ appLock, onChange }: AppLockSettingProps): ReactNode {
  const id = useId();
  const view = useStore(appLock.view);
  const isOn = view.is === 'on';
  return (
    <section className={css['setting']} aria-labelledby={id}>
      <div className={css['head']}>
        <Icon name="lock" size={18} />
        <h3 className="strong" id={id}>
          {t('lock.title')}
        </h3>
        <Chip>{t(isOn ? 'lock.on' : 'lock.off')}</Chip>
        <div className={css['turn']}>
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
        </div>
      </div>
      <p className="hint">{t(view.is === 'impossible' ? 'lock.impossible' : 'lock.about')}</p>
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
    </section>
  );
}
