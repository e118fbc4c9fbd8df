/** Ways to the other side that weaken, break, or are not there at all: GC/1 section 8. */
import { describe, expect, test } from 'vitest';
import type { IceServer } from '../session/ports.ts';
import { presence, texts } from './testing/seen.ts';
import { createWorld, type GuestPerson, type HostPerson, type World } from './testing/world.ts';

const STUN: IceServer = { urls: ['stun:stun.example.org'] };
const TURN: IceServer = { urls: ['turn:turn.example.org'], username: 'u', credential: 'c' };

interface Couple {
  readonly world: World;
  readonly maya: HostPerson;
  readonly ana: GuestPerson;
  readonly chatId: string;
}

async function meet(iceServers: readonly IceServer[] = [], isRelayOnly = false): Promise<Couple> {
  const world = createWorld();
  world.server.iceServers = iceServers;
  const maya = await world.createHost();
  const { id, link } = await maya.invite({ isRelayOnly });
  const ana = await world.join(link);
  await world.clock.advance(500);
  return { world, maya, ana, chatId: id };
}

function banner({ chat }: GuestPerson): unknown {
  const { phase } = chat();
  return phase.is === 'open' ? phase.banner : phase;
}

async function expectWhole({ world, maya, ana, chatId }: Couple): Promise<void> {
  ana.guest.send('', 'from Ana', null);
  await world.clock.advance(50);
  maya.host.send(chatId, 'from Maya', null);
  await world.clock.advance(50);
  for (const chat of [ana.chat(), maya.chat()]) expect(texts(chat)).toEqual(['from Ana', 'from Maya']);
}

describe('a way that weakens', () => {
  test('for three seconds is nothing', async () => {
    const { world, ana, maya } = await meet();
    world.network.setPathsAlive(false);
    await world.clock.advance(3_000);
    expect(banner(ana)).toBeNull();
    world.network.setPathsAlive(true);
    await world.clock.advance(60_000);
    expect(banner(ana)).toBeNull();
    expect(presence(maya.chat())).toBe('online');
    expect(world.network.made).toHaveLength(1);
  });

  test('for five shows, and is over when it is back', async () => {
    const { world, ana } = await meet();
    world.network.setPathsAlive(false);
    await world.clock.advance(5_000);
    expect(banner(ana)).toBe('reconnecting');
    world.network.setPathsAlive(true);
    await world.clock.advance(10);
    expect(banner(ana)).toBeNull();
    expect(world.network.made).toHaveLength(1);
  });

  test('for eight is replaced, and carries what is said until then', async () => {
    const couple = await meet();
    const { world, maya, ana, chatId } = couple;
    world.network.setPathsAlive(false);
    await world.clock.advance(7_900);
    expect(world.network.made).toHaveLength(1);
    world.network.isReachable = () => false;
    await world.clock.advance(500);
    expect(world.network.made).toHaveLength(2);
    ana.guest.send('', 'from Ana', null);
    await world.clock.advance(50);
    expect(texts(maya.chat(chatId))).toEqual(['from Ana']);
    const since = ana.chat().connection.sinceUnixMs ?? 0;
    world.network.isReachable = () => true;
    world.network.mend();
    await world.clock.advance(500);
    expect(banner(ana)).toBeNull();
    expect(ana.chat().connection.sinceUnixMs).toBeGreaterThan(since);
    maya.host.send(chatId, 'from Maya', null);
    await world.clock.advance(50);
    for (const chat of [ana.chat(), maya.chat()]) expect(texts(chat)).toEqual(['from Ana', 'from Maya']);
  });

  test('is asked about, so that its silence is noticed also between two who are hidden and seldom ask', async () => {
    const { world, maya, ana } = await meet();
    for (const { page } of [maya, ana]) page.emit('hidden');
    await world.clock.advance(10);
    world.network.setPathsAlive(false);
    await world.clock.advance(10);
    world.network.cut();
    await world.clock.advance(4_100);
    expect(presence(maya.chat())).toBe('offline');
    expect(presence(ana.chat())).toBe('offline');
  });

  test('and is silent is shown after four seconds, to both', async () => {
    const { world, maya, ana } = await meet();
    world.network.setPathsAlive(false);
    await world.clock.advance(10);
    world.network.cut();
    await world.clock.advance(4_100);
    expect(presence(maya.chat())).toBe('offline');
    expect(banner(ana)).toBe('reconnecting');
  });
});

