/** Which sources this page was built from, to compare with what others got: `npm run verify` names the same. */
import type { ReactNode } from 'react';
import { t } from '../wording/t.ts';
import css from './BuildHash.module.css';

declare global {
  interface ImportMetaEnv {
    /** 64 hexadecimal characters; see vite.config.ts. */
    readonly GC_BUILD_HASH: string;
  }
}

export function BuildHash(): ReactNode {
  return (
    <p className="hint">
      {t('settings.build')} <code className={css['build']}>{import.meta.env.GC_BUILD_HASH}</code>
    </p>
  );
}
