/**
 * What one address may ask of the server, and one room of everybody: connections at once, new connections, new rooms,
 * joins. It must not know sockets or what a room is; addresses come as keys.
 */
import type { AddressKeys } from './address.ts';
import { createBudget, type Terms } from './budget.ts';
import type { Config } from './config.ts';

export type Limits = ReturnType<typeof createLimits>;

/** A network may do as much as so many of its addresses together. */
const WIDE_FACTOR = 16;
/** A handshake and its connection data are about 40 frames; a seat may see several attempts, but carries no chat. */
const FRAMES: Terms = { burst: 400, perSecond: 4 };

export function createLimits(terms: Config['limits'], now: () => number) {
  const connections = createCounts(terms.addressConnections);
  const connects = createAddressBudget(terms.connects, now);
  const joins = createAddressBudget(terms.joins, now);
  const roomJoins = createBudget(terms.roomJoins, now);
  return {
    /** Why there is no further connection, or null. It counts from `hold` on, until what that returns is called. */
    refusal: (keys: AddressKeys) => (connections.isFull(keys) ? 'crowded' : connects.take(keys) ? null : 'rate'),
    hold: connections.add,
    /** TCP connections; a browser that fetches the page uses several at once, beside the one that stays. */
    wires: createCounts(terms.addressConnections * 2),
    /** New rooms. */
    opens: createAddressBudget(terms.opens, now),
    /** Asked for rooms that do not exist too, so that the answer says nothing about them. */
    takeJoin: (keys: AddressKeys, roomId: string) => joins.take(keys) && roomJoins.take(roomId),
    /** By the guest seat that a frame comes from or goes to. */
    frames: createBudget(FRAMES, now),
  };
}

/** As many entries as there are things to count. */
function createCounts(max: number) {
  const counts = new Map<string, number>();
  const change = ({ narrow, wide }: AddressKeys, by: 1 | -1): void => {
    for (const key of [narrow, wide]) {
      const count = (counts.get(key) ?? 0) + by;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    }
  };
  return {
    isFull: ({ narrow, wide }: AddressKeys): boolean =>
      (counts.get(narrow) ?? 0) >= max || (counts.get(wide) ?? 0) >= max * WIDE_FACTOR,
    add: (keys: AddressKeys): (() => void) => {
      change(keys, 1);
      return () => change(keys, -1);
    },
  };
}

function createAddressBudget({ burst, perSecond }: Terms, now: () => number) {
  const narrow = createBudget({ burst, perSecond }, now);
  const wide = createBudget({ burst: burst * WIDE_FACTOR, perSecond: perSecond * WIDE_FACTOR }, now);
  return { take: (keys: AddressKeys, cost?: 0 | 1) => narrow.take(keys.narrow, cost) && wide.take(keys.wide, cost) };
}
