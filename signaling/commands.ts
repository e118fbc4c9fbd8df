/**
 * What each event of a client does to the rooms, and what it costs. It must not look into a frame, and knows connections
 * only as callers.
 *
 *     open    host      open | unavailable | full | limited       seats the host, tells the guests
 *     join    guest     joined | busy | unavailable | limited     seats a guest, tells the host
 *     leave   anyone    done                                      frees the seat, tells the other side
 *     relay   seated    handed | gone | unavailable | limited     one opaque frame to the other side
 *     revoke  owner     done | unavailable                        removes the room, tells the guests
 *     ice     seated    ok | unavailable                          STUN, and TURN once the other side is there
 *
 * What they carry is in wire.ts. Any may be answered `malformed`.
 */
import { createHmac } from 'node:crypto';
import type { AddressKeys, Sources } from './address.ts';
import type { Config } from './config.ts';
import type { Limits } from './limits.ts';
import { parse, type Command, type Request } from './parse.ts';
import type { Eventually, Outcome, Rooms } from './rooms.ts';
import { toTurnServer } from './turn.ts';
import type { ClientToServerEvents, Relay } from './wire.ts';

type Answer<C extends Command> = Parameters<Parameters<ClientToServerEvents[C]>[1]>[0];

type Run<C extends Command> = (caller: Caller, request: Request<C>) => Eventually<Outcome<Answer<C>>>;

/** Who says it: one connection. */
export type Caller = Readonly<{ socketId: string; keys: AddressKeys }>;

interface CommandOptions extends Sources {
  readonly config: Pick<Config, 'stunUrls' | 'turn'>;
  readonly rooms: Rooms;
  readonly limits: Limits;
  /** Hands a frame to another connection; whether that is still there. */
  readonly deliver: (socketId: string, relay: Relay) => boolean;
}

/** Nobody else hears of it. */
const only = <A>(answer: A): Outcome<A> => ({ answer, notices: [] });

/** A command takes its argument as it arrived. Null: malformed. */
export function createCommands(options: CommandOptions) {
  const { config, rooms, limits, now, randomBytes, deliver } = options;
  const { stunUrls, turn } = config;
  const seatKey = randomBytes(32);
  return {
    open: command('open', async ({ socketId, keys }, opening) => {
      const { isNew, ...outcome } = await rooms.open(socketId, opening, now(), limits.opens.take(keys, 0));
      if (isNew) limits.opens.take(keys);
      return outcome;
    }),
    join: command('join', ({ socketId, keys }, { roomId, token }) =>
      limits.takeJoin(keys, roomId) ? rooms.join(socketId, roomId, token, now()) : only({ status: 'limited' }),
    ),
    leave: command('leave', ({ socketId }, { roomId }) => rooms.leave(socketId, roomId)),
    revoke: command('revoke', (_caller, { roomId, ownerToken }) => rooms.revoke(roomId, ownerToken, now())),
    relay: command('relay', async ({ socketId }, relay) => {
      const reach = await rooms.reach(socketId, relay.roomId, now());
      if (reach === null) return only({ status: 'unavailable' });
      const other = reach.get(relay.peer);
      if (other === undefined) return only({ status: 'gone' });
      if (!limits.frames.take(relay.peer)) return only({ status: 'limited' });
      return only({ status: deliver(other, relay) ? 'handed' : 'gone' });
    }),
    ice: command('ice', async ({ socketId }, { roomId }) => {
      const reach = await rooms.reach(socketId, roomId, now());
      if (reach === null) return only({ status: 'unavailable' });
      const stun = stunUrls.length === 0 ? [] : [{ urls: [...stunUrls] }];
      const seatId = createHmac('sha256', seatKey).update(`${socketId} ${roomId}`).digest().subarray(0, 12);
      const relays = turn === null || reach.size === 0 ? [] : [toTurnServer(turn, now(), seatId)];
      return only({ status: 'ok', iceServers: [...stun, ...relays] });
    }),
  };
}

function command<C extends Command>(name: C, run: Run<C>) {
  const parseRequest: (value: unknown) => Request<C> | null = parse[name];
  return (caller: Caller, value: unknown) => {
    const request = parseRequest(value);
    return request === null ? null : run(caller, request);
  };
}
