/** Asks before a message is deleted for both, and says what that can't undo. */
import type { ReactNode } from 'react';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';

interface DeleteMessageDialogProps {
  /** '' when there is none to say. */
  readonly otherName: string;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

export function DeleteMessageDialog({ otherName, onDelete, onClose }: DeleteMessageDialogProps): ReactNode {
  return (
    <Dialog
      title={t('message.deleteTitle')}
      onClose={onClose}
      footer={
        <>
          <Button kind="second" isFirst onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="danger" onClick={onDelete}>
            {t('message.delete')}
          </Button>
        </>
      }
    >
      <p>{rich('message.deleteText', toPerson(otherName))}</p>
    </Dialog>
  );
}
