/** What a host can set on this device; and whether the connection is any good. */
import { useState, type ReactNode } from 'react';
import type { AppLock } from '../../state/app-lock-view.ts';
import type { Notifier } from '../../state/notifier.ts';
import { THEMES, type Preferences } from '../../state/preferences.ts';
import type { Host } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Segments } from '../parts/Segments.tsx';
import { useStore } from '../useStore.ts';
import { t } from '../wording/t.ts';
import { AppLockDialog, type LockChange } from './AppLockDialog.tsx';
import { AppLockSetting } from './AppLockSetting.tsx';
import { BuildHash } from './BuildHash.tsx';
import { ConnectionTestSetting } from './ConnectionTestSetting.tsx';
import { DeleteEverything } from './DeleteEverything.tsx';
import { NotificationSetting } from './NotificationSetting.tsx';
import { OwnName } from './OwnName.tsx';
import { SettingSection } from './SettingSection.tsx';

interface SettingsProps {
  readonly name: string;
  readonly setName: Host['setName'];
  readonly testConnection: Host['testConnection'];
  readonly appLock: AppLock;
  readonly preferences: Preferences;
  readonly notifier: Notifier;
  readonly onShortcuts: () => void;
  readonly onClose: () => void;
}

export function Settings(props: SettingsProps): ReactNode {
  const { name, setName, testConnection, appLock, preferences, notifier, onShortcuts, onClose } = props;
  const chosen = useStore(preferences.view);
  // A dialog in the place of this one, and then this one again.
  const [over, setOver] = useState<LockChange | 'erase' | null>(null);
  const back = (): void => setOver(null);
  if (over === 'erase') return <DeleteEverything why="wanted" onDelete={appLock.deleteEverything} onClose={back} />;
  if (over !== null) return <AppLockDialog key={over} change={over} appLock={appLock} onClose={back} />;
  return (
    <Dialog
      key="settings"
      title={t('settings.title')}
      onClose={onClose}
      footer={
        <Button kind="second" onClick={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <OwnName name={name} setName={setName} />
      <Segments
        label={t('theme.title')}
        value={chosen.theme}
        options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
        onChange={(theme) => preferences.set({ theme })}
      />
      <NotificationSetting notifier={notifier} preferences={chosen} onChange={preferences.set} />
      <AppLockSetting appLock={appLock} onChange={setOver} />
      <ConnectionTestSetting testConnection={testConnection} />
      <SettingSection
        icon="keyboard"
        title={t('keys.title')}
        about={t('keys.about')}
        action={
          <Button kind="second" onClick={onShortcuts}>
            {t('keys.show')}
          </Button>
        }
      />
      <SettingSection
        icon="bin"
        title={t('erase.title')}
        about={t('erase.about')}
        action={
          <Button kind="danger" onClick={() => setOver('erase')}>
            {t('erase.open')}
          </Button>
        }
      />
      <BuildHash />
    </Dialog>
  );
}
