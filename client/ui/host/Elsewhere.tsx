/** Another tab of this browser holds the chats. One of them can, so it is this one or that one. */
import type { ReactNode } from 'react';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { Letter, LetterActions, LetterHead } from '../parts/Letter.tsx';
import { t } from '../wording/t.ts';

export function Elsewhere({ onUseHere }: { onUseHere: () => void }): ReactNode {
  return (
    <Letter isShort seal={<Avatar name="" tint="blank" size="seal" fallback="globe" />}>
      <div role="status">
        <LetterHead title={t('home.elsewhereTitle')} lead={t('home.elsewhereText')} />
      </div>
      <LetterActions>
        <Button kind="primary" size="large" isWide onClick={onUseHere}>
          {t('fail.elsewhere.use')}
        </Button>
      </LetterActions>
    </Letter>
  );
}
