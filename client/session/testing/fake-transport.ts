/** Data channels in one process: ordered, reliable, with a wire that a test can cut. */
import type { Clock, CreateTransport, IceServer, RelayUse, TransportEvent, TransportPath } from '../ports.ts';

export interface FakeTransportNetwork {
  readonly create: CreateTransport;
  /** From now on nothing arrives and no event says so, as when a cable is pulled. */
  cut(): void;
  /** Connections can be made again, also those that were being made meanwhile; those that were open stay dead. */
  mend(): void;
  /** What both browsers say of the ways that are open; packets come through or not, as before. */
  setPathsAlive(isAlive: boolean): void;
  /** Both browsers give up on every way that is open. */
  fail(): void;
  /** Whether a guest who makes connections so finds a way; the others go on trying. */
  isReachable: (relay: RelayUse) => boolean;
  /** Whether one of them gives an address to who may use nothing else. */
  hasRelay: (iceServers: readonly IceServer[]) => boolean;
  /** How guests have made theirs, one after the other. */
  readonly made: RelayUse[];
  /** Every message, on its way: what is returned arrives instead; null loses it. */
  onMessage: (message: Uint8Array) => Uint8Array | null;
  messages(): number;
}

interface End {
  readonly emit: (event: TransportEvent) => void;
  other: End | null;
  isDead: boolean;
  readonly fail: () => void;
  /** What happens once packets come through, as connectivity checks are repeated until they do. */
  opening: (() => void) | null;
}

const LATENCY_MS = 1;
const PATH: TransportPath = { path: 'direct', protocol: 'udp', roundTripMs: 2 * LATENCY_MS };

export function createFakeTransportNetwork(clock: Clock): FakeTransportNetwork {
  const offers = new Map<string, End>();
  const ends = new Set<End>();
  let isCut = false;
  let count = 0;
  let messages = 0;

  const network: FakeTransportNetwork = {
    onMessage: (message) => message,
    isReachable: () => true,
    hasRelay: (iceServers) => iceServers.some(({ urls }) => urls.some((url) => url.startsWith('turn'))),
    made: [],
    setPathsAlive: (isAlive) => {
      for (const end of ends) if (end.other !== null) end.emit({ type: 'path', isAlive });
    },
    fail: () => {
      for (const end of [...ends]) if (end.other !== null) end.fail();
    },
    messages: () => messages,
    cut: () => {
      isCut = true;
      for (const end of ends) if (end.other !== null) end.isDead = true;
    },
    mend: () => {
      isCut = false;
      for (const { opening } of [...ends]) opening?.();
    },
    create: ({ isInitiator, relay, iceServers }, listener) => {
      let isClosed = false;
      let isDescribed = false;
      const end: End = {
        other: null,
        isDead: false,
        opening: null,
        emit: (event) => {
          clock.after(LATENCY_MS, () => {
            if (!isClosed && !(end.isDead && event.type !== 'signal')) listener(event);
          });
        },
        fail: () => {
          last('failed');
        },
      };
      ends.add(end);
      const last = (type: 'closed' | 'failed' | 'stranded'): void => {
        if (isClosed) return;
        listener({ type });
        isClosed = true;
        ends.delete(end);
      };
      /** Opens both ends, now or as soon as packets come through. */
      const open = (other: End): void => {
        end.opening = () => {
          end.opening = null;
          end.other = other;
          other.other = end;
          end.emit({ type: 'open' });
          other.emit({ type: 'open' });
        };
        if (!isCut && network.isReachable(relay)) end.opening();
      };
      if (relay !== 'where-needed' && !network.hasRelay(iceServers)) {
        clock.after(LATENCY_MS, () => {
          last('stranded');
        });
      }
      if (isInitiator) {
        count += 1;
        network.made.push(relay);
        const id = String(count);
        offers.set(id, end);
        end.emit({ type: 'signal', json: JSON.stringify({ type: 'offer', id }) });
      }
      return {
        signal: (json) => {
          const signal = parseSignal(json);
          // Each side has one description for the other.
          if (signal === null || isDescribed) {
            last('closed');
            return;
          }
          isDescribed = true;
          const other = offers.get(signal.id);
          if (signal.type === 'offer' && other !== undefined && !isInitiator) {
            offers.set(`answer ${signal.id}`, end);
            end.emit({ type: 'signal', json: JSON.stringify({ type: 'answer', id: signal.id }) });
          } else if (signal.type === 'answer' && isInitiator) {
            const responder = offers.get(`answer ${signal.id}`);
            if (responder === undefined) return;
            open(responder);
          }
        },
        send: (message) => {
          if (isClosed || end.other === null || end.isDead) return;
          messages += 1;
          const arriving = network.onMessage(message.slice());
          if (arriving !== null) end.other.emit({ type: 'message', bytes: arriving });
        },
        stats: () => Promise.resolve<TransportPath | null>(isClosed || end.other === null ? null : PATH),
        close: () => {
          if (isClosed) return;
          isClosed = true;
          ends.delete(end);
          end.opening = null;
          if (!end.isDead) end.other?.emit({ type: 'closed' });
        },
      };
    },
  };
  return network;
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
