/** Which keys do what, and the switch for those that are only a letter. */
import type { ReactNode } from 'react';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Switch, SwitchRows } from '../parts/Switch.tsx';
import { t } from '../wording/t.ts';
import { toKeyNames } from './shortcuts.ts';
import css from './ShortcutsDialog.module.css';

interface ShortcutsDialogProps {
  readonly hasKeys: boolean;
  readonly onKeys: (hasKeys: boolean) => void;
  readonly onClose: () => void;
}

export function ShortcutsDialog({ hasKeys, onKeys, onClose }: ShortcutsDialogProps): ReactNode {
  return (
    <Dialog
      title={t('keys.title')}
      onClose={onClose}
      footer={
        <Button kind="second" onClick={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <dl className={css['keys']}>
        {toKeyNames(IS_MAC).map(([shortcut, keys]) => (
          <div key={shortcut}>
            <dt>{t(`keys.${shortcut}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <SwitchRows>
        <Switch label={t('keys.single')} hint={t('keys.singleHint')} isOn={hasKeys} onChange={onKeys} />
      </SwitchRows>
    </Dialog>
  );
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
