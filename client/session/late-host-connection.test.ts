import { describe, expect, test } from 'vitest';
import type { HostConnection } from './host-connection.ts';
import { createLateHostConnection } from './late-host-connection.ts';

/** A connection whose code is on its way, and what it was told since it came. */
function setUp() {
  const told: string[] = [];
  const tell = (what: string) => (): void => void told.push(what);
  const real: HostConnection = {
    state: () => ({ isJoining: true, waiting: [], isFlooded: false, presence: 'online' }),
    link: () => ({ tried: 'direct', isStuck: false, sinceUnixMs: 1 }),
    stats: () => Promise.resolve(null),
    owns: () => true,
    start: (isUp) => void told.push(`start ${isUp ? 'up' : 'down'}`),
    signalingEvent: ({ type }) => void told.push(type),
    pageChanged: (event) => void told.push(event),
    tellTyping: tell('typing'),
    deliveryFailed: (why) => void told.push(why),
    admit: tell('admit'),
    decline: tell('decline'),
    forgive: tell('forgive'),
    leave: tell('leave'),
    stop: () => {
      told.push('stop');
      return Promise.resolve();
    },
  };
  let arrive: (create: (() => HostConnection) | null) => void = () => undefined;
  const creating = new Promise<(() => HostConnection) | null>((resolve) => {
    arrive = resolve;
  });
  const late = createLateHostConnection(creating, { outOfStep: tell('out of step') });
  return {
    told,
    late,
    come: async (isStillWanted = true) => {
      arrive(isStillWanted ? () => real : null);
      await creating;
    },
  };
}

describe('before its code is here', () => {
  test('a connection answers for nobody', async () => {
    const { late, told, come } = setUp();
    expect(late.state()).toEqual({ isJoining: false, waiting: [], isFlooded: false, presence: 'offline' });
    expect(late.link()).toEqual({ tried: null, isStuck: false, sinceUnixMs: null });
    expect(await late.stats()).toBe(null);
    late.pageChanged('online');
    late.admit('ana');
    late.tellTyping(true);
    await come();
    expect(told).toEqual([]);
  });

  test('what does not fit is told all the same', () => {
    const { late, told } = setUp();
    late.deliveryFailed('storage');
    late.deliveryFailed('out-of-step');
    expect(told).toEqual(['out of step']);
  });
});

describe('when its code comes', () => {
  test('it starts, knowing whether the server is there by now', async () => {
    const { late, told, come } = setUp();
    late.start(false);
    late.signalingEvent({ type: 'connected', hasTurn: false, abuseContact: null, isNearbyOnly: false });
    await come();
    expect(told).toEqual(['start up']);
    late.pageChanged('online');
    void late.stop();
    expect(told).toEqual(['start up', 'online', 'stop']);
    expect(late.state().presence).toBe('online');
  });

  test('what was stopped meanwhile only comes off the server', async () => {
    const { late, told, come } = setUp();
    late.start(true);
    const off = late.stop();
    await come();
    await off;
    expect(told).toEqual(['stop']);
  });

  test('what was left to another page is not touched', async () => {
    const { late, told, come } = setUp();
    late.start(true);
    late.leave();
    await come();
    expect(told).toEqual([]);
  });

  test('a page that has lost the chats begins nothing', async () => {
    const { late, told, come } = setUp();
    late.start(true);
    let isOff = false;
    void late.stop().then(() => {
      isOff = true;
    });
    await come(false);
    await new Promise(setImmediate);
    expect(told).toEqual([]);
    expect(isOff).toBe(false);
    expect(late.state().presence).toBe('offline');
  });
});
