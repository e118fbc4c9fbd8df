/** What people do, and what befalls their devices, between the first reload and the second: drawn, so that it can be left out. */
import type { Random } from '../fuzz/random.ts';

const DEED_KINDS = {
  chat: [
    'text',
    'quote',
    'edit',
    'delete',
    'react',
    /** Messages disappear five minutes after they were read; or stay again. */
    'timer',
  ],
  device: [
    'look-away',
    'look',
    'freeze',
    'close',
    'crash',
    /** A second tab takes the chat over, and the first stays open. */
    'second-tab',
    'clock-ahead',
    'clock-back',
    'cut',
    'unplug',
    'server-restart',
    /** For a second nothing can be stored. */
    'full-disk',
  ],
} as const;

export type Deed = {
  readonly [W in keyof typeof DEED_KINDS]: {
    readonly with: W;
    readonly kind: (typeof DEED_KINDS)[W][number];
    readonly by: 'host' | 'guest';
    /** After the one before. */
    readonly afterMs: number;
  };
}[keyof typeof DEED_KINDS];

const MOST = 16;
const LONGEST_PAUSE_MS = 4_000;
/** Half of what people do is to write. */
const CHAT_KINDS = [...DEED_KINDS.chat, 'text', 'text', 'text', 'edit', 'react'] as const;

/** None to fifteen. */
export function drawDeeds(random: Random): readonly Deed[] {
  return Array.from({ length: random.below(MOST) }, (): Deed => {
    const when = { by: random.pick(['host', 'guest'] as const), afterMs: random.below(LONGEST_PAUSE_MS) };
    return random.below(2) === 0
      ? { with: 'chat', kind: random.pick(CHAT_KINDS), ...when }
      : { with: 'device', kind: random.pick(DEED_KINDS.device), ...when };
  });
}
