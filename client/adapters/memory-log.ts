/** A chat's log in memory: gone with the page. */
import { encodeUtf8 } from '../protocol/bytes.ts';
import type { EventBody } from '../protocol/event-body.ts';
import type { ChatLog, Clock, LogEntry, LogEvent } from '../session/ports.ts';

const VOID: EventBody = { kind: 'void' };

export function createMemoryLog(clock: Clock): ChatLog {
  let entries: readonly LogEntry[] = [];
  let own: LogEvent[] = [];
  let ownNext = 1;
  let ownAcked = 0;
  let otherCum = 0;
  let otherRead = 0;

  const keep = (side: LogEntry['side'], event: LogEvent): void => {
    const isEnd = event.body.kind === 'end';
    if (isEnd) own = own.map((older) => ({ ...older, body: VOID }));
    entries = [...(isEnd ? [] : entries), { ...event, side, storedAtUnixMs: clock.now() }];
  };

  return {
    counters: () => ({
      ownNext,
      ownAcked,
      otherCum,
      otherRead,
      outboxBytes: own.reduce((sum, e) => sum + textBytes(e), 0),
    }),
    append: (atUnixMs, body) => {
      const event = { seq: ownNext, atUnixMs, body };
      ownNext += 1;
      keep('own', event);
      own.push(event);
      return Promise.resolve(event);
    },
    receive: (event) => {
      if (event.seq !== otherCum + 1) return Promise.reject(new Error('internal: received out of order'));
      otherCum = event.seq;
      // What was on its way when the chat was ended here is counted, and not kept.
      if (!entries.some(({ body }) => body.kind === 'end')) keep('other', event);
      return Promise.resolve();
    },
    acknowledge: (cum) => {
      if (cum >= ownNext) return Promise.reject(new Error('internal: acknowledged what was never written'));
      ownAcked = Math.max(ownAcked, cum);
      own = own.filter((event) => event.seq > ownAcked);
      return Promise.resolve();
    },
    markRead: (seq) => {
      otherRead = Math.max(otherRead, Math.min(seq, otherCum));
      return Promise.resolve();
    },
    entries: () => entries,
    ownAfter: (seq, limit) => Promise.resolve(own.filter((event) => event.seq > seq).slice(0, limit)),
  };
}

function textBytes({ body }: LogEvent): number {
  return body.kind === 'text' || body.kind === 'edit' ? encodeUtf8(body.text).length : 0;
}
