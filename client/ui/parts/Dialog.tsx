/**
 * A modal dialog; a sheet on a phone. The browser's own <dialog> traps focus and gives it back.
 */
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { isTouch } from '../is-touch.ts';
import { t } from '../wording/t.ts';
import { IconButton } from './IconButton.tsx';
import css from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  /** `wide`: room for two columns, where the screen has it. */
  readonly size?: 'normal' | 'wide';
  readonly children: ReactNode;
  /** Under a hairline, always in sight. */
  readonly footer: ReactNode;
  /** Escape, the cross, or a press outside. The dialog is open for as long as it is rendered. */
  readonly onClose: () => void;
}

export function Dialog({ title, size = 'normal', children, footer, onClose }: DialogProps): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Before paint; and closed before it leaves the page, or focus would not return to where it was.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    dialog.showModal();
    // On touch the keyboard would cover the sheet, so nothing but the sheet takes the focus there.
    const first = isTouch() ? null : dialog.querySelector<HTMLElement>('[data-first]');
    (first ?? dialog).focus();
    return () => {
      dialog.close();
    };
  }, []);

  return (
    <dialog
      ref={ref}
      className={cx(css['dialog'], size === 'wide' && css['wide'])}
      aria-labelledby={titleId}
      aria-modal="true"
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // A second Escape closes without asking. The event of our own `close()` comes late: to a dialog that has left the
        // page, or, where effects run twice, to one that is open again.
        if (event.currentTarget.isConnected && !event.currentTarget.open) onClose();
      }}
      onPointerDown={(event) => {
        // The dialog's own box is all covered by its children, so only the backdrop is left.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={css['sheet']}>
        <header className={css['header']}>
          <h2 className="ink-22 trim" id={titleId}>
            {title}
          </h2>
          <IconButton label={t('common.close')} icon="x" onClick={onClose} />
        </header>
        <div className={css['body']}>{children}</div>
        <footer className={css['footer']}>{footer}</footer>
      </div>
    </dialog>
  );
}
