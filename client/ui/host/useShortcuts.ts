/** Keys that do something wherever the focus is, as long as nothing is open over the page. */
import { useEffect, useRef } from 'react';
import { toShortcut, type Shortcut } from './shortcuts.ts';

/** @param run false when there was nothing to do: then the browser may */
export function useShortcuts(hasKeys: boolean, run: (shortcut: Shortcut) => boolean): void {
  const latest = useRef({ hasKeys, run });
  useEffect(() => {
    latest.current = { hasKeys, run };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // A dialog or a menu has keys of its own, and so has whatever took this one.
      if (event.defaultPrevented || document.querySelector('dialog[open], [role="menu"]') !== null) return;
      const field = toTextField(event.target);
      const shortcut = toShortcut(
        {
          key: event.key,
          isAlt: event.altKey,
          isCtrl: event.ctrlKey || event.metaKey,
          isComposing: event.isComposing,
          isInText: field !== null,
          hasText: field !== null && field.value !== '',
        },
        latest.current.hasKeys,
      );
      if (shortcut !== null && latest.current.run(shortcut)) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, []);
}

function toTextField(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
}
