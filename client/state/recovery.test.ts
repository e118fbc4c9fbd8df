/** Chats that come back by themselves, whatever went away: GC/1 section 8, "Recovery". */
import { describe, expect, test } from 'vitest';
import { encodeFrame, parseFrame } from '../protocol/frame.ts';
import type { PageEvent } from '../session/ports.ts';
import type { GuestRecord } from './chat-record.ts';
import { closePage } from './testing/close-page.ts';
import { presence, texts } from './testing/seen.ts';
import { createWorld, hs1Count, type GuestPerson, type HostPerson, type World } from './testing/world.ts';

/** The promise: live again so soon after the cause is gone. */
const HEALED_WITHIN_MS = 3_000;
const PARKED_AFTER_MS = 30_000;

interface Couple {
  readonly world: World;
  readonly maya: HostPerson;
  readonly ana: GuestPerson;
  readonly chatId: string;
}

async function meet(seed?: string): Promise<Couple> {
  const world = createWorld(seed);
  const maya = await world.createHost();
  const { id, link } = await maya.invite();
  const ana = await world.join(link);
  await world.clock.advance(500);
  return { world, maya, ana, chatId: id };
}

/** Both write, and both get everything, once and in order. */
async function expectWhole({ world, maya, ana, chatId }: Couple, before: readonly string[]): Promise<void> {
  expect(presence(ana.chat())).toBe('online');
  expect(presence(maya.chat())).toBe('online');
  ana.guest.send('', 'from Ana', null);
  await world.clock.advance(50);
  maya.host.send(chatId, 'from Maya', null);
  await world.clock.advance(50);
  for (const chat of [ana.chat(), maya.chat()]) expect(texts(chat)).toEqual([...before, 'from Ana', 'from Maya']);
}

describe('silence without a word', () => {
  test.each([0, 700, 4_000, 9_000, 31_000, 60_000])(
    'of the whole network for %i ms: live again within 3 s of its end',
    async (outageMs) => {
      const couple = await meet(`outage ${outageMs}`);
      const { world, ana } = couple;
      world.network.cut();
      world.server.cut();
      ana.guest.send('', 'into the void', null);
      await world.clock.advance(outageMs);
      world.network.mend();
      world.server.mend();
      // A shorter silence has not been noticed yet; noticing takes 4.5 s.
      await world.clock.advance(HEALED_WITHIN_MS + Math.max(0, 4_500 - outageMs));
      await expectWhole(couple, ['into the void']);
    },
  );

  test('of all that was open, as when an address changes: live again within 6 s', async () => {
    const couple = await meet();
    const { world, ana } = couple;
    world.network.cut();
    world.server.cut();
    world.network.mend();
    world.server.mend();
    ana.guest.send('', 'from the train', null);
    await world.clock.advance(4_400);
    expect(presence(ana.chat())).toBe('online');
    await world.clock.advance(1_600);
    await expectWhole(couple, ['from the train']);
  });

  test('of all that was open, where the browser says so of the way to the other side alone', async () => {
    const couple = await meet();
    const { world } = couple;
    world.network.cut();
    world.server.cut();
    world.network.mend();
    world.server.mend();
    world.network.fail();
    await world.clock.advance(HEALED_WITHIN_MS);
    await expectWhole(couple, []);
  });

  test('of the connection alone, while the server is there: live again within 3 s of its end', async () => {
    const couple = await meet();
    const { world } = couple;
    await world.clock.advance(PARKED_AFTER_MS);
    world.network.cut();
    await world.clock.advance(47_000);
    world.network.mend();
    await world.clock.advance(HEALED_WITHIN_MS);
    await expectWhole(couple, []);
  });

  test.each(['host', 'guest'] as const)('is noticed when the %s is hidden', async (who) => {
    const { world, maya, ana } = await meet();
    (who === 'host' ? maya : ana).page.emit('hidden');
    await world.clock.advance(10);
    world.network.cut();
    await world.clock.advance(4_600);
    expect(presence(maya.chat())).toBe('offline');
    expect(presence(ana.chat())).toBe('offline');
  });

  test('is noticed when both are hidden, only later, and they meet again without being seen', async () => {
    const couple = await meet();
    const { world, maya, ana } = couple;
    maya.page.emit('hidden');
    ana.page.emit('hidden');
    await world.clock.advance(10);
    world.network.cut();
    world.network.mend();
    await world.clock.advance(23_000 + HEALED_WITHIN_MS);
    expect(presence(maya.chat())).toBe('away');
    expect(presence(ana.chat())).toBe('away');
    maya.page.emit('visible');
    ana.page.emit('visible');
    await world.clock.advance(100);
    await expectWhole(couple, []);
  });
});

