/** Where a link leads, and what is the matter with it, in a sentence or two. */
import type { ReactNode } from 'react';
import type { LinkRisk } from '../../state/link-risk.ts';
import { rich } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';

/** `isShort`: only what a glance needs. */
export function LinkWarning({ risk, isShort = false }: { risk: LinkRisk; isShort?: boolean }): ReactNode {
  const { host, seems, why } = risk;
  return (
    <>
      {/* A mail address has no host. */}
      {host !== '' &&
        rich('link.opens', {
          known: seems === null ? 'no' : 'yes',
          host: <b dir="ltr">{host}</b>,
          seems: <bdi dir="ltr">{seems}</bdi>,
        })}{' '}
      {(seems === null || !isShort) && t(`link.${why}`)}
    </>
  );
}
