/** In the place of a dialog whose code could not be had: the server is out of reach, or has a newer page. */
import type { ReactNode } from 'react';
import { t } from '../wording/t.ts';
import { Dialog } from './Dialog.tsx';
import { ReloadButton } from './ReloadButton.tsx';

export function MissingDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog title={t('missing.title')} onClose={onClose} footer={<ReloadButton />}>
      <p>{t('missing.text')}</p>
    </Dialog>
  );
}
