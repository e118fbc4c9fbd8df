/** When a message was written, and how far it has come. */
import type { ReactNode } from 'react';
import type { Delivery, TextView } from '../../state/view.ts';
import { Icon, TickIcon } from '../icons.tsx';
import { cx } from '../cx.ts';
import { TIME_LOCALE } from '../locale.ts';
import { t } from '../wording/t.ts';
import { toClock } from '../wording/time.ts';
import type { BubbleView } from './message-groups.ts';
import css from './MessageMeta.module.css';

/** `isQuiet`: only for screen readers, as the next message of the group shows the same. */
export function MessageMeta({ message, isQuiet }: { message: BubbleView; isQuiet: boolean }): ReactNode {
  return (
    <span className={isQuiet ? 'vh' : css['meta']}>
      {message.is === 'text' && <Marks message={message} />}
      <time dateTime={new Date(message.atUnixMs).toISOString()}>{toClock(message.atUnixMs, TIME_LOCALE)}</time>
      {message.is === 'text' && message.delivery !== null && message.delivery !== 'not-sent' && (
        <Tick state={message.delivery} />
      )}
    </span>
  );
}

/** What has been done, or will happen, to the text. */
function Marks({ message: { disappearsAtUnixMs, isEdited } }: { message: TextView }): ReactNode {
  return (
    <>
      {disappearsAtUnixMs !== null && (
        <>
          <span className={css['timer']}>
            <Icon name="timer" size={12} />
          </span>
          <span className="vh">{t('message.disappears', { when: toClock(disappearsAtUnixMs, TIME_LOCALE) })}</span>
        </>
      )}
      {isEdited && <span>{t('message.edited')}</span>}
    </>
  );
}

function Tick({ state }: { state: Exclude<Delivery, 'not-sent'> }): ReactNode {
  return (
    <>
      <TickIcon state={state} />
      <span className="vh">{t(`delivery.${state}`)}</span>
    </>
  );
}

/** In a message's place once it was deleted, or could not be read. */
export function MissingText({ message }: { message: Exclude<BubbleView, TextView> }): ReactNode {
  const isDeleted = message.is === 'deleted';
  return (
    <p className={cx(css['missing'], !isDeleted && css['damaged'])}>
      <Icon name={isDeleted ? 'bin' : 'warn'} size={16} />
      <span>{t(isDeleted ? 'message.deleted' : `message.unreadable-${message.why}`)}</span>
    </p>
  );
}
