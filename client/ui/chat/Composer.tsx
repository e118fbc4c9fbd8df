/** Where a message is written. Keeps every text it could not hand over. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { MAX_MESSAGE_BYTES, type SendRefusal } from '../../state/view.ts';
import { byteLength } from '../byte-length.ts';
import { Icon } from '../icons.tsx';
import { isTouch } from '../is-touch.ts';
import { t } from '../wording/t.ts';
import { meansSend } from './composer-keys.ts';
import css from './Composer.module.css';

interface ComposerProps {
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  readonly onSend: (text: string) => SendRefusal | null;
}

export function Composer({ draft, onDraft, onSend }: ComposerProps): ReactNode {
  const [text, setText] = useState(draft);
  const [refusal, setRefusal] = useState<SendRefusal | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const compositionEndedAtMs = useRef(-Infinity);
  const noteId = useId();

  // Opening a chat means to write in it; on touch that would bring up the keyboard over what there is to read.
  useEffect(() => {
    if (!isTouch()) field.current?.focus();
  }, []);

  const bytesLeft = MAX_MESSAGE_BYTES - byteLength(text);
  const canSend = text.trim() !== '' && bytesLeft >= 0;

  const change = (next: string): void => {
    setText(next);
    setRefusal(null);
    onDraft(next);
  };
  const send = (): void => {
    field.current?.focus();
    if (!canSend) return;
    const why = onSend(text);
    if (why === null) change('');
    else setRefusal(why);
  };
  const sendOnEnter = (event: KeyboardEvent): void => {
    const { nativeEvent } = event;
    const press = {
      key: event.key,
      // The only sign of an input method that Safari gives.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      keyCode: nativeEvent.keyCode,
      isShift: event.shiftKey,
      isComposing: nativeEvent.isComposing,
      atMs: event.timeStamp,
      compositionEndedAtMs: compositionEndedAtMs.current,
      isTouch: isTouch(),
    };
    if (!meansSend(press)) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className={css['composer']}
      aria-label={t('composer.form')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ComposerNote id={noteId} bytesLeft={bytesLeft} refusal={refusal} />
      <div className={css['grow']} data-text={`${text}\n`}>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={t('composer.message')}
          aria-describedby={noteId}
          placeholder={t('composer.message')}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={sendOnEnter}
          onCompositionEnd={(event) => {
            compositionEndedAtMs.current = event.timeStamp;
          }}
        />
      </div>
      <button type="submit" className={css['send']} aria-label={t('composer.send')} aria-disabled={!canSend}>
        <Icon name="up" size={22} />
      </button>
    </form>
  );
}

/** The room that is left, once it matters; or why the text is still here. Only the latter is said aloud. */
function ComposerNote({ id, bytesLeft, refusal }: { id: string; bytesLeft: number; refusal: SendRefusal | null }) {
  const isNearlyFull = bytesLeft >= 0 && bytesLeft <= MAX_MESSAGE_BYTES / 10;
  return (
    <div id={id} className={css['note']}>
      {isNearlyFull && <p>{t('composer.left', { count: bytesLeft })}</p>}
      <p className={css['wrong']} role="status">
        {toTrouble(bytesLeft, refusal)}
      </p>
    </div>
  );
}

function toTrouble(bytesLeft: number, refusal: SendRefusal | null): string | null {
  if (refusal === 'outbox-full') return t('composer.outboxFull');
  if (refusal === 'chat-over') return t('composer.chatOver');
  return bytesLeft < 0 ? t('composer.over', { count: -bytesLeft }) : null;
}
