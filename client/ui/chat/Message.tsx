/** One message: what it answers, its text, its time, and what was answered. */
import { memo, useState, type MouseEvent, type ReactNode } from 'react';
import type { TextView } from '../../state/view.ts';
import { later } from '../later.tsx';
import { Icon } from '../icons.tsx';
import { cx } from '../cx.ts';
import { isTouch } from '../is-touch.ts';
import { Button } from '../parts/Button.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { t } from '../wording/t.ts';
import type { MessageLink } from './links.ts';
import { MessageMeta, MissingText } from './MessageMeta.tsx';
import type { PlacedMessage } from './message-groups.ts';
import { PlainText } from './PlainText.tsx';
import { Quote } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';
import { shorten } from './shorten.ts';
import { withDialogWords } from './with-dialog-words.ts';
import css from './Message.module.css';

/** Finding links, and what may be wrong with them, comes with the first message. */
const MessageText = later(
  async () => (await withDialogWords(import('./MessageText.tsx'))).MessageText,
  PlainText,
  PlainText,
);

/** Stay the same for as long as the chat is on screen, so that no message is drawn again for their sake. */
export interface MessageHandlers {
  /** `anchor`: what the menu stands beside. */
  readonly openMenu: (message: TextView, anchor: HTMLElement) => void;
  readonly goTo: (messageId: string) => void;
  /** For a link that is not opened without a question. */
  readonly askAboutLink: (link: MessageLink) => void;
  /** For a text that was not sent. */
  readonly resend: (message: TextView) => void;
  readonly discard: (message: TextView) => void;
}

interface MessageProps extends Pick<PlacedMessage, 'message' | 'position' | 'showsMeta'> {
  readonly otherName: string;
  /** Not in a chat that is over. */
  readonly canWrite: boolean;
  readonly hasMenuOpen: boolean;
  /** Nobody has verified the other person, nor opened a link of theirs. */
  readonly asksBeforeLinks: boolean;
  readonly handlers: MessageHandlers;
}

/** A long chat has many, and most stay as they are when one arrives. */
export const Message = memo(function Message(props: MessageProps): ReactNode {
  const { message, position, showsMeta, otherName, canWrite, hasMenuOpen, asksBeforeLinks, handlers } = props;
  const nameOf = (author: 'me' | 'other'): string => (author === 'me' ? t('chat.you') : otherName);
  const [isWhole, setWhole] = useState(false);
  const text = message.is === 'text' ? message : null;
  const beginning = text === null || isWhole ? null : shorten(text.text);
  const meta = <MessageMeta message={message} isQuiet={!showsMeta && text?.isEdited !== true} />;
  const isUnsent = text?.delivery === 'not-sent';
  return (
    <article
      className={cx(
        css['message'],
        css[message.author],
        isUnsent && css['unsent'],
        text !== null && text.reactions.length > 0 && css['reacted'],
      )}
      data-id={message.id}
      data-position={position}
      aria-label={nameOf(message.author)}
      // Within reach of the list's arrow keys.
      tabIndex={-1}
    >
      <div className={css['line']}>
        <div
          className={css['bubble']}
          onClick={(event) => {
            if (text !== null && meansMenu(event)) handlers.openMenu(text, event.currentTarget);
          }}
        >
          {message.is === 'text' ? (
            <>
              {message.quote !== null && (
                <Quote
                  quote={message.quote}
                  authorName={nameOf(message.quote.author)}
                  onPress={handlers.goTo.bind(null, message.quote.id)}
                />
              )}
              <MessageText
                text={beginning ?? message.text}
                asksFirst={asksBeforeLinks && message.author === 'other'}
                onAsk={handlers.askAboutLink}
              >
                {beginning !== null && (
                  <button
                    type="button"
                    className={css['more']}
                    tabIndex={-1}
                    onClick={(event) => {
                      // The button is gone then.
                      event.currentTarget.closest('article')?.focus();
                      setWhole(true);
                    }}
                  >
                    {t('message.showAll')}
                  </button>
                )}
                {meta}
              </MessageText>
            </>
          ) : (
            <>
              <MissingText message={message} />
              {meta}
            </>
          )}
          {text !== null && text.reactions.length > 0 && <Reactions reactions={text.reactions} otherName={otherName} />}
        </div>
        {text !== null && (
          <IconButton
            label={t('message.actions')}
            icon="more"
            size={18}
            className={css['actions']}
            tabIndex={-1}
            onClick={(event) => handlers.openMenu(text, event.currentTarget)}
            menu={{ isOpen: hasMenuOpen }}
          />
        )}
      </div>
      {text?.delivery === 'not-sent' && (
        <div className={css['failed']}>
          <Icon name="warn" size={16} />
          <span>{t('delivery.not-sent')}</span>
          {canWrite && (
            <>
              <Button kind="quiet" size="small" onClick={() => handlers.resend(text)}>
                {t('common.tryAgain')}
              </Button>
              <Button kind="danger" size="small" onClick={() => handlers.discard(text)}>
                {t('message.discard')}
              </Button>
            </>
          )}
        </div>
      )}
    </article>
  );
});

/** A tap on the bubble, where there is no pointer to bring out the button: not on what is in it, nor one that selects. */
function meansMenu({ target }: MouseEvent): boolean {
  return (
    isTouch() && target instanceof Element && target.closest('a, button') === null && getSelection()?.type !== 'Range'
  );
}
