import { describe, expect, test } from 'vitest';
import { encodeFrame, parseFrame, type RefusalCode } from '../protocol/frame.ts';
import { StorageError } from './storage-error.ts';
import { createFakeLocks } from './testing/fake-locks.ts';
import { createWorld, hs1Count, type World } from './testing/world.ts';

async function withPassword(): Promise<{ world: World; maya: Awaited<ReturnType<World['createHost']>>; link: string }> {
  const world = createWorld();
  const maya = await world.createHost();
  const { link } = await maya.invite({ password: 'river anchor' });
  return { world, maya, link };
}

/** The server keeps what is said to the host, and answers in its name. */
function keepAndRefuse({ server }: World, code: RefusalCode): void {
  server.onFrame = (frame, direction) => {
    const parsed = parseFrame(frame);
    if (direction === 'to-guest' || parsed?.type !== 'hs1') return true;
    server.repeat([encodeFrame({ type: 'err', attempt: parsed.attempt, code, left: 0 })]);
    return false;
  };
}

describe('a password', () => {
  test('lets in whoever knows it, however its spaces and accents were typed', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { link } = await maya.invite({ password: 'caf\u00e9\u00a0noir' });
    const ana = await world.join(link, { password: 'cafe\u0301 noir' });
    await world.clock.advance(500);
    expect(ana.chat().phase).toMatchObject({ is: 'open', presence: 'online' });
    expect(maya.chat().title).toBe('Ana');
  });

  test('that is wrong is told at once, with the tries that are left, and the host sees it', async () => {
    const { world, maya, link } = await withPassword();
    const ana = await world.join(link, { password: 'wrong' });
    await world.clock.advance(500);
    expect(ana.guest.view.get()).toEqual({ screen: 'password', triesLeft: 9, isTrying: false });
    expect(maya.chat().phase).toMatchObject({ is: 'invited', password: { wrongTries: 1, maxTries: 10 } });
    expect(ana.guest.tryPassword('\u0000')).toBe('bad-password');
    expect(ana.guest.tryPassword('river anchor')).toBeNull();
    expect(ana.guest.view.get()).toMatchObject({ screen: 'password', isTrying: true });
    await world.clock.advance(500);
    expect(ana.chat().phase).toMatchObject({ is: 'open' });
  });

  test('can be guessed ten times, across guests and reloads of the host; then even the right one is refused', async () => {
    const { world, maya, link } = await withPassword();
    const guests = await Promise.all(['a', 'b', 'c'].map((password) => world.join(link, { password })));
    await world.clock.advance(2_000);
    for (let round = 0; round < 3; round += 1) {
      for (const { guest } of guests) if (guest.view.get().screen === 'password') guest.tryPassword(`no ${round}`);
      await world.clock.advance(2_000);
    }
    maya.unplug();
    for (const { unplug } of guests) unplug();
    const again = await world.createHost({ ...maya.browser, locks: createFakeLocks() });
    await world.clock.advance(1_000);
    expect(again.chat().phase).toMatchObject({ password: { wrongTries: 10 } });
    const ana = await world.join(link, { password: 'river anchor' });
    await world.clock.advance(1_000);
    expect(ana.guest.view.get()).toEqual({ screen: 'failure', failure: 'exhausted', canRetry: true });
    again.host.resetPasswordTries(again.chat().id);
    await world.clock.advance(10);
    ana.guest.retry('');
    await world.clock.advance(1_000);
    expect(ana.chat().phase).toMatchObject({ is: 'open' });
  });

  test.each(['password', 'exhausted'] as const)(
    'is nothing that the server can ask for where the link has none: %s',
    async (code) => {
      const world = createWorld();
      const maya = await world.createHost();
      const { link } = await maya.invite();
      keepAndRefuse(world, code);
      const ana = await world.join(link, { password: 'somebody typed this' });
      await world.clock.advance(500);
      expect(ana.chat().phase).toMatchObject({ is: 'waiting' });
      world.server.onFrame = () => true;
      await world.clock.advance(10_000);
      expect(ana.chat().phase).toMatchObject({ is: 'open', presence: 'online' });
    },
  );

  test.each(['password', 'exhausted', 'expired'] as const)(
    'nor the link is anything that the server can speak of to a guest who is in: %s',
    async (code) => {
      const { world, link } = await withPassword();
      const ana = await world.join(link, { password: 'river anchor' });
      await world.clock.advance(2_000);
      ana.unplug();
      keepAndRefuse(world, code);
      const again = await world.join(link, { browser: { ...ana.browser, locks: createFakeLocks() } });
      await world.clock.advance(500);
      expect(again.chat().phase).toMatchObject({ is: 'open', presence: 'offline' });
      world.server.onFrame = () => true;
      await world.clock.advance(10_000);
      expect(again.chat().phase).toMatchObject({ is: 'open', presence: 'online' });
    },
  );

  test('that cannot be counted is not looked at, and is once it can be', async () => {
    const { world, maya, link } = await withPassword();
    const handle = await maya.browser.storage.chats.open(maya.chat().id);
    if (handle === null) throw new Error('no such chat');
    maya.unplug();
    let isFull = true;
    const { chats } = maya.browser.storage;
    const { update } = handle;
    const full = {
      read: handle.read,
      update: (change: Parameters<typeof update>[0]) =>
        isFull ? Promise.reject(new StorageError('quota')) : update(change),
    };
    const storage = { ...maya.browser.storage, chats: { ...chats, open: () => Promise.resolve(full) } };
    const back = await world.createHost({ storage, locks: createFakeLocks() });
    const ana = await world.join(link, { password: 'river anchor' });
    await world.clock.advance(10_000);
    expect(ana.chat().phase).toEqual({ is: 'waiting', why: 'connecting' });
    expect(back.chat().phase).toMatchObject({ is: 'invited', isJoining: false, password: { wrongTries: 0 } });
    isFull = false;
    await world.clock.advance(25_000);
    expect(ana.chat().phase).toMatchObject({ is: 'open' });
  });

  test('of a used link says nothing to a second visitor but that it is used', async () => {
    const { world, maya, link } = await withPassword();
    await world.join(link, { password: 'river anchor' });
    await world.clock.advance(500);
    const mallory = await world.join(link, { name: 'Mallory', password: 'guess' });
    await world.clock.advance(1_000);
    expect(mallory.guest.view.get()).toMatchObject({ screen: 'failure', failure: 'used' });
    expect(maya.chat().hasSomeoneElseTried).toBe(true);
  });

  test('that nobody could type is refused when the invite is made', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const terms = { lifetimeSeconds: 3_600, silenceDays: 10, disappearAfterSeconds: 0 } as const;
    const choices = { label: '', isAdmissionAsked: false, isRelayOnly: false, ...terms };
    expect(maya.host.createInvite({ ...choices, password: 'a\u0007b' })).toEqual({ problem: 'bad-password' });
  });
});

