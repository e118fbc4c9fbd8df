/** "This isn't for me": nothing has happened, and nothing more will. */
import type { ReactNode } from 'react';
import { Avatar } from '../parts/Avatar.tsx';
import { Letter, LetterHead } from '../parts/Letter.tsx';
import { t } from '../wording/t.ts';

export function Declined(): ReactNode {
  return (
    <Letter isShort seal={<Avatar name="" tint="blank" size="seal" fallback="check" />}>
      <LetterHead title={t('declined.title')} lead={t('declined.text')} />
    </Letter>
  );
}
