/**
 * Icons: a 24-unit grid, one stroke width at every size. Decoration only; the words beside them or the button's name speak.
 */
import type { ReactNode } from 'react';
import type { Delivery } from '../state/view.ts';

export function Icon({
  name,
  size = 20,
  flips = false,
}: {
  name: IconName;
  size?: number;
  flips?: boolean;
}): ReactNode {
  return (
    <svg
      className={flips ? 'icon icon-flips' : 'icon'}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
    >
      {ICONS[name]}
    </svg>
  );
}

/** Clock, one mark, two marks, two with the second in a filled disc; drawn in boxes of their own width so that they stand close to the time. */
export function TickIcon({ state }: { state: Exclude<Delivery, 'not-sent'> }): ReactNode {
  return (
    <svg
      className={state === 'read' ? 'tick tick-read' : 'tick'}
      viewBox={`0 0 ${String(TICK_WIDTHS[state])} 16`}
      height={14}
      aria-hidden="true"
    >
      {TICKS[state]}
    </svg>
  );
}

export type IconName = keyof typeof ICONS;

const ICONS = {
  plus: <path d="M12 5v14M5 12h14" />,
  x: <path d="M6.5 6.5l11 11M17.5 6.5l-11 11" />,
  check: <path d="M5 12.5l4.5 4.5L19 7.5" />,
  back: <path d="M15 5l-7 7 7 7" />,
  down: <path d="M6 9.5l6 6 6-6" />,
  up: <path d="M12 19V5.5M5.5 12L12 5.5 18.5 12" />,
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="12" cy="5.5" r="1.7" />
      <circle cx="12" cy="12" r="1.7" />
      <circle cx="12" cy="18.5" r="1.7" />
    </g>
  ),
  share: (
    <>
      <path d="M12 15V4.5M8 8l4-4 4 4" />
      <path d="M8 11H7a2 2 0 0 0-2 2v5a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-5a2 2 0 0 0-2-2h-1" />
    </>
  ),
  mail: (
    <>
      <rect x="3.5" y="5.5" width="17" height="13" rx="2.5" />
      <path d="M4.5 7.5L12 13l7.5-5.5" />
    </>
  ),
  message: <path d="M20 12a7 7 0 0 1-7 7H4.5l1.8-2.6A7 7 0 0 1 11 5h2a7 7 0 0 1 7 7z" />,
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="9.5" rx="2.5" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />
    </>
  ),
  shield: <path d="M12 3.5l7 2.6v5.4c0 4.3-2.8 7.3-7 9-4.2-1.7-7-4.7-7-9V6.1z" />,
  shieldCheck: (
    <>
      <path d="M12 3.5l7 2.6v5.4c0 4.3-2.8 7.3-7 9-4.2-1.7-7-4.7-7-9V6.1z" />
      <path d="M8.8 12l2.3 2.3 4.1-4.4" />
    </>
  ),
  shieldDone: (
    <>
      <path d="M12 3.5l7 2.6v5.4c0 4.3-2.8 7.3-7 9-4.2-1.7-7-4.7-7-9V6.1z" fill="currentColor" />
      <path className="icon-mark" d="M8.8 12l2.3 2.3 4.1-4.4" />
    </>
  ),
  eye: (
    <>
      <path d="M3 12c2-3.9 5.2-6 9-6s7 2.1 9 6c-2 3.9-5.2 6-9 6s-7-2.1-9-6z" />
      <circle cx="12" cy="12" r="2.7" />
    </>
  ),
  eyeOff: (
    <path d="M9.2 6.5A9 9 0 0 1 12 6c3.8 0 7 2.1 9 6a12.6 12.6 0 0 1-2.9 3.7M6.4 7.7A12 12 0 0 0 3 12c2 3.9 5.2 6 9 6a9.3 9.3 0 0 0 4.3-1M10.2 10.1a2.7 2.7 0 0 0 3.7 3.8M4.5 4.5l15 15" />
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  timer: <path d="M7 4h10M7 20h10M8 4v3.2c0 2 4 3.2 4 4.8s-4 2.8-4 4.8V20M16 4v3.2c0 2-4 3.2-4 4.8s4 2.8 4 4.8V20" />,
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11" height="11" rx="2.5" />
      <path d="M15.5 5.8A2.3 2.3 0 0 0 13.2 4.5H7A2.5 2.5 0 0 0 4.5 7v6.2a2.3 2.3 0 0 0 1.3 2.3" />
    </>
  ),
  again: <path d="M19 12a7 7 0 1 1-2-4.9L19 9M19 4.5V9h-4.5" />,
  turn: <path d="M19.5 12A7.5 7.5 0 1 1 12 4.5" />,
  warn: (
    <>
      <path d="M12 4.5l8.3 14.3H3.7z" />
      <path d="M12 10v4M12 16.6v.1" />
    </>
  ),
  bell: <path d="M6.5 10a5.5 5.5 0 0 1 11 0c0 5 2 5.5 2 7h-15c0-1.5 2-2 2-7zM10 20h4" />,
  keyboard: (
    <>
      <rect x="3.5" y="6.5" width="17" height="11" rx="2.5" />
      <path d="M7 10.5h.1M10.4 10.5h.1M13.7 10.5h.1M17 10.5h.1M8.5 14h7" />
    </>
  ),
  mute: <path d="M17 13.5c-.3-1-.5-2.1-.5-3.5a5 5 0 0 0-8-3.5M7 10c0 4.5-2 5.3-2 7h11M10 20h4M4.5 4.5l15 15" />,
  info: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 11v5M12 8v.1" />
    </>
  ),
  text: <path d="M20 12a7 7 0 0 1-7 7H4.5l1.7-2.5A7 7 0 0 1 11 5h2a7 7 0 0 1 7 7z" />,
  reply: <path d="M9 6l-5 5 5 5M4.5 11H14a5.5 5.5 0 0 1 5.5 5.5V18" />,
  pencil: <path d="M5 19l.8-3.8L16 5l3 3L8.8 18.2zM13.8 7.2l3 3" />,
  bin: <path d="M5 7h14M9.5 7V5h5v2M7 7l.8 12h8.4L17 7M10.3 10.5v5M13.7 10.5v5" />,
  globe: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="2.5" />
      <path d="M3.5 9.5h17M6.7 7.25v.1M9.2 7.25v.1" />
    </>
  ),
  unlink: (
    <path d="M9.5 14.5l-1.8 1.8a3.3 3.3 0 0 1-4.6-4.7L6 8.8M14.5 9.5l1.8-1.8a3.3 3.3 0 0 1 4.6 4.7L18 15.2M9 4v2M4 9h2M15 20v-2M20 15" />
  ),
  settings: (
    <>
      <path d="M4 7.5h8M18 7.5h2M4 16.5h2M12 16.5h8" />
      <circle cx="15" cy="7.5" r="2.6" />
      <circle cx="9" cy="16.5" r="2.6" />
    </>
  ),
  signal: <path d="M5 19v-4M10 19v-7M15 19V8.5M20 19V5" />,
  wifiOff: (
    <path d="M4.5 4.5l15 15M3.5 9.5a13 13 0 0 1 4-2.6M20.5 9.5a13 13 0 0 0-8.5-3.5M7 13.2a8 8 0 0 1 3.5-2M17 13.2a8 8 0 0 0-2-1.4M12 18v.1M9.5 16a4 4 0 0 1 4-.5" />
  ),
  used: (
    <>
      <circle cx="10" cy="8" r="3.8" />
      <path d="M3.3 19.5c.5-3.9 3-6 6.7-6 1.2 0 2.3.2 3.2.6M14.8 18l2.2 2.2 4.2-4.7" />
    </>
  ),
} as const satisfies Readonly<Record<string, ReactNode>>;

const TICKS = {
  waiting: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 5v3.2l2 1.3" />
    </>
  ),
  sent: <path d="M3 8.5l3.3 3.3L13 5" />,
  delivered: <path d="M2 8.5l3.3 3.3L12 5M9.7 11.3l.5.5L17 5" />,
  read: (
    <>
      <path d="M1 8.6l3.1 3.1L8 7.3" />
      <circle className="tick-disc" cx="16.5" cy="8" r="6.9" />
      <path className="tick-mark" d="M13.6 8.4l2.2 2.2 3.8-4.3" />
    </>
  ),
} as const satisfies Readonly<Record<Exclude<Delivery, 'not-sent'>, ReactNode>>;

const TICK_WIDTHS = { waiting: 16, sent: 16, delivered: 20, read: 24 } as const satisfies Record<
  keyof typeof TICKS,
  number
>;