describe('recovering', () => {
  const EVENTS: readonly PageEvent[] = ['visible', 'online', 'resumed'];

  test.each(EVENTS)('on "%s" finds a dead connection within two seconds and replaces it', async (event) => {
    const couple = await meet();
    const { world, ana } = couple;
    world.network.cut();
    world.network.mend();
    ana.page.emit(event);
    await world.clock.advance(1_900);
    expect(presence(ana.chat())).toBe('online');
    await world.clock.advance(300);
    await expectWhole(couple, []);
  });

  test.each(EVENTS)('of the host on "%s" sees within two seconds that the guest does not answer', async (event) => {
    const { world, maya } = await meet();
    world.network.cut();
    maya.page.emit(event);
    await world.clock.advance(2_000);
    expect(presence(maya.chat())).toBe('offline');
  });

  test('ends a pause: the next try is now', async () => {
    const couple = await meet();
    const { world, maya, ana } = couple;
    world.network.cut();
    world.server.cut();
    ana.page.emit('hidden');
    await world.clock.advance(120_000);
    world.network.mend();
    world.server.mend();
    for (const { page } of [maya, ana]) page.emit('visible');
    for (const { page } of [maya, ana]) page.emit('online');
    await world.clock.advance(500);
    await expectWhole(couple, []);
  });

  test('a hundred times in a row costs a PING each, and no attempt', async () => {
    const couple = await meet();
    const { world, maya, ana } = couple;
    const attempts = hs1Count(world);
    const before = world.network.messages();
    for (let i = 0; i < 100; i += 1) {
      for (const event of EVENTS) {
        ana.page.emit(event);
        maya.page.emit(event);
      }
    }
    await world.clock.advance(100);
    expect(hs1Count(world)).toBe(attempts);
    // Each side tells a hundred times that it is seen, and asks once.
    expect(world.network.messages() - before).toBeLessThanOrEqual(2 * 100 + 2 * 2);
    await expectWhole(couple, []);
  });

  test('a hundred times in a row, in the middle of an attempt, ends no attempt and begins none', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { id, link } = await maya.invite();
    const ana = await world.join(link);
    const couple = { world, maya, ana, chatId: id };
    for (let i = 0; i < 100; i += 1) {
      ana.page.emit('resumed');
      maya.page.emit('resumed');
      if (i % 10 === 0) await world.clock.advance(1);
    }
    await world.clock.advance(500);
    expect(hs1Count(world)).toBe(1);
    await expectWhole(couple, []);
  });

  test('a hundred times in a row opens no room again that is open', async () => {
    const { world, maya } = await meet();
    const before = world.server.opened.length;
    for (let i = 0; i < 100; i += 1) maya.page.emit('online');
    await world.clock.advance(5_000);
    expect(world.server.opened).toHaveLength(before);
  });

  test('gives up an attempt that began on a network that is gone, not one that is just slow', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { link } = await maya.invite();
    let isLost = true;
    world.server.onFrame = () => !isLost;
    const ana = await world.join(link);
    await world.clock.advance(4_000);
    isLost = false;
    ana.page.emit('online');
    await world.clock.advance(500);
    expect(ana.chat().phase).toEqual({ is: 'waiting', why: 'connecting' });
    await world.clock.advance(1_000);
    ana.page.emit('online');
    await world.clock.advance(500);
    expect(presence(ana.chat())).toBe('online');
  });

  test('does nothing for a chat that is over', async () => {
    const { world, ana, maya, chatId } = await meet();
    maya.host.end(chatId);
    await world.clock.advance(100);
    const attempts = hs1Count(world);
    ana.page.emit('online');
    maya.page.emit('online');
    await world.clock.advance(60_000);
    expect(hs1Count(world)).toBe(attempts);
    expect(ana.chat().phase).toEqual({ is: 'ended', by: 'other' });
  });
});

