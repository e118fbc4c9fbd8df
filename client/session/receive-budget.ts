/**
 * How much of the other side a chat takes in (GC/1 section 8): more than anybody who keeps to the outbox can say, and less
 * than a page has memory and time for. Pure: it is told the time. It must not know what a record says.
 */

/** A full outbox, padded, and what a lost connection may make come twice. */
const BYTES = { burst: 9 * 1024 * 1024, perSecond: 1024 * 1024 };
/** The longest history that is tested and half as much, and more than people and most machines say in a second. */
const RECORDS = { burst: 15_000, perSecond: 500 };

export interface ReceiveBudget {
  /** Takes them, or says that they are more than there is: then the session is to end. */
  take(cost: { readonly records: number; readonly bytes: number }, nowUnixMs: number): boolean;
}

/** Of a chat and not of a session: coming back fills nothing up. */
export function createReceiveBudget(): ReceiveBudget {
  let left = { records: RECORDS.burst, bytes: BYTES.burst };
  let filledAtUnixMs: number | null = null;

  return {
    take: ({ records, bytes }, nowUnixMs) => {
      // A clock that goes backwards fills nothing.
      const seconds = Math.max(0, nowUnixMs - (filledAtUnixMs ?? nowUnixMs)) / 1000;
      filledAtUnixMs = nowUnixMs;
      left = {
        records: Math.min(RECORDS.burst, left.records + seconds * RECORDS.perSecond) - records,
        bytes: Math.min(BYTES.burst, left.bytes + seconds * BYTES.perSecond) - bytes,
      };
      return left.records >= 0 && left.bytes >= 0;
    },
  };
}