describe('"Ask me before they join"', () => {
  const knock = async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { id, link } = await maya.invite({ isAdmissionAsked: true });
    const ana = await world.join(link);
    await world.clock.advance(500);
    const { phase } = maya.chat();
    const knocking = phase.is === 'invited' ? phase.knocking : [];
    return { world, maya, id, link, ana, knocking };
  };

  test('the host sees who is there; the guest waits and may write already', async () => {
    const { ana, knocking } = await knock();
    expect(knocking).toMatchObject([{ name: 'Ana' }]);
    expect(ana.chat().phase).toEqual({ is: 'waiting', why: 'admission' });
    expect(ana.guest.send('', 'hello', null)).toBeNull();
  });

  test('admitted, the chat opens and what was written arrives', async () => {
    const { world, maya, id, ana, knocking } = await knock();
    ana.guest.send('', 'hello', null);
    maya.host.admit(id, knocking[0]?.guestId ?? '');
    await world.clock.advance(500);
    expect(ana.chat().phase).toMatchObject({ is: 'open', presence: 'online' });
    expect(maya.chat().messages).toMatchObject([{ text: 'hello' }]);
  });

  test('both ask for ICE servers once they are let go on, as credentials grow old while a person thinks', async () => {
    const { world, maya, id, knocking } = await knock();
    const { iceCount } = world.server;
    maya.host.admit(id, knocking[0]?.guestId ?? '');
    await world.clock.advance(500);
    expect(world.server.iceCount - iceCount).toBe(2);
  });

  test('admitted before what the guest said of its connection is looked at, it is the next connection that counts', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { id, link } = await maya.invite({ isAdmissionAsked: true });
    const admitted: string[] = [];
    maya.host.view.subscribe(() => {
      const { phase } = maya.chat();
      const guestId = phase.is === 'invited' ? phase.knocking[0]?.guestId : undefined;
      if (guestId === undefined || admitted.length > 0) return;
      admitted.push(guestId);
      maya.host.admit(id, guestId);
    });
    const ana = await world.join(link);
    await world.clock.advance(500);
    expect(admitted).toHaveLength(1);
    expect(ana.chat().phase).toMatchObject({ is: 'open', presence: 'online' });
    expect(hs1Count(world)).toBe(1);
    expect(world.network.made).toHaveLength(2);
  });

  test('declined, the guest is told for good and the invite is still free', async () => {
    const { world, maya, id, link, ana, knocking } = await knock();
    maya.host.decline(id, knocking[0]?.guestId ?? '');
    await world.clock.advance(500);
    expect(ana.guest.view.get()).toEqual({ screen: 'failure', failure: 'unavailable', canRetry: false });
    await world.join(link, { name: 'Bo' });
    await world.clock.advance(500);
    expect(maya.chat().phase).toMatchObject({ is: 'invited', knocking: [{ name: 'Bo' }] });
  });

  test('admitted while the guest is away, the guest gets in when it is back', async () => {
    const { world, maya, id, ana, knocking } = await knock();
    world.server.stop();
    await world.clock.advance(100);
    maya.host.admit(id, knocking[0]?.guestId ?? '');
    world.server.restart();
    await world.clock.advance(30_000);
    expect(ana.chat().phase).toMatchObject({ is: 'open' });
  });

  test('of several who knock, the one who is admitted gets in and the others are told that it is used', async () => {
    const { world, maya, id, link, ana, knocking } = await knock();
    const bo = await world.join(link, { name: 'Bo' });
    await world.clock.advance(500);
    maya.host.admit(id, knocking[0]?.guestId ?? '');
    await world.clock.advance(60_000);
    expect(ana.chat().phase).toMatchObject({ is: 'open' });
    expect(bo.guest.view.get()).toMatchObject({ screen: 'failure', failure: 'used' });
  });
});
