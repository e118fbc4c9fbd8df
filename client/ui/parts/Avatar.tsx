/** A monogram in a disc. Says nothing to screen readers: the name always stands beside it. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import { cx } from '../cx.ts';
import { toMonogram, type Tint } from '../monogram.ts';
import css from './Avatar.module.css';

interface AvatarProps {
  readonly name: string;
  readonly tint: Tint | 'blank' | 'pending' | 'accent';
  readonly size: 'row' | 'header' | 'waiting' | 'seal' | 'stamp';
  /** Shown when the name has no letter to show. */
  readonly fallback: IconName;
  readonly isOnline?: boolean;
  /** Share of an invite's time that is left, 0 to 1; drawn as a ring. */
  readonly timeLeft?: number;
}

export function Avatar({ name, tint, size, fallback, isOnline = false, timeLeft }: AvatarProps): ReactNode {
  const letter = toMonogram(name);
  return (
    <span className={cx(css['avatar'], css[tint], css[size])} translate="no" aria-hidden="true">
      {letter === '' ? <Icon name={fallback} size={ICON_SIZES[size]} /> : <b>{letter}</b>}
      {timeLeft !== undefined && <Ring share={timeLeft} />}
      {isOnline && <span className={css['dot']} />}
    </span>
  );
}

const ICON_SIZES = { row: 22, header: 18, waiting: 30, seal: 34, stamp: 22 } as const;

function Ring({ share }: { share: number }): ReactNode {
  return (
    <svg className={css['ring']} viewBox="0 0 48 48">
      <circle className={css['rest']} cx="24" cy="24" r="23" />
      <circle
        className={css['left']}
        cx="24"
        cy="24"
        r="23"
        pathLength={100}
        strokeDasharray={`${Math.round(share * 100)} 100`}
      />
    </svg>
  );
}
