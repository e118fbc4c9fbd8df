/** Copying from a screen with several things to copy: the last one, and whether it worked. */
import { useState } from 'react';
import { copyText } from './copy.ts';

interface Copying<What extends string> {
  /** What the last press was about; null before the first. */
  readonly copied: { readonly what: What; readonly isDone: boolean } | null;
  readonly copy: (what: What, text: string, shown: HTMLElement | null) => void;
}

export function useCopy<What extends string>(): Copying<What> {
  const [copied, setCopied] = useState<Copying<What>['copied']>(null);
  return {
    copied,
    copy: (what, text, shown) => {
      void copyText(text, shown).then((isDone) => {
        setCopied({ what, isDone });
      });
    },
  };
}
