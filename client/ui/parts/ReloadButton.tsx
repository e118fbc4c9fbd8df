/** The way out where part of the page could not be had: all of it once more. */
import type { ReactNode } from 'react';
import { t } from '../wording/t.ts';
import { Button } from './Button.tsx';

export function ReloadButton(): ReactNode {
  return (
    <Button kind="primary" onClick={() => location.reload()}>
      {t('common.reload')}
    </Button>
  );
}
