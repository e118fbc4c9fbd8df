/** The words of a message while what looks for links in them is on its way, or cannot be had. */
import type { ReactNode } from 'react';
import css from './PlainText.module.css';

export function PlainText({ text, children }: { readonly text: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <p className={css['text']} dir="auto">
        {text}
      </p>
      {children}
    </>
  );
}
