/** Where a message is written. Keeps every text it could not hand over. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { MAX_MESSAGE_BYTES, type SendRefusal, type TextView } from '../../state/view.ts';
import { byteLength } from '../byte-length.ts';
import { Icon } from '../icons.tsx';
import { isTouch } from '../is-touch.ts';
import { t } from '../wording/t.ts';
import { meansSend } from './composer-keys.ts';
import type { ComposerTask } from './composer-task.ts';
import { ComposerTaskBar } from './ComposerTaskBar.tsx';
import css from './Composer.module.css';

interface ComposerProps {
  /** As last stored; what is typed here goes before it. */
  readonly draft: string;
  readonly task: ComposerTask;
  readonly otherName: string;
  /** Not while a message is edited: what was begun before stays. */
  readonly onDraft: (text: string) => void;
  /** Does what the task says. */
  readonly onSend: (text: string) => SendRefusal | null;
  readonly onCancelTask: () => void;
}

export function Composer({ draft, task, otherName, onDraft, onSend, onCancelTask }: ComposerProps): ReactNode {
  // Null before the first key: a draft can still be on its way from storage.
  const [typed, setTyped] = useState<string | null>(null);
  const [edited, setEdited] = useState<{ readonly id: string; readonly text: string } | null>(null);
  const [refusal, setRefusal] = useState<SendRefusal | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const compositionEndedAtMs = useRef(-Infinity);
  const noteId = useId();

  // Opening a chat means to write in it; on touch that would bring up the keyboard over what there is to read.
  useEffect(() => {
    if (!isTouch()) field.current?.focus();
  }, []);

  const taskId = task.is === 'write' ? null : `${task.is} ${task.message.id}`;
  useEffect(() => {
    // Somebody has just asked for it, so also on touch.
    if (taskId === null || field.current === null) return;
    field.current.focus();
    field.current.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [taskId]);

  const text = task.is === 'edit' ? toEditedText(task.message, edited) : (typed ?? draft);
  const bytesLeft = MAX_MESSAGE_BYTES - byteLength(text);
  const canSend = text.trim() !== '' && bytesLeft >= 0;

  const change = (next: string): void => {
    setRefusal(null);
    if (task.is === 'edit') setEdited({ id: task.message.id, text: next });
    else {
      setTyped(next);
      onDraft(next);
    }
  };
  const cancelTask = (): void => {
    setRefusal(null);
    setEdited(null);
    field.current?.focus();
    onCancelTask();
  };
  const send = (): void => {
    field.current?.focus();
    if (!canSend) return;
    const why = onSend(text);
    if (why !== null) setRefusal(why);
    else if (task.is === 'edit') setEdited(null);
    else change('');
  };
  const pressKey = (event: KeyboardEvent): void => {
    const { nativeEvent } = event;
    if (event.key === 'Escape' && task.is !== 'write' && !nativeEvent.isComposing) {
      event.preventDefault();
      cancelTask();
    }
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
      {task.is !== 'write' && <ComposerTaskBar task={task} otherName={otherName} onCancel={cancelTask} />}
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
          onKeyDown={pressKey}
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

function toEditedText(message: TextView, edited: { readonly id: string; readonly text: string } | null): string {
  return edited?.id === message.id ? edited.text : message.text;
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
  if (refusal === 'outbox-full' || refusal === 'chat-over' || refusal === 'too-late') return t(`composer.${refusal}`);
  return bytesLeft < 0 ? t('composer.over', { count: -bytesLeft }) : null;
}
