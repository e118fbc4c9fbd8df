/** One line under the header while the connection is away. Its grace period is over when it gets here. */
import type { ReactNode } from 'react';
import type { Banner as BannerKind } from '../../state/view.ts';
import { Icon } from '../icons.tsx';
import { Button } from '../parts/Button.tsx';
import { t } from '../wording/t.ts';
import css from './Banner.module.css';

export function Banner({
  banner,
  onRetry,
}: {
  banner: BannerKind;
  /** Null for who can only wait. */
  onRetry: (() => void) | null;
}): ReactNode {
  const isTrying = banner === 'reconnecting' || banner === 'still-trying';
  return (
    <div className={css['place']} role="status">
      {banner !== null && (
        <div className={css['banner']}>
          <span className={isTrying ? 'turning' : undefined}>
            <Icon name={isTrying ? 'turn' : banner === 'offline' ? 'wifiOff' : 'unlink'} size={16} />
          </span>
          <span>{typeof banner === 'object' ? t(`noWay.${banner.tried}`) : t(SENTENCES[banner])}</span>
          {(banner === 'still-trying' || typeof banner === 'object') && onRetry !== null && (
            <Button kind="quiet" size="small" className={css['retry']} onClick={onRetry}>
              {t('common.retry')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

const SENTENCES = {
  reconnecting: 'chat.reconnecting',
  'still-trying': 'chat.stillTrying',
  offline: 'chat.deviceOffline',
} as const satisfies Record<Extract<BannerKind, string>, string>;
