/** When a chat goes by itself: after so much silence, or some time after the other side has ended it (GC/1 section 8). Pure. */
import type { Clock, LogCounters } from '../session/ports.ts';
import type { ChatRecord } from './chat-record.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Counted from when an event was last stored here or there; until one was by both, from the link's deadline at the
 * earliest, as somebody may come until then.
 */
export function silenceEndsUnixMs(
  { terms, createdAtUnixMs }: Pick<ChatRecord, 'terms' | 'createdAtUnixMs'>,
  { lastEventAtUnixMs, ownAcked, otherCum }: LogCounters,
): number {
  const lastUnixMs = lastEventAtUnixMs ?? createdAtUnixMs;
  const hasMet = ownAcked > 0 || otherCum > 0;
  const sinceUnixMs = hasMet ? lastUnixMs : Math.max(lastUnixMs, terms.deadlineUnixSeconds * 1000);
  return sinceUnixMs + terms.silence * DAY_MS;
}

/** An end that was received is remembered for so long, to acknowledge it again. Null for a chat that was not ended there. */
export function afterlifeEndsUnixMs({ ended }: LogCounters): number | null {
  return ended?.by === 'other' ? ended.atUnixMs + DAY_MS : null;
}

export function isPastAfterlife(counters: LogCounters, clock: Clock): boolean {
  const endsUnixMs = afterlifeEndsUnixMs(counters);
  return endsUnixMs !== null && clock.now() >= endsUnixMs;
}

/** From then on nothing of it may be shown or kept. */
export function lastsUntilUnixMs(record: Pick<ChatRecord, 'terms' | 'createdAtUnixMs'>, counters: LogCounters): number {
  return Math.min(silenceEndsUnixMs(record, counters), afterlifeEndsUnixMs(counters) ?? Infinity);
}
