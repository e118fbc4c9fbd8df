/** Over the list: why nobody can join at the moment, and what may not be kept. Live chats go on without the server. */
import type { ReactNode } from 'react';
import { Note } from '../parts/Note.tsx';
import { t } from '../wording/t.ts';
import type { HomeNote } from './home-notes.ts';
import css from './HomeNotes.module.css';

export function HomeNotes({ notes }: { notes: readonly HomeNote[] }): ReactNode {
  return (
    <div className={css['place']} role="status">
      {notes.map((note) => (
        <Note key={note} icon={ICONS[note]} tone={TONES[note]}>
          {t(`home.${note}`)}
        </Note>
      ))}
    </div>
  );
}

const ICONS = {
  offline: 'wifiOff',
  serverLost: 'wifiOff',
  nearbyOnly: 'info',
  memoryOnly: 'info',
  mayBeEvicted: 'info',
} as const;
const TONES = {
  offline: 'warning',
  serverLost: 'warning',
  nearbyOnly: 'warning',
  memoryOnly: 'plain',
  mayBeEvicted: 'plain',
} as const;
