/**
 * What every data channel must do (GC/1 section 8). Plain functions that throw, so that the same suite runs on the
 * fake under Vitest and on real WebRTC inside a browser page.
 */
import type { CreateTransport, Transport, TransportEvent } from '../ports.ts';

export interface TransportWorld {
  readonly create: CreateTransport;
  /** Resolves when `isDone` says yes; rejects when that takes too long. */
  until(isDone: () => boolean): Promise<void>;
}

interface End {
  readonly transport: Transport;
  readonly events: TransportEvent[];
}

interface Pair {
  readonly guest: End;
  readonly host: End;
}

export interface TransportCheck {
  readonly name: string;
  run(world: TransportWorld): Promise<void>;
}

export const TRANSPORT_CHECKS: readonly TransportCheck[] = [
  {
    name: 'two ends that pass each other their signals both open',
    run: async (world) => {
      const pair = await open(world);
      close(pair);
    },
  },
  {
    name: 'messages of every size arrive whole and in order, both ways',
    run: async (world) => {
      const pair = await open(world);
      const sizes = [1, 257, 16_384 + 64, 2, 1024];
      const sent = sizes.map((size, index) => new Uint8Array(size).fill(index + 1));
      for (const message of sent) pair.guest.transport.send(message);
      for (const message of sent) pair.host.transport.send(message);
      await world.until(
        () => messagesOf(pair.host).length === sizes.length && messagesOf(pair.guest).length === sizes.length,
      );
      for (const end of [pair.host, pair.guest]) {
        messagesOf(end).forEach((message, index) => {
          const expected = sent[index];
          check(expected !== undefined && message.length === expected.length, 'a message changed its size');
          check(
            message.every((byte) => byte === index + 1),
            'a message changed or overtook another',
          );
        });
      }
      close(pair);
    },
  },
  {
    name: 'what one end says the moment it is open arrives, and never before the other end is open',
    run: async (world) => {
      const signals: { readonly to: 'guest' | 'host'; readonly json: string }[] = [];
      const ends = {
        guest: createEnd(world, true, (json) => signals.push({ to: 'host', json }), Uint8Array.of(1)),
        host: createEnd(world, false, (json) => signals.push({ to: 'guest', json }), Uint8Array.of(2)),
      };
      await world.until(() => {
        for (const { to, json } of signals.splice(0)) ends[to].transport.signal(json);
        return messagesOf(ends.guest).length === 1 && messagesOf(ends.host).length === 1;
      });
      for (const { events } of Object.values(ends)) {
        const types = events.map(({ type }) => type);
        check(types.indexOf('open') < types.indexOf('message'), 'a message came before the end was open');
      }
      close(ends);
    },
  },
  {
    name: 'what is said right before the end still leaves',
    run: async (world) => {
      const pair = await open(world);
      pair.guest.transport.send(Uint8Array.of(1));
      pair.guest.transport.send(Uint8Array.of(2));
      pair.guest.transport.close();
      await world.until(() => pair.host.events.at(-1)?.type === 'closed');
      check(messagesOf(pair.host).length === 2, 'last words were lost');
      close(pair);
    },
  },
  {
    name: 'closing one end is noticed at the other, and nothing follows it',
    run: async (world) => {
      const pair = await open(world);
      pair.guest.transport.close();
      pair.guest.transport.close();
      const before = pair.guest.events.length;
      await world.until(() => pair.host.events.at(-1)?.type === 'closed');
      pair.host.transport.send(Uint8Array.of(1));
      check(pair.guest.events.length === before, 'an event came after close');
      close(pair);
    },
  },
  {
    name: 'it says which way it takes, once it is open and until it is closed',
    run: async (world) => {
      const unopened = createEnd(world, true, () => undefined);
      check((await unopened.transport.stats()) === null, 'a way before there is one');
      unopened.transport.close();
      const pair = await open(world);
      for (const { transport } of [pair.guest, pair.host]) {
        const stats = await transport.stats();
        check(stats?.path === 'direct' && stats.protocol === 'udp', 'it took another way than it could have');
        const roundTripMs = stats?.roundTripMs ?? 0;
        check(roundTripMs >= 0 && roundTripMs < 10_000, 'no time that a packet could have taken');
      }
      close(pair);
      check((await pair.guest.transport.stats()) === null, 'a way after the end');
    },
  },
  ...['', 'not json', '7', 'null', '{"type":"offer","sdp":"not sdp"}', '{"candidate":7}', '{"renegotiate":true}'].map(
    (json): TransportCheck => ({
      name: `a signal that is none (${json === '' ? 'empty' : json}) closes the transport and throws nothing`,
      run: async (world) => {
        const end = createEnd(world, false, () => undefined);
        end.transport.signal(json);
        await world.until(() => end.events.at(-1)?.type === 'closed');
        end.transport.signal(json);
        end.transport.send(Uint8Array.of(1));
        end.transport.close();
      },
    }),
  ),
  {
    name: 'one that may use only a relay says that it is stranded when it is given none',
    run: async (world) => {
      for (const relay of ['own-side', 'both-sides'] as const) {
        const events: TransportEvent[] = [];
        const options = { isInitiator: true, iceServers: [], relay };
        const transport = world.create(options, (event) => events.push(event));
        await world.until(() => events.at(-1)?.type === 'stranded');
        transport.close();
      }
    },
  },
  {
    name: 'sending before it is open does nothing',
    run: (world) => {
      const end = createEnd(world, true, () => undefined);
      end.transport.send(Uint8Array.of(1));
      end.transport.close();
      return Promise.resolve();
    },
  },
];

async function open(world: TransportWorld): Promise<Pair> {
  const signals: { readonly to: 'guest' | 'host'; readonly json: string }[] = [];
  const guest = createEnd(world, true, (json) => signals.push({ to: 'host', json }));
  const host = createEnd(world, false, (json) => signals.push({ to: 'guest', json }));
  const pair = { guest, host };
  await world.until(() => {
    for (const { to, json } of signals.splice(0)) pair[to].transport.signal(json);
    return isOpen(guest) && isOpen(host);
  });
  return pair;
}

/** @param greeting is sent from within the open event */
function createEnd(
  world: TransportWorld,
  isInitiator: boolean,
  signal: (json: string) => void,
  greeting: Uint8Array | null = null,
): End {
  const events: TransportEvent[] = [];
  const transport = world.create({ isInitiator, iceServers: [], relay: 'where-needed' }, (event) => {
    events.push(event);
    if (event.type === 'signal') signal(event.json);
    if (event.type === 'open' && greeting !== null) transport.send(greeting);
  });
  return { transport, events };
}

function close({ guest, host }: Pair): void {
  guest.transport.close();
  host.transport.close();
}

function isOpen({ events }: End): boolean {
  return events.some(({ type }) => type === 'open');
}

function messagesOf({ events }: End): readonly Uint8Array[] {
  return events.flatMap((event) => (event.type === 'message' ? [event.bytes] : []));
}

function check(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise);
}
