/** What the link alone tells: who claims to invite, and on what terms. No network, nothing stored. */
import type { ReactNode } from 'react';
import type { LinkView } from '../../state/view.ts';
import { Icon, type IconName } from '../icons.tsx';
import { TIME_LOCALE } from '../locale.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { Letter, LetterActions, LetterHead } from '../parts/Letter.tsx';
import { Note } from '../parts/Note.tsx';
import { useNow } from '../useNow.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { toMoment } from '../wording/time.ts';
import css from './Landing.module.css';

interface LandingProps {
  readonly link: LinkView;
  readonly onContinue: () => void;
  readonly onDecline: () => void;
}

export function Landing({ link, onContinue, onDecline }: LandingProps): ReactNode {
  const nowUnixMs = useNow();
  const person = toPerson(link.hostName);
  return (
    <Letter seal={<Avatar name={link.hostName} tint="sage" size="seal" fallback="text" />}>
      <LetterHead title={rich('landing.title', person)} lead={t('landing.lead')} />
      <ul className={css['facts']}>
        <Fact icon="lock">{t('landing.encrypted')}</Fact>
        <Fact icon="timer">{t('landing.silence', { count: link.silenceDays })}</Fact>
        <Fact icon="clock">
          {t('landing.expires', { when: toMoment(link.deadlineUnixMs, nowUnixMs, TIME_LOCALE) })}
        </Fact>
      </ul>
      <Note icon="info">{rich('landing.caution', person)}</Note>
      <LetterActions>
        <Button kind="primary" size="large" isWide onClick={onContinue}>
          {t('landing.continue')}
        </Button>
        <Button kind="quiet" isWide onClick={onDecline}>
          {t('landing.decline')}
        </Button>
      </LetterActions>
    </Letter>
  );
}

function Fact({ icon, children }: { icon: IconName; children: ReactNode }): ReactNode {
  return (
    <li>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}
