/**
 * Data channels between simulated pages: ordered and reliable for as long as they hold, and silent or closed when they
 * do not. Knows nothing of what the messages say.
 */
import type { CreateTransport, TransportEvent, TransportPath } from '../../client/session/ports.ts';
import type { Random } from '../fuzz/random.ts';
import { createLane } from './lane.ts';
import type { Timeline } from './timeline.ts';

export interface Wires {
  /** @param enter how anything gets into the page: at once, later or never */
  createFor(page: string, enter: (event: () => void) => void): CreateTransport;
  /** Nothing arrives any more over what this page has open; no event says so. */
  cut(page: string): void;
  /** The other ends of what this page has open learn that it is gone. */
  hangUp(page: string): void;
  /** What this page has not closed. */
  count(page: string): number;
}

export interface Fates {
  /** A page speaks, whether or not anybody hears it. */
  onSent(page: string, bytes: Uint8Array): void;
  /** What becomes of a message on its way. `lost`: the channel is silent from now on. */
  onMessage(message: { readonly from: string; readonly to: string }): 'arrives' | 'lost' | 'closed';
}

interface End {
  readonly page: string;
  readonly emit: (event: TransportEvent) => void;
  other: End | null;
  isDead: boolean;
}

const SLOWEST_MS = 15;

/** Nothing comes after these. */
const LAST: readonly TransportEvent['type'][] = ['closed', 'stranded'];
/** Nobody measures here. */
const PATH: TransportPath = { path: 'direct', protocol: 'udp', roundTripMs: null };

export function createWires(timeline: Timeline, random: Random, fates: Fates): Wires {
  const offers = new Map<string, End>();
  const answers = new Map<string, End>();
  const ends = new Set<End>();
  let count = 0;

  const kill = (end: End): void => {
    end.isDead = true;
    if (end.other !== null) end.other.isDead = true;
  };

  return {
    cut: (page) => {
      for (const end of ends) if (end.page === page) kill(end);
    },
    hangUp: (page) => {
      for (const end of ends) if (end.page === page && !end.isDead) end.other?.emit({ type: 'closed' });
    },
    count: (page) => [...ends].filter((end) => end.page === page).length,
    createFor:
      (page, enter) =>
      ({ isInitiator, iceServers, relay }, listener) => {
        let isClosed = false;
        const lane = createLane(timeline, random, SLOWEST_MS);
        const end: End = {
          page,
          other: null,
          isDead: false,
          emit: (event) => {
            lane(() => {
              if (end.isDead && event.type !== 'closed') return;
              enter(() => {
                if (isClosed) return;
                if (LAST.includes(event.type)) shut();
                listener(event);
              });
            });
          },
        };
        const shut = (): void => {
          isClosed = true;
          ends.delete(end);
        };
        const fail = (): void => {
          if (isClosed) return;
          shut();
          listener({ type: 'closed' });
        };
        ends.add(end);
        if (relay !== 'where-needed' && iceServers.length === 0) end.emit({ type: 'stranded' });
        if (isInitiator) {
          count += 1;
          offers.set(String(count), end);
          end.emit({ type: 'signal', json: JSON.stringify({ type: 'offer', id: String(count) }) });
        }
        return {
          signal: (json) => {
            const signal = parseSignal(json);
            if (signal === null) {
              fail();
            } else if (signal.type === 'offer' && !isInitiator && offers.has(signal.id)) {
              answers.set(signal.id, end);
              end.emit({ type: 'signal', json: JSON.stringify({ type: 'answer', id: signal.id }) });
            } else if (signal.type === 'answer' && isInitiator) {
              const responder = answers.get(signal.id);
              offers.delete(signal.id);
              answers.delete(signal.id);
              if (responder === undefined || responder.isDead || end.isDead) return;
              [end.other, responder.other] = [responder, end];
              end.emit({ type: 'open' });
              responder.emit({ type: 'open' });
            }
          },
          send: (message) => {
            const { other } = end;
            fates.onSent(page, message);
            if (isClosed || other === null || end.isDead) return;
            const bytes = message.slice();
            const fate = fates.onMessage({ from: page, to: other.page });
            if (fate === 'arrives') {
              other.emit({ type: 'message', bytes });
              return;
            }
            kill(end);
            if (fate === 'closed') for (const one of [end, other]) one.emit({ type: 'closed' });
          },
          stats: () => Promise.resolve(isClosed || end.other === null ? null : PATH),
          close: () => {
            if (isClosed) return;
            shut();
            if (!end.isDead) end.other?.emit({ type: 'closed' });
          },
        };
      },
  };
}

function parseSignal(json: string): { readonly type: string; readonly id: string } | null {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || !('type' in value) || !('id' in value)) return null;
    return typeof value.type === 'string' && typeof value.id === 'string' ? { type: value.type, id: value.id } : null;
  } catch {
    return null;
  }
}
