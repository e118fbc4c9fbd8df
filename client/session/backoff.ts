/** How long to wait before the next try (GC/1 section 8). Pure: the caller counts failures and draws the jitter. */

/** `network`: nothing is wrong but the way there. `refused`: authentication or the protocol failed, or no relay let us in. `absent`: the room is not open. */
export type FailureKind = 'network' | 'refused' | 'absent';

const NETWORK_DELAYS_MS = [500, 1_000, 2_000];
const HIDDEN_DELAY_MS = 20_000;
const MAX_REFUSED_DELAY_MS = 60_000;
const MAX_ABSENT_DELAY_MS = 15_000;

/** Full delays are lengthened by up to a quarter, so that many guests of one server do not return at once. */
const JITTER_SHARE = 0.25;

/**
 * @param failures how many tries of this kind failed in a row, at least 1
 * @param jitter uniform in [0, 1)
 */
export function backoffDelayMs(kind: FailureKind, failures: number, isVisible: boolean, jitter: number): number {
  return Math.round(baseDelayMs(kind, failures, isVisible) * (1 + JITTER_SHARE * jitter));
}

function baseDelayMs(kind: FailureKind, failures: number, isVisible: boolean): number {
  switch (kind) {
    case 'refused':
      return Math.min(MAX_REFUSED_DELAY_MS, 1_000 * 2 ** Math.min(failures - 1, 10));
    case 'absent':
      // The jitter is inside the bound of section 3: at most 15 s apart while visible.
      return isVisible
        ? Math.min(MAX_ABSENT_DELAY_MS / (1 + JITTER_SHARE), 500 * 2 ** Math.min(failures - 1, 10))
        : HIDDEN_DELAY_MS;
    case 'network':
      return isVisible ? (NETWORK_DELAYS_MS[failures - 1] ?? 2_000) : HIDDEN_DELAY_MS;
  }
}
