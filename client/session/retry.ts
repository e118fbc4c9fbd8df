/** One pause at a time between tries, longer with each failure of the same kind. */
import { backoffDelayMs, type FailureKind } from './backoff.ts';
import type { Clock, Page, RandomBytes } from './ports.ts';

export interface Retry {
  /** Something failed: `again` is called after the pause that this kind of failure has earned. */
  pause(kind: FailureKind): void;
  isPausing(): boolean;
  /** Ends the pause without a call, and forgets all failures. */
  reset(): void;
  /** Forgets failures of that kind: it is not what is wrong any more. */
  forget(kind: FailureKind): void;
}

export function createRetry(
  { clock, random, page }: { readonly clock: Clock; readonly random: RandomBytes; readonly page: Page },
  again: () => void,
): Retry {
  let failures: { readonly kind: FailureKind; readonly count: number } | null = null;
  let cancel: (() => void) | null = null;

  const endPause = (): void => {
    cancel?.();
    cancel = null;
  };

  return {
    pause: (kind) => {
      failures = { kind, count: failures?.kind === kind ? failures.count + 1 : 1 };
      endPause();
      const [draw = 0] = random(1);
      cancel = clock.after(backoffDelayMs(kind, failures.count, page.isVisible(), draw / 256), () => {
        cancel = null;
        again();
      });
    },
    isPausing: () => cancel !== null,
    reset: () => {
      endPause();
      failures = null;
    },
    forget: (kind) => {
      if (failures?.kind === kind) failures = null;
    },
  };
}
