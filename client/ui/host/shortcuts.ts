/** What a key pressed anywhere on the host's page means. Pure. */

export type Shortcut = 'next' | 'previous' | 'invite' | 'write' | 'leave' | 'help';

export interface ShortcutPress {
  readonly key: string;
  readonly isAlt: boolean;
  /** Control or the command key. */
  readonly isCtrl: boolean;
  readonly isComposing: boolean;
  /** The focus is where letters are written. */
  readonly isInText: boolean;
  /** Something is written there. */
  readonly hasText: boolean;
}

/** @param hasKeys single keys do something, outside of text fields */
export function toShortcut(press: ShortcutPress, hasKeys: boolean): Shortcut | null {
  const { key, isAlt, isCtrl, isComposing, isInText, hasText } = press;
  if (isComposing || isCtrl) return null;
  if (isAlt) {
    // On a Mac these move the cursor by paragraphs.
    if (hasText) return null;
    return key === 'ArrowDown' ? 'next' : key === 'ArrowUp' ? 'previous' : null;
  }
  if (key === 'Escape') return 'leave';
  if (isInText || !hasKeys) return null;
  switch (key.toLowerCase()) {
    case 'n':
      return 'invite';
    case 'm':
      return 'write';
    case '?':
      return 'help';
    default:
      return null;
  }
}

/** For the help sheet, in its order. On a Mac the key beside the space bar has another name. */
export function toKeyNames(isMac: boolean): readonly (readonly [Shortcut, readonly string[]])[] {
  const alt = isMac ? '⌥' : 'Alt';
  return [
    ['next', [alt, '↓']],
    ['previous', [alt, '↑']],
    ['invite', ['N']],
    ['write', ['M']],
    ['leave', ['Esc']],
    ['help', ['?']],
  ];
}
