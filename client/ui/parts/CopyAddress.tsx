/** This page's address, for another browser. */
import { useRef, type ReactNode } from 'react';
import { useCopy } from '../useCopy.ts';
import { t } from '../wording/t.ts';
import { Button } from './Button.tsx';
import css from './CopyAddress.module.css';
import { CopyStatus } from './CopyStatus.tsx';
import { LetterActions } from './Letter.tsx';

export function CopyAddress(): ReactNode {
  const shown = useRef<HTMLParagraphElement>(null);
  const { copied, copy } = useCopy<'address'>();
  return (
    <LetterActions>
      <p className={css['address']} ref={shown}>
        {location.href}
      </p>
      <Button
        kind="second"
        size="large"
        isWide
        icon="copy"
        onClick={() => copy('address', location.href, shown.current)}
      >
        {t('fail.browser-too-old.copy')}
      </Button>
      <CopyStatus isDone={copied?.isDone ?? null} />
    </LetterActions>
  );
}
