/** The words of a message, with its links. One with a risk is no address for the browser: it asks first, whatever is pressed. */
import { useId, useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../icons.tsx';
import { LinkWarning } from './LinkWarning.tsx';
import { isDeceptive, readLinks, type MessageLink } from './links.ts';
import css from './MessageText.module.css';
import plain from './PlainText.module.css';

interface MessageTextProps {
  readonly text: string;
  /** Also before a link that nothing is to be said against. */
  readonly asksFirst: boolean;
  readonly onAsk: (link: MessageLink) => void;
  /** Between the words and what is to be said of their links. */
  readonly children: ReactNode;
}

export function MessageText({ text, asksFirst, onAsk, children }: MessageTextProps): ReactNode {
  const id = useId();
  const parts = useMemo(() => readLinks(text), [text]);
  const warned = useMemo(() => toWarned(parts), [parts]);
  return (
    <>
      <p className={plain['text']} dir="auto">
        {parts.map((part, index) => {
          if (typeof part === 'string') return part;
          if (part.risk === null && !asksFirst) return <Link key={index} link={part} />;
          const note = warned.findIndex(({ text: same }) => same === part.text);
          return (
            <AskingLink
              key={index}
              link={part}
              noteId={note < 0 ? undefined : `${id}-${String(note)}`}
              onAsk={() => onAsk(part)}
            />
          );
        })}
      </p>
      {children}
      {warned.map((link, index) => (
        <button
          key={link.text}
          type="button"
          className={css['risk']}
          id={`${id}-${String(index)}`}
          tabIndex={-1}
          onClick={() => onAsk(link)}
        >
          <Icon name="warn" size={18} />
          <span>
            <LinkWarning risk={link.risk} isShort />
          </span>
        </button>
      ))}
    </>
  );
}

/** Of many links of the same kind, a few say enough. */
const MAX_WARNINGS = 3;

function toWarned(parts: ReturnType<typeof readLinks>): readonly DeceptiveLink[] {
  const warned = new Map<string, DeceptiveLink>();
  for (const part of parts) {
    if (typeof part !== 'string' && isDeceptive(part.risk)) warned.set(part.text, { ...part, risk: part.risk });
  }
  return [...warned.values()].slice(0, MAX_WARNINGS);
}

type DeceptiveLink = MessageLink & { readonly risk: NonNullable<MessageLink['risk']> };

function Link({ link: { text, href } }: { link: MessageLink }): ReactNode {
  // A mail address opens no page.
  const target = href.startsWith('mailto:') ? undefined : '_blank';
  return (
    <a
      className={css['link']}
      dir="ltr"
      href={href}
      target={target}
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
      tabIndex={-1}
    >
      {text}
    </a>
  );
}

function AskingLink({ link, noteId, onAsk }: { link: MessageLink; noteId: string | undefined; onAsk: () => void }) {
  const pressKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onAsk();
  };
  // No <button>: its text would not break into lines with the words around it.
  return (
    <a
      className={css['link']}
      dir="ltr"
      role="button"
      aria-haspopup="dialog"
      aria-describedby={noteId}
      tabIndex={-1}
      onClick={onAsk}
      onKeyDown={pressKey}
    >
      {link.text}
    </a>
  );
}