describe('the server', () => {
  test('is left by the guest half a minute after the chat is live, without a word about it; the host stays', async () => {
    const couple = await meet();
    const { world, maya, ana } = couple;
    await world.clock.advance(PARKED_AFTER_MS - 1_000);
    expect(world.server.connections()).toBe(2);
    await world.clock.advance(1_000);
    expect(world.server.connections()).toBe(1);
    expect(maya.host.view.get().server).toBe('connected');
    await world.clock.advance(3_600_000);
    expect(world.server.connections()).toBe(1);
    expect(ana.chat().phase).toEqual({ is: 'open', presence: 'online', banner: null });
    await expectWhole(couple, []);
  });

  test('is asked for again as soon as the other side is late to answer, and only then', async () => {
    const { world, ana } = await meet();
    await world.clock.advance(PARKED_AFTER_MS);
    for (let i = 0; i < 100; i += 1) ana.page.emit('resumed');
    await world.clock.advance(2_100);
    expect(world.server.connections()).toBe(1);
    world.network.cut();
    ana.page.emit('resumed');
    await world.clock.advance(700);
    expect(world.server.connections()).toBe(1);
    // Before the other side is given up.
    await world.clock.advance(200);
    expect(world.server.connections()).toBe(2);
    expect(presence(ana.chat())).toBe('online');
  });

  test('is back in use at once when the host leaves, and given up again half a minute after they met again', async () => {
    const couple = await meet();
    const { world, maya } = couple;
    await world.clock.advance(PARKED_AFTER_MS);
    maya.page.emit('leaving');
    await world.clock.advance(10);
    expect(world.server.connections()).toBe(2);
    await world.clock.advance(2_000);
    await expectWhole(couple, []);
    await world.clock.advance(PARKED_AFTER_MS);
    expect(world.server.connections()).toBe(1);
  });

  test('is kept by a guest who is waiting for the host, however long', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { link } = await maya.invite();
    maya.unplug();
    const ana = await world.join(link);
    await world.clock.advance(10 * PARKED_AFTER_MS);
    expect(world.server.connections()).toBe(1);
    expect(ana.chat().phase).toEqual({ is: 'waiting', why: 'host-away' });
  });

  test('that is gone when a guest needs it again is said to be missing, and found when it is back', async () => {
    const couple = await meet();
    const { world, ana } = couple;
    await world.clock.advance(PARKED_AFTER_MS);
    world.server.stop();
    await world.clock.advance(60_000);
    expect(ana.chat().phase).toEqual({ is: 'open', presence: 'online', banner: null });
    world.network.cut();
    await world.clock.advance(7_000);
    expect(ana.chat().phase).toEqual({ is: 'open', presence: 'offline', banner: 'reconnecting' });
    world.network.mend();
    world.server.restart();
    await world.clock.advance(HEALED_WITHIN_MS);
    await expectWhole(couple, []);
  });

  test('that refused a room for long is asked again at once when there is reason to, and once', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    world.server.onOpen = () => 'refused';
    maya.host.createInvite({
      label: '',
      lifetimeSeconds: 86_400,
      password: '',
      isAdmissionAsked: false,
      isRelayOnly: false,
      silenceDays: 10,
      disappearAfterSeconds: 0,
    });
    await world.clock.advance(130_000);
    world.server.onOpen = () => 'open';
    for (let i = 0; i < 100; i += 1) maya.page.emit('online');
    await world.clock.advance(10);
    expect(world.server.opened).toHaveLength(1);
  });

  test('over a dead connection is noticed by a guest who waits, at once when there is reason to look', async () => {
    for (const event of ['resumed', null] as const) {
      const world = createWorld();
      const maya = await world.createHost();
      const { link } = await maya.invite();
      maya.unplug();
      const ana = await world.join(link);
      await world.clock.advance(60_000);
      world.server.cut();
      world.server.mend();
      maya.browser.locks.crashHolders();
      const back = await world.createHost(maya.browser);
      if (event !== null) ana.page.emit(event);
      // Without: the next join goes unanswered for ten seconds, then the connection is looked at.
      await world.clock.advance(event === null ? 15_000 + 10_000 + 3_000 : 3_000);
      expect(presence(ana.chat())).toBe('online');
      expect(presence(back.chat())).toBe('online');
    }
  });

  test('that does not answer an opening, or refuses it, is asked again; the other rooms are open meanwhile', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const first = await maya.invite({ label: 'first' });
    const second = await maya.invite({ label: 'second' });
    const [refused] = world.server.opened;
    for (const outcome of ['refused', 'offline'] as const) {
      world.server.onOpen = (roomId) => (roomId === refused ? outcome : 'open');
      world.server.stop();
      await world.clock.advance(10);
      world.server.opened.length = 0;
      world.server.restart();
      await world.clock.advance(2_000);
      expect(world.server.opened).toHaveLength(1);
      world.server.onOpen = () => 'open';
      await world.clock.advance(5_000);
      expect(world.server.opened).toHaveLength(2);
    }
    for (const { link } of [first, second]) {
      const guest = await world.join(link);
      await world.clock.advance(500);
      expect(presence(guest.chat())).toBe('online');
    }
  });
});

