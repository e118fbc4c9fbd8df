/** In the place of a dialog whose code could not be had: the server is out of reach, or has a newer page. */
import type { ReactNode } from 'react';
import { t } from '../wording/t.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

export function MissingDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog
      title={t('missing.title')}
      onClose={onClose}
      footer={
        <Button
          kind="primary"
          onClick={() => {
            location.reload();
          }}
        >
          {t('common.reload')}
        </Button>
      }
    >
      <p>{t('missing.text')}</p>
    </Dialog>
  );
}
