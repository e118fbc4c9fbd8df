/**
 * The link, ready to hand over, and whether anyone is coming. Closes by itself when they have: the page shows it only while
 * the chat is still an invite.
 */
import { useRef, useState, type ReactNode } from 'react';
import type { ChatPhase } from '../../state/view.ts';
import { Icon } from '../icons.tsx';
import { TIME_LOCALE } from '../locale.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Field } from '../parts/Field.tsx';
import { Note } from '../parts/Note.tsx';
import { useNow } from '../useNow.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { toMoment } from '../wording/time.ts';
import { copyFrom } from './copy.ts';
import { isLocalOnly } from './local-address.ts';
import css from './InviteReady.module.css';

interface InviteReadyProps {
  /** Who it is for; may be ''. */
  readonly title: string;
  readonly invite: Extract<ChatPhase, { is: 'invited' }>;
  readonly onClose: () => void;
  readonly onCancelInvite: () => void;
}

export function InviteReady({ title, invite, onClose, onCancelInvite }: InviteReadyProps): ReactNode {
  const nowUnixMs = useNow();
  const body = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState<'not-yet' | 'done' | 'failed'>('not-yet');

  const copy = async (): Promise<void> => {
    const input = body.current?.querySelector('input') ?? null;
    setCopied(input !== null && (await copyFrom(input)) ? 'done' : 'failed');
  };

  return (
    <Dialog
      title={t('ready.title')}
      onClose={onClose}
      footer={
        <div className={css['live']}>
          <span className={css['pulse']} />
          <p className="strong" role="status">
            {rich(invite.isJoining ? 'row.joining' : 'ready.waiting', toPerson(title))}
          </p>
          <Button kind="danger" onClick={onCancelInvite}>
            {t('ready.cancel')}
          </Button>
          <p className={css['explanation']}>{rich('ready.hint', toPerson(title))}</p>
        </div>
      }
    >
      <div ref={body} className={css['body']}>
        <Field
          label={t('ready.link')}
          aside={<CopyStatus copied={copied} />}
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
            <Button kind="primary" icon="copy" isFirst onClick={() => void copy()}>
              {t('ready.copy')}
            </Button>
          }
        />
        {isLocalOnly(invite.link) && (
          <Note icon="info" isWarning>
            {t('ready.localOnly')}
          </Note>
        )}
      </div>
    </Dialog>
  );
}

function CopyStatus({ copied }: { copied: 'not-yet' | 'done' | 'failed' }): ReactNode {
  return (
    <span className={css['copied']} role="status">
      {copied === 'done' && <Icon name="check" size={16} />}
      {copied !== 'not-yet' && t(copied === 'done' ? 'ready.copied' : 'ready.copyFailed')}
    </span>
  );
}
