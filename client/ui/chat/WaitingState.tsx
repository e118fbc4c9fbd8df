/** A guest before the first connection: why nothing happens yet, and what to do meanwhile. */
import type { ReactNode } from 'react';
import type { ChatPhase } from '../../state/view.ts';
import { TIME_LOCALE } from '../locale.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { CentredState } from '../parts/CentredState.tsx';
import { useNow } from '../useNow.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { toMoment } from '../wording/time.ts';
import css from './WaitingState.module.css';

interface WaitingStateProps {
  readonly why: Extract<ChatPhase, { is: 'waiting' }>['why'];
  /** The host's name, or ''. */
  readonly hostName: string;
  /** Null when nobody here knows until when the link works. */
  readonly joinDeadlineUnixMs: number | null;
  readonly onRetry: () => void;
}

export function WaitingState({ why, hostName, joinDeadlineUnixMs, onRetry }: WaitingStateProps): ReactNode {
  const nowUnixMs = useNow();
  const isDated = joinDeadlineUnixMs !== null && joinDeadlineUnixMs > nowUnixMs;
  const words = {
    connecting: { title: rich('wait.connecting', toPerson(hostName)), hint: t('wait.connectingHint') },
    admission: { title: rich('wait.admission', toPerson(hostName)), hint: t('wait.connectingHint') },
    'host-away': {
      title: rich('wait.hostAway', toPerson(hostName)),
      hint: isDated
        ? t('wait.hostAwayHint', { when: toMoment(joinDeadlineUnixMs, nowUnixMs, TIME_LOCALE) })
        : t('wait.connectingHint'),
    },
    'server-away': { title: t('wait.serverAway'), hint: t('wait.serverAwayHint') },
    busy: { title: t('wait.busy'), hint: t('wait.busyHint') },
  }[why];
  return (
    <CentredState
      isLive
      picture={
        <div className={css['ring']}>
          <Avatar name={hostName} tint="sage" size="waiting" fallback="text" />
        </div>
      }
      title={words.title}
      hint={words.hint}
    >
      {why === 'server-away' && (
        <Button kind="second" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </CentredState>
  );
}
