/** Three dots in the place of the message that is being written. The header says it in words. */
import type { ReactNode } from 'react';
import css from './TypingBubble.module.css';

export function TypingBubble(): ReactNode {
  return (
    <div className={css['bubble']} aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}
