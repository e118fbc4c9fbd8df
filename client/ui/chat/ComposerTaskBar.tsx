/** Over the message field: which message is answered or edited, and the way out of that. */
import type { ReactNode } from 'react';
import { Icon } from '../icons.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { rich } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import type { ComposerTask } from './composer-task.ts';
import css from './ComposerTaskBar.module.css';

interface ComposerTaskBarProps {
  readonly task: Exclude<ComposerTask, { is: 'write' }>;
  readonly otherName: string;
  readonly onCancel: () => void;
}

export function ComposerTaskBar({ task, otherName, onCancel }: ComposerTaskBarProps): ReactNode {
  return (
    <div className={css['bar']}>
      <Icon name={task.is === 'edit' ? 'pencil' : 'reply'} size={18} flips={task.is === 'reply'} />
      <div className={css['lines']}>
        <p className={css['what']} role="status">
          {toTitle(task, otherName)}
        </p>
        <p className={css['text']} dir="auto">
          {task.message.text}
        </p>
      </div>
      <IconButton label={t('common.cancel')} icon="x" size={18} onClick={onCancel} />
    </div>
  );
}

function toTitle({ is, message }: ComposerTaskBarProps['task'], otherName: string): ReactNode {
  if (is === 'edit') return t('composer.editing');
  if (message.author === 'me') return t('composer.replyingToMe');
  return rich('composer.replyingTo', { name: <bdi>{otherName}</bdi> });
}
