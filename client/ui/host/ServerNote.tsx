/** Says why nobody can join at the moment. Chats that are live go on without the server. */
import type { ReactNode } from 'react';
import type { HostView } from '../../state/view.ts';
import { Note } from '../parts/Note.tsx';
import { t } from '../wording/t.ts';
import css from './ServerNote.module.css';

export type Trouble = 'offline' | 'serverLost' | null;

export function toTrouble({ server, isOnline }: HostView): Trouble {
  if (!isOnline) return 'offline';
  return server === 'lost' ? 'serverLost' : null;
}

export function ServerNote({ trouble }: { trouble: Trouble }): ReactNode {
  return (
    <div className={css['place']} role="status">
      {trouble !== null && (
        <Note icon="wifiOff" isWarning>
          {t(`home.${trouble}`)}
        </Note>
      )}
    </div>
  );
}