test('a way that failed is replaced at once', async () => {
  const couple = await meet();
  const { world } = couple;
  world.network.fail();
  await world.clock.advance(100);
  expect(world.network.made).toHaveLength(2);
  await expectWhole(couple);
});

test('a device that moves to another network asks at once, and replaces what does not answer', async () => {
  const couple = await meet();
  const { world, ana } = couple;
  world.network.cut();
  world.network.mend();
  ana.page.emit('moved');
  await world.clock.advance(2_300);
  expect(world.network.made).toHaveLength(2);
  await expectWhole(couple);
});

describe('when no way is found', () => {
  /** Ana's link is open, her way to Maya is not. */
  async function meetInVain(iceServers: readonly IceServer[], isRelayOnly = false): Promise<Couple> {
    const world = createWorld();
    world.server.iceServers = iceServers;
    world.network.isReachable = () => false;
    const maya = await world.createHost();
    const { id, link } = await maya.invite({ isRelayOnly });
    return { world, maya, ana: await world.join(link), chatId: id };
  }

  test('two attempts go any way, the next two through the relay alone, and so on', async () => {
    const { world } = await meetInVain([STUN, TURN]);
    await world.clock.advance(110_000);
    expect(world.network.made.slice(0, 5)).toEqual([
      'where-needed',
      'where-needed',
      'own-side',
      'own-side',
      'where-needed',
    ]);
  });

  test('the relay is what connects them, and the next attempt after that may go any way', async () => {
    const couple = await meetInVain([STUN, TURN]);
    const { world } = couple;
    world.network.isReachable = (relay) => relay === 'own-side';
    await world.clock.advance(45_000);
    await expectWhole(couple);
    world.network.fail();
    await world.clock.advance(1_000);
    expect(world.network.made).toEqual(['where-needed', 'where-needed', 'own-side', 'where-needed']);
  });

  test('and something has changed for the better, any way may be taken again', async () => {
    const { world, ana } = await meetInVain([STUN, TURN]);
    await world.clock.advance(45_000);
    expect(world.network.made).toHaveLength(3);
    await world.clock.advance(6_000);
    ana.page.emit('online');
    await world.clock.advance(500);
    expect(world.network.made.at(-1)).toBe('where-needed');
  });

  test('without a relay no attempt waits for one', async () => {
    const { world } = await meetInVain([STUN]);
    await world.clock.advance(90_000);
    expect(new Set(world.network.made)).toEqual(new Set(['where-needed']));
  });

  test('each attempt asks for credentials of its own, so that those that ran out or were refused are not used again', async () => {
    const { world } = await meetInVain([STUN, TURN]);
    await world.clock.advance(90_000);
    expect(world.network.made.length).toBeGreaterThan(3);
    // Both sides ask.
    expect(world.server.iceCount).toBe(2 * world.network.made.length);
  });

  test.each([
    ['the guest', 1],
    ['the host', 2],
  ])(
    'a relay that refuses %s at first costs a second, as the next attempt asks it with fresh credentials',
    async (_who, refused) => {
      const couple = await meetInVain([STUN, TURN], true);
      const { world } = couple;
      let asked = 0;
      world.network.isReachable = () => true;
      world.network.hasRelay = () => {
        asked += 1;
        return asked !== refused;
      };
      await world.clock.advance(2_000);
      expect(world.network.made).toEqual(['both-sides', 'both-sides']);
      expect(world.server.iceCount).toBe(4);
      await expectWhole(couple);
    },
  );

  test('a relay that refuses everybody is asked again and again, and ever more seldom', async () => {
    const { world, ana } = await meetInVain([TURN], true);
    world.network.hasRelay = () => false;
    await world.clock.advance(26_000);
    expect(banner(ana)).toEqual({ is: 'no-way', tried: 'relay' });
    expect(world.network.made.length).toBeGreaterThan(4);
    await world.clock.advance(600_000);
    expect(world.network.made.length).toBeLessThan(20);
  });

  test('a chat through the relay alone stays so', async () => {
    const { world } = await meetInVain([STUN, TURN], true);
    await world.clock.advance(90_000);
    expect(new Set(world.network.made)).toEqual(new Set(['both-sides']));
  });

  test.each([
    ['nearby', [], false],
    ['direct', [STUN], false],
    ['direct-and-relay', [STUN, TURN], false],
    ['relay', [STUN, TURN], true],
    ['no-relay', [STUN], true],
  ] as const)('it is said after 25 seconds what was tried: %s', async (tried, iceServers, isRelayOnly) => {
    const { world, ana } = await meetInVain(iceServers, isRelayOnly);
    await world.clock.advance(24_900);
    expect(ana.chat().phase).toMatchObject({ banner: 'still-trying' });
    await world.clock.advance(1_000);
    expect(banner(ana)).toEqual({ is: 'no-way', tried });
  });

  test('the host is told too, and neither any more once they have met', async () => {
    const couple = await meetInVain([STUN]);
    const { world, maya, ana } = couple;
    await world.clock.advance(26_000);
    const noWay = { is: 'no-way', tried: 'direct' };
    expect(maya.chat().phase).toMatchObject({ presence: 'offline', banner: noWay });
    expect(banner(ana)).toEqual(noWay);
    world.network.isReachable = () => true;
    world.network.mend();
    await world.clock.advance(2_000);
    expect(maya.chat().phase).toMatchObject({ presence: 'online', banner: null });
    await expectWhole(couple);
  });

  test('a person who asks for another try is told of the trying again, and gets one', async () => {
    const { world, ana } = await meetInVain([STUN]);
    await world.clock.advance(26_000);
    const attempts = world.network.made.length;
    ana.guest.retry('');
    await world.clock.advance(500);
    expect(banner(ana)).toBe('still-trying');
    expect(world.network.made.length).toBeGreaterThan(attempts);
  });

  test('it is not said of a host who is away', async () => {
    const { world, maya, ana } = await meetInVain([STUN]);
    await world.clock.advance(26_000);
    maya.unplug();
    await world.clock.advance(30_000);
    expect(banner(ana)).not.toMatchObject({ is: 'no-way' });
  });
});

describe('the connection', () => {
  test('is there since both were live, and says which way it takes', async () => {
    const { world, maya, ana, chatId } = await meet([STUN]);
    const { connection } = ana.chat();
    expect(connection).toMatchObject({ tried: 'direct', isStuck: false });
    expect(world.clock.now() - (connection.sinceUnixMs ?? 0)).toBeLessThan(500);
    const path = { path: 'direct', protocol: 'udp', roundTripMs: 2 };
    expect(await ana.guest.inspect('')).toEqual(path);
    expect(await maya.host.inspect(chatId)).toEqual(path);
  });

  test('takes no way once it is gone', async () => {
    const { world, maya, ana, chatId } = await meet();
    maya.page.emit('leaving');
    world.network.isReachable = () => false;
    await world.clock.advance(10);
    expect(ana.chat().connection.sinceUnixMs).toBeNull();
    expect(await ana.guest.inspect('')).toBeNull();
    expect(await maya.host.inspect('another')).toBeNull();
    expect(chatId).not.toBe('another');
  });
});
