/** Asks before a guest is shut out for good. */
import type { ReactNode } from 'react';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { t } from '../wording/t.ts';

interface BlockDialogProps {
  readonly onBlock: () => void;
  readonly onClose: () => void;
}

export function BlockDialog({ onBlock, onClose }: BlockDialogProps): ReactNode {
  return (
    <Dialog
      title={t('block.title')}
      onClose={onClose}
      footer={
        <>
          <Button kind="second" isFirst onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="danger" onClick={onBlock}>
            {t('block.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('block.text')}</p>
    </Dialog>
  );
}
