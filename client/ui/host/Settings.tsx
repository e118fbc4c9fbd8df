/** What a host can set: the name, and the app lock; and whether the connection is any good. */
import { useState, type ReactNode } from 'react';
import type { AppLock } from '../../state/app-lock-view.ts';
import type { Host } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { t } from '../wording/t.ts';
import { AppLockDialog, type LockChange } from './AppLockDialog.tsx';
import { AppLockSetting } from './AppLockSetting.tsx';
import { ConnectionTestSetting } from './ConnectionTestSetting.tsx';
import { OwnName } from './OwnName.tsx';

interface SettingsProps {
  readonly name: string;
  readonly setName: Host['setName'];
  readonly testConnection: Host['testConnection'];
  readonly appLock: AppLock;
  readonly onClose: () => void;
}

export function Settings({ name, setName, testConnection, appLock, onClose }: SettingsProps): ReactNode {
  // A dialog in the place of this one, and then this one again.
  const [lockChange, setLockChange] = useState<LockChange | null>(null);
  if (lockChange !== null)
    return <AppLockDialog key={lockChange} change={lockChange} appLock={appLock} onClose={() => setLockChange(null)} />;
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
      <AppLockSetting appLock={appLock} onChange={setLockChange} />
      <ConnectionTestSetting testConnection={testConnection} />
    </Dialog>
  );
}
