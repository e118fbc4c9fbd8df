/** Every dead end in one shape: what is the matter, what helps, and the button for it where a button can help. */
import type { ReactNode } from 'react';
import type { Failure } from '../../state/failure.ts';
import type { IconName } from '../icons.tsx';
import { toFailureText } from '../wording/failure-text.ts';
import { toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { Avatar } from './Avatar.tsx';
import { Letter, LetterHead } from './Letter.tsx';

interface FailurePageProps {
  readonly failure: Failure;
  /** '' when there is none to say. */
  readonly hostName?: string;
  /** The next step. */
  readonly children?: ReactNode;
}

export function FailurePage({ failure, hostName = '', children }: FailurePageProps): ReactNode {
  return (
    <Letter isShort seal={<Avatar name="" tint="blank" size="seal" fallback={ICONS[failure]} />}>
      <div role="status">
        <LetterHead title={t(`fail.${failure}.title`)} lead={toFailureText(failure, toPerson(hostName))} />
      </div>
      {children}
    </Letter>
  );
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
  'browser-too-old': 'globe',
} as const satisfies Record<Failure, IconName>;
