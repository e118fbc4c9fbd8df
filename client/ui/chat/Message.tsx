/** One message: its text, its time, how far it has come. */
import { memo, type ReactNode } from 'react';
import type { Delivery } from '../../state/view.ts';
import { Icon, TickIcon } from '../icons.tsx';
import { cx } from '../cx.ts';
import { TIME_LOCALE } from '../locale.ts';
import { t } from '../wording/t.ts';
import { toClock } from '../wording/time.ts';
import type { PlacedMessage } from './message-groups.ts';
import css from './Message.module.css';

interface MessageProps extends Pick<PlacedMessage, 'message' | 'position' | 'showsMeta'> {
  readonly authorName: string;
}

/** A long chat has many, and most stay as they are when one arrives. */
export const Message = memo(function Message({ message, position, showsMeta, authorName }: MessageProps): ReactNode {
  const { delivery } = message;
  const isUnsent = delivery === 'not-sent';
  return (
    <article
      className={cx(css['message'], css[message.author], isUnsent && css['unsent'])}
      data-position={position}
      aria-label={authorName}
    >
      <div className={css['bubble']}>
        <p className={css['text']} dir="auto">
          {message.text}
        </p>
        <span className={showsMeta ? css['meta'] : 'vh'}>
          <time dateTime={new Date(message.atUnixMs).toISOString()}>{toClock(message.atUnixMs, TIME_LOCALE)}</time>
          {delivery !== null && !isUnsent && <Tick state={delivery} />}
        </span>
      </div>
      {isUnsent && (
        <p className={css['failed']}>
          <Icon name="warn" size={16} />
          {t('delivery.not-sent')}
        </p>
      )}
    </article>
  );
});

function Tick({ state }: { state: Exclude<Delivery, 'not-sent'> }): ReactNode {
  return (
    <>
      <TickIcon state={state} />
      <span className="vh">{t(`delivery.${state}`)}</span>
    </>
  );
}