test('what belongs to an older attempt changes nothing, whenever it comes', async () => {
  const couple = await meet();
  const { world, ana } = couple;
  const old = [...world.server.relayed].filter(([type]) => type !== 1);
  expect(old.length).toBeGreaterThan(5);
  world.network.cut();
  world.network.mend();
  ana.page.emit('resumed');
  await world.clock.advance(1_990);
  // Before, in every step of, and after the next attempt.
  for (let step = 0; step < 100; step += 1) {
    world.server.repeat(old);
    await world.clock.advance(1);
  }
  expect(hs1Count(world)).toBe(2);
  await expectWhole(couple, []);
});

test('a guest who was lied to, and whose seat the host then gave again, looks for the host where the link leads', async () => {
  const world = createWorld();
  const maya = await world.createHost();
  const { link } = await maya.invite();
  // Committed here, and the host does not know.
  world.server.onFrame = (frame, direction) => !(direction === 'to-host' && frame[0] === 4);
  const ana = await world.join(link);
  await world.clock.advance(500);
  const resumes: Uint8Array[] = [];
  world.server.onFrame = (bytes, direction) => {
    const frame = parseFrame(bytes);
    if (frame?.type === 'hs1' && frame.kind === 'resume') {
      resumes.push(bytes);
      const lie = encodeFrame({ type: 'err', attempt: frame.attempt, code: 'state', left: 0 });
      void world.clock.settle().then(() => {
        world.server.repeat([lie]);
      });
      return false;
    }
    // READY, of a second first contact.
    return !(direction === 'to-guest' && frame?.type === 'sig');
  };
  const second = await world.join(link, { browser: closePage<GuestRecord>(ana) });
  await world.clock.advance(5_000);
  expect(resumes).toHaveLength(1);
  world.server.onFrame = () => true;
  const third = await world.join(link, { browser: closePage<GuestRecord>(second) });
  await world.clock.advance(10_000);
  expect(presence(third.chat())).toBe('online');
  expect(presence(maya.chat())).toBe('online');
});
