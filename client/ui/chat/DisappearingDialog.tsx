/** Chooses after which time messages disappear, for both people. */
import { useState, type ReactNode } from 'react';
import type { DisappearAfterSeconds } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { DisappearChoice } from '../parts/DisappearChoice.tsx';
import { t } from '../wording/t.ts';

interface DisappearingDialogProps {
  readonly seconds: DisappearAfterSeconds;
  readonly onSave: (seconds: DisappearAfterSeconds) => void;
  readonly onClose: () => void;
}

export function DisappearingDialog({ seconds, onSave, onClose }: DisappearingDialogProps): ReactNode {
  const [chosen, choose] = useState(seconds);
  return (
    <Dialog
      title={t('disappear.title')}
      onClose={onClose}
      footer={
        <Button
          kind="primary"
          onClick={() => {
            onClose();
            if (chosen !== seconds) onSave(chosen);
          }}
        >
          {t('disappear.save')}
        </Button>
      }
    >
      <DisappearChoice isLabelHidden value={chosen} onChange={choose} />
      <p className="hint">{t('disappear.hint')}</p>
    </Dialog>
  );
}
