/** Asks before anything is deleted, and says what deleting can't undo. */
import type { ReactNode } from 'react';
import type { ChatView } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';

interface EndChatDialogProps {
  readonly chat: ChatView;
  readonly otherName: string;
  readonly onEnd: () => void;
  readonly onClose: () => void;
}

export function EndChatDialog({ chat, otherName, onEnd, onClose }: EndChatDialogProps): ReactNode {
  return (
    <Dialog
      title={t('end.title')}
      onClose={onClose}
      footer={
        <>
          <Button kind="second" isFirst onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="danger" onClick={onEnd}>
            {t('end.confirm')}
          </Button>
        </>
      }
    >
      <p>
        {chat.side === 'host'
          ? rich('end.host', { name: <bdi>{otherName}</bdi> })
          : rich('end.guest', toPerson(chat.title))}
      </p>
    </Dialog>
  );
}
