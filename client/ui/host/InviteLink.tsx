/** An invite's link and the ways to hand it over: a code to point a camera at, the clipboard, other apps. */
import { useRef, type ReactNode } from 'react';
import { isTouch } from '../is-touch.ts';
import { Button, LinkButton } from '../parts/Button.tsx';
import { CopyStatus } from '../parts/CopyStatus.tsx';
import { Field } from '../parts/Field.tsx';
import { Note } from '../parts/Note.tsx';
import { QrCode } from '../parts/QrCode.tsx';
import { t } from '../wording/t.ts';
import { isLocalOnly } from './local-address.ts';
import { canShare, shareLink, toEmail, toTextMessage } from './share-link.ts';
import css from './InviteLink.module.css';

interface InviteLinkProps {
  readonly link: string;
  /** For how long it works, as a sentence. */
  readonly terms: string;
  /** Whether copying worked; null before anybody has tried. */
  readonly isCopied: boolean | null;
  readonly onCopy: (shown: HTMLElement | null) => void;
  /** Stands below the link: its password. */
  readonly children: ReactNode;
}

export function InviteLink({ link, terms, isCopied, onCopy, children }: InviteLinkProps): ReactNode {
  const column = useRef<HTMLDivElement>(null);
  const copy = (): void => onCopy(column.current?.querySelector('input') ?? null);

  const share = async (): Promise<void> => {
    if (!(await shareLink(link))) copy();
  };

  return (
    <div className={css['columns']}>
      <div className={css['code']}>
        <QrCode text={link} label={t('ready.qr')} />
        <p className="hint">{terms}</p>
      </div>
      <div ref={column} className={css['ways']}>
        <Field
          label={t('ready.link')}
          aside={<CopyStatus isDone={isCopied} />}
          input={{
            value: link,
            readOnly: true,
            className: 'code',
            onFocus: (event) => {
              event.currentTarget.select();
            },
          }}
          action={
            <Button kind="primary" icon="copy" isFirst onClick={copy}>
              {t('ready.copy')}
            </Button>
          }
        />
        <div className={css['apps']}>
          {canShare() && (
            <Button kind="second" icon="share" isWide onClick={() => void share()}>
              {t('ready.share')}
            </Button>
          )}
          <LinkButton href={toEmail(link)} size="normal" icon="mail">
            {t('ready.email')}
          </LinkButton>
          {isTouch() && (
            <LinkButton href={toTextMessage(link)} size="normal" icon="message">
              {t('ready.text')}
            </LinkButton>
          )}
        </div>
        {isLocalOnly(link) && (
          <Note icon="info" tone="warning">
            {t('ready.localOnly')}
          </Note>
        )}
        {children}
      </div>
    </div>
  );
}
