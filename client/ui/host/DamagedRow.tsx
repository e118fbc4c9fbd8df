/** A chat that is stored and cannot be opened: why, and the way to be rid of it. */
import type { ReactNode } from 'react';
import type { DamagedChat } from '../../state/view.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { t } from '../wording/t.ts';
import css from './DamagedRow.module.css';

export function DamagedRow({ chat, onRemove }: { chat: DamagedChat; onRemove: () => void }): ReactNode {
  return (
    <li className={css['row']}>
      <Avatar name="" tint="blank" size="row" fallback="warn" />
      <div className={css['lines']}>
        <p className="strong">{t('row.damagedTitle')}</p>
        <p className="hint">{t(`row.damaged-${chat.why}`)}</p>
        <Button kind="second" size="small" onClick={onRemove}>
          {t('common.remove')}
        </Button>
      </div>
    </li>
  );
}
