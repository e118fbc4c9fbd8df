/** What the host calls a chat; nobody else sees it. */
import { useId, useState, type ReactNode } from 'react';
import type { ChatView } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Field } from '../parts/Field.tsx';
import { rich } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { MAX_LABEL_CHARS } from './label.ts';

interface RenameDialogProps {
  readonly chat: ChatView;
  /** '' for the guest's own name. */
  readonly onRename: (label: string) => void;
  readonly onClose: () => void;
}

export function RenameDialog({ chat, onRename, onClose }: RenameDialogProps): ReactNode {
  const formId = useId();
  const [label, setLabel] = useState(chat.title);
  // Before anybody has joined there is no name to fall back on.
  const guestName = chat.phase.is === 'invited' ? null : (chat.alias ?? chat.title);
  return (
    <Dialog
      title={t('rename.title')}
      onClose={onClose}
      footer={
        <Button kind="primary" type="submit" formId={formId}>
          {t('common.save')}
        </Button>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          if (label.trim() !== chat.title) onRename(label);
        }}
      >
        <Field
          label={t('rename.label')}
          hint={
            guestName === null || guestName === ''
              ? t('rename.hint')
              : rich('rename.hintNamed', { name: <bdi>{guestName}</bdi> })
          }
          input={{
            value: label,
            onChange: (event) => setLabel(event.currentTarget.value),
            onFocus: (event) => event.currentTarget.select(),
            dir: 'auto',
            autoComplete: 'off',
            maxLength: MAX_LABEL_CHARS,
          }}
          isFirst
        />
      </form>
    </Dialog>
  );
}
