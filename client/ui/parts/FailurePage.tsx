/** Every dead end in one shape: what is the matter, what helps, and the button for it where a button can help. */
import type { ReactNode } from 'react';
import type { Failure } from '../../state/failure.ts';
import type { IconName } from '../icons.tsx';
import { toFailureText } from '../wording/failure-text.ts';
import { toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { Avatar } from './Avatar.tsx';
import { LinkButton, Button } from './Button.tsx';
import { CopyAddress } from './CopyAddress.tsx';
import { Letter, LetterActions, LetterHead } from './Letter.tsx';

interface FailurePageProps {
  readonly failure: Failure;
  /** '' when there is none to say. */
  readonly hostName?: string;
  /** The next step, where the page around it knows more of one than the failure itself tells. */
  readonly children?: ReactNode;
}

export function FailurePage({ failure, hostName = '', children }: FailurePageProps): ReactNode {
  return (
    <Letter isShort seal={<Avatar name="" tint="blank" size="seal" fallback={ICONS[failure]} />}>
      <div role="status">
        <LetterHead title={t(`fail.${failure}.title`)} lead={toFailureText(failure, toPerson(hostName))} />
      </div>
      {children ?? <NextStep failure={failure} />}
    </Letter>
  );
}

function NextStep({ failure }: { failure: Failure }): ReactNode {
  switch (failure) {
    case 'no-webrtc':
    case 'browser-too-old':
      return <CopyAddress />;
    case 'insecure-context':
      // A server on a port of its own has no second one that we know of.
      if (location.port !== '') return null;
      return (
        <LetterActions>
          <LinkButton kind="primary" href={location.href.replace(/^http:/, 'https:')}>
            {t('fail.insecure-context.open')}
          </LinkButton>
        </LetterActions>
      );
    case 'link-too-new':
      return (
        <LetterActions>
          <Button kind="second" size="large" isWide onClick={() => location.reload()}>
            {t('common.reload')}
          </Button>
        </LetterActions>
      );
    case 'unavailable':
    case 'out-of-step':
    case 'storage-damaged':
      return (
        <LetterActions>
          <LinkButton href="/">{t('common.startOwn')}</LinkButton>
        </LetterActions>
      );
    default:
      return null;
  }
}

const ICONS = {
  'link-missing': 'unlink',
  'link-damaged': 'unlink',
  'link-too-new': 'again',
  expired: 'clock',
  used: 'used',
  exhausted: 'lock',
  'old-copy': 'again',
  'chat-gone': 'text',
  unavailable: 'x',
  'out-of-step': 'unlink',
  flooded: 'warn',
  'storage-damaged': 'warn',
  elsewhere: 'globe',
  'insecure-context': 'lock',
  'no-webrtc': 'unlink',
  'browser-too-old': 'globe',
} as const satisfies Record<Failure, IconName>;
