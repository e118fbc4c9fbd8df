/** In the place of a chat whose screen could not be had: the server is out of reach, or has a newer page. */
import type { ReactNode } from 'react';
import { Avatar } from '../parts/Avatar.tsx';
import { CentredState } from '../parts/CentredState.tsx';
import { ReloadButton } from '../parts/ReloadButton.tsx';
import { t } from '../wording/t.ts';

export function MissingPane(): ReactNode {
  return (
    <CentredState
      picture={<Avatar name="" tint="blank" size="seal" fallback="again" />}
      title={t('missing.title')}
      hint={t('missing.text')}
    >
      <ReloadButton />
    </CentredState>
  );
}
