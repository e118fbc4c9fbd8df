/** What is left of a chat that has ended: a sentence, and a chat of one's own to start. */
import type { ReactNode } from 'react';
import type { ChatPhase } from '../../state/view.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { LinkButton } from '../parts/Button.tsx';
import { Letter, LetterActions, LetterHead } from '../parts/Letter.tsx';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';

interface EndedProps {
  readonly by: Extract<ChatPhase, { is: 'ended' }>['by'];
  readonly hostName: string;
}

export function Ended({ by, hostName }: EndedProps): ReactNode {
  const title = by === 'other' ? rich('ended.other.title', toPerson(hostName)) : t(`ended.${by}.title`);
  return (
    <Letter isShort seal={<Avatar name="" tint="blank" size="seal" fallback={by === 'silence' ? 'timer' : 'check'} />}>
      <div role="status">
        <LetterHead title={title} lead={t(`ended.${by}.text`)} />
      </div>
      <LetterActions>
        <LinkButton href="/">{t('common.startOwn')}</LinkButton>
      </LetterActions>
    </Letter>
  );
}
