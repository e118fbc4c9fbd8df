/**
 * The link, ready to hand over, and whether anyone is coming. Closes by itself when they have: the page shows it only while
 * the chat is still an invite.
 */
import type { ReactNode } from 'react';
import type { ChatPhase } from '../../state/view.ts';
import { TIME_LOCALE } from '../locale.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useCopy } from '../useCopy.ts';
import { useNow } from '../useNow.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { toMoment } from '../wording/time.ts';
import { InviteLink } from './InviteLink.tsx';
import { InvitePassword } from './InvitePassword.tsx';
import { Knocks, toKnockSentence, type Door } from './Knocks.tsx';
import css from './InviteReady.module.css';

interface InviteReadyProps {
  /** Who it is for; may be ''. */
  readonly title: string;
  readonly invite: Extract<ChatPhase, { is: 'invited' }>;
  /** Whether the invite survives closing the page. */
  readonly isKept: boolean;
  readonly door: Door;
  readonly onAllowTries: () => void;
  readonly onClose: () => void;
  readonly onCancelInvite: () => void;
}

export function InviteReady(props: InviteReadyProps): ReactNode {
  const { title, invite, isKept, door, onAllowTries, onClose, onCancelInvite } = props;
  const nowUnixMs = useNow();
  // One at a time, so that "Copied" says what is on the clipboard now.
  const { copied, copy } = useCopy<'link' | 'password'>();
  const isAsked = invite.knocking.length > 0;

  return (
    <Dialog
      title={t('ready.title')}
      size="wide"
      onClose={onClose}
      footer={
        <div className={css['live']}>
          <span className={css['pulse']} />
          <p className="strong" role="status">
            {isAsked
              ? toKnockSentence(invite.knocking)
              : rich(invite.isJoining ? 'row.joining' : 'ready.waiting', toPerson(title))}
          </p>
          <Button kind="danger" onClick={onCancelInvite}>
            {t('ready.cancel')}
          </Button>
          <div className={css['explanation']}>
            {isAsked ? (
              <Knocks knocking={invite.knocking} door={door} />
            ) : (
              <p className="hint">{rich(isKept ? 'ready.hint' : 'ready.hintMemoryOnly', toPerson(title))}</p>
            )}
          </div>
        </div>
      }
    >
      <InviteLink
        link={invite.link}
        terms={t('ready.terms', { when: toMoment(invite.deadlineUnixMs, nowUnixMs, TIME_LOCALE) })}
        isCopied={copied?.what === 'link' ? copied.isDone : null}
        onCopy={(shown) => copy('link', invite.link, shown)}
      >
        {invite.password !== null && (
          <InvitePassword
            password={invite.password}
            isCopied={copied?.what === 'password' ? copied.isDone : null}
            onCopy={(text, shown) => copy('password', text, shown)}
            onAllowTries={onAllowTries}
          />
        )}
      </InviteLink>
    </Dialog>
  );
}
