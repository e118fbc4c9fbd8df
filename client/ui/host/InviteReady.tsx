/**
 * The link, ready to hand over, and whether anyone is coming. Closes by itself when they have: the page shows it only while
 * the chat is still an invite.
 */
import { useRef, type ReactNode } from 'react';
import type { ChatPhase } from '../../state/view.ts';
import { TIME_LOCALE } from '../locale.ts';
import { Button } from '../parts/Button.tsx';
import { CopyStatus } from '../parts/CopyStatus.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Field } from '../parts/Field.tsx';
import { Note } from '../parts/Note.tsx';
import { useCopy } from '../useCopy.ts';
import { useNow } from '../useNow.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { toMoment } from '../wording/time.ts';
import { InvitePassword } from './InvitePassword.tsx';
import { Knocks, toKnockSentence, type Door } from './Knocks.tsx';
import { isLocalOnly } from './local-address.ts';
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
  const body = useRef<HTMLDivElement>(null);
  // One at a time, so that "Copied" says what is on the clipboard now.
  const { copied, copy } = useCopy<'link' | 'password'>();
  const isAsked = invite.knocking.length > 0;

  return (
    <Dialog
      title={t('ready.title')}
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
      <div ref={body} className={css['body']}>
        <Field
          label={t('ready.link')}
          aside={<CopyStatus isDone={copied?.what === 'link' ? copied.isDone : null} />}
          input={{
            value: invite.link,
            readOnly: true,
            className: 'code',
            onFocus: (event) => {
              event.currentTarget.select();
            },
          }}
          hint={t('ready.terms', { when: toMoment(invite.deadlineUnixMs, nowUnixMs, TIME_LOCALE) })}
          action={
            <Button
              kind="primary"
              icon="copy"
              isFirst
              onClick={() => copy('link', invite.link, body.current?.querySelector('input') ?? null)}
            >
              {t('ready.copy')}
            </Button>
          }
        />
        {isLocalOnly(invite.link) && (
          <Note icon="info" tone="warning">
            {t('ready.localOnly')}
          </Note>
        )}
        {invite.password !== null && (
          <InvitePassword
            password={invite.password}
            isCopied={copied?.what === 'password' ? copied.isDone : null}
            onCopy={(text, shown) => copy('password', text, shown)}
            onAllowTries={onAllowTries}
          />
        )}
      </div>
    </Dialog>
  );
}
