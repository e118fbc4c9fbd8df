/** When a chat has been silent for so long that both sides delete it (GC/1 section 8). Pure. */
import type { LogCounters } from '../session/ports.ts';
import type { ChatRecord } from './chat-record.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

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
