/** Before a link is opened that seems to lead elsewhere, or comes from somebody nobody has verified. Not opening it is the default. */
import type { ReactNode } from 'react';
import { Button, LinkButton } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Note } from '../parts/Note.tsx';
import { rich } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import css from './LinkDialog.module.css';
import { LinkWarning } from './LinkWarning.tsx';
import type { MessageLink } from './links.ts';

interface LinkDialogProps {
  readonly link: MessageLink;
  /** Who it comes from. */
  readonly otherName: string;
  readonly onOpened: () => void;
  readonly onClose: () => void;
}

export function LinkDialog({ link: { href, risk }, otherName, onOpened, onClose }: LinkDialogProps): ReactNode {
  const isDanger = risk?.level === 'danger';
  return (
    <Dialog
      title={t('link.title')}
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" isFirst onClick={onClose}>
            {t('link.dontOpen')}
          </Button>
          <LinkButton kind="danger" size="normal" isWide={false} href={href} opensTab onClick={onOpened}>
            {t('link.open')}
          </LinkButton>
        </>
      }
    >
      <Note icon="warn" tone={isDanger ? 'bad' : 'warning'}>
        {risk === null ? rich('link.unverified', { name: <bdi>{otherName}</bdi> }) : <LinkWarning risk={risk} />}
      </Note>
      {/* tabIndex: it can be too long to be seen whole, and is then scrolled by keys. */}
      <p className={css['address']} dir="ltr" translate="no" tabIndex={0} role="group" aria-label={t('link.address')}>
        {href}
      </p>
    </Dialog>
  );
}
