/** A short word about what was just done, and the way back. It goes by itself; whatever it undoes can be undone elsewhere too. */
import { useEffect, type ReactNode } from 'react';
import { t } from '../wording/t.ts';
import { Button } from './Button.tsx';
import css from './Toast.module.css';

export interface ToastMessage {
  readonly text: ReactNode;
  /** Null where there is no way back. */
  readonly undo: (() => void) | null;
}

interface ToastProps {
  /** Null while there is nothing to say. Another one takes the place of the last. */
  readonly message: ToastMessage | null;
  readonly onGone: () => void;
}

export function Toast({ message, onGone }: ToastProps): ReactNode {
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message, onGone]);
  return (
    <div className={css['place']} role="status">
      {message !== null && (
        <div className={css['toast']}>
          <span>{message.text}</span>
          {message.undo !== null && (
            <Button
              kind="quiet"
              size="small"
              className={css['undo']}
              onClick={() => {
                message.undo?.();
                onGone();
              }}
            >
              {t('common.undo')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Long enough to be read aloud and reached by keyboard. */
const SHOWN_MS = 10_000;
