/** All that is known of one message. */
import type { ReactNode } from 'react';
import type { TextView } from '../../state/view.ts';
import { TIME_LOCALE } from '../locale.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Facts } from '../parts/Facts.tsx';
import { t } from '../wording/t.ts';
import { toFullTime } from '../wording/time.ts';

interface MessageInfoDialogProps {
  readonly message: TextView;
  readonly otherName: string;
  readonly onClose: () => void;
}

export function MessageInfoDialog({ message, otherName, onClose }: MessageInfoDialogProps): ReactNode {
  const { author, atUnixMs, arrivedAtUnixMs, delivery, isEdited, disappearsAtUnixMs } = message;
  const facts: [string, ReactNode][] = [
    [t('message.from'), <bdi key="from">{author === 'me' ? t('chat.you') : otherName}</bdi>],
    [t('message.written'), toFullTime(atUnixMs, TIME_LOCALE) + (isEdited ? ` · ${t('message.edited')}` : '')],
  ];
  if (arrivedAtUnixMs !== null) facts.push([t('message.arrived'), toFullTime(arrivedAtUnixMs, TIME_LOCALE)]);
  if (delivery !== null) facts.push([t('message.state'), t(`delivery.${delivery}`)]);
  if (disappearsAtUnixMs !== null) facts.push([t('message.disappearsAt'), toFullTime(disappearsAtUnixMs, TIME_LOCALE)]);
  return (
    <Dialog
      title={t('message.infoTitle')}
      onClose={onClose}
      footer={
        <Button kind="second" onClick={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <Facts facts={facts} />
      {(delivery === 'delivered' || delivery === 'read') && <p className="hint">{t('message.infoHint')}</p>}
    </Dialog>
  );
}
