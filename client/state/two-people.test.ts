import { describe, expect, test } from 'vitest';
import { parseFrame } from '../protocol/frame.ts';
import { presence, texts } from './testing/seen.ts';
import { createWorld, hs1Count, type GuestPerson, type HostPerson, type World } from './testing/world.ts';
import type { ChatView } from './view.ts';

interface Couple {
  readonly world: World;
  readonly maya: HostPerson;
  readonly ana: GuestPerson;
  readonly link: string;
  readonly chatId: string;
}

async function meet(label = ''): Promise<Couple> {
  const world = createWorld();
  const maya = await world.createHost();
  await world.clock.advance(10);
  const { id, link } = await maya.invite({ label });
  await world.clock.advance(10);
  const ana = await world.join(link);
  await world.clock.advance(200);
  return { world, maya, ana, link, chatId: id };
}

const deliveries = ({ messages }: ChatView): readonly unknown[] =>
  messages.flatMap((message) => (message.is === 'text' ? [message.delivery] : []));

describe('a host and a guest', () => {
  test('meet through a link: the chat opens on both sides, under the name the guest gave', async () => {
    const { maya, ana } = await meet();
    expect(maya.chat()).toMatchObject({ title: 'Ana', alias: null, phase: { is: 'open', presence: 'online' } });
    expect(ana.chat()).toMatchObject({ title: 'Maya', phase: { is: 'open', presence: 'online', banner: null } });
  });

  test('under a label, the guest’s own name stands beside it', async () => {
    const { maya } = await meet('Flat on Vine St');
    expect(maya.chat()).toMatchObject({ title: 'Flat on Vine St', alias: 'Ana' });
  });

  test('write to each other at once; everything arrives once, in order, unchanged', async () => {
    const { world, maya, ana, chatId } = await meet();
    const said = [
      'Hi',
      '👩‍👩‍👧‍👦 🏳️‍🌈',
      'שלום, مرحبا',
      'two\nlines\n\n',
      '<b>no</b>',
      'e\u0301',
      '\ufeffbom',
      ' x ',
      '\0',
      'a'.repeat(12_000),
    ];
    for (const text of said) {
      expect(ana.guest.send('', text, null)).toBeNull();
      expect(maya.host.send(chatId, `re: ${text}`.slice(0, 12_000), null)).toBeNull();
    }
    await world.clock.advance(200);
    for (const [chat, author] of [
      [maya.chat(), 'other'],
      [ana.chat(), 'me'],
    ] as const) {
      const theirs = chat.messages.filter((message) => message.author === author);
      expect(texts({ ...chat, messages: theirs })).toEqual(said);
      expect(chat.messages).toHaveLength(said.length * 2);
    }
    expect(new Set(deliveries(ana.chat()))).toEqual(new Set(['delivered', null]));
    // The guest's page is in front of them, the host's chat is not.
    expect(new Set(deliveries(maya.chat()))).toEqual(new Set(['read', null]));
  });

  test('a message written before the host appears waits, and arrives when they do', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    await world.clock.advance(10);
    const { link } = await maya.invite();
    await world.clock.advance(10);
    maya.unplug();
    const ana = await world.join(link);
    await world.clock.advance(50);
    ana.guest.send('', 'Are you there?', null);
    await world.clock.advance(50);
    expect(ana.chat().phase).toEqual({ is: 'waiting', why: 'host-away' });
    expect(deliveries(ana.chat())).toEqual(['waiting']);
  });

  test('only what is a message is taken', async () => {
    const { ana } = await meet();
    expect(ana.guest.send('', '', null)).toBe('empty');
    expect(ana.guest.send('', ' \n ', null)).toBe('empty');
    expect(ana.guest.send('', 'a'.repeat(12_001), null)).toBe('too-long');
    expect(ana.guest.send('', 'é'.repeat(6_001), null)).toBe('too-long');
    expect(ana.chat().messages).toEqual([]);
  });

  test('the outbox takes 500 messages and then says that it is full', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { link } = await maya.invite();
    maya.unplug();
    const ana = await world.join(link);
    for (let i = 0; i < 500; i += 1) expect(ana.guest.send('', String(i), null)).toBeNull();
    expect(ana.guest.send('', 'one too many', null)).toBe('outbox-full');
  });

  test('unread messages are counted until the chat is looked at', async () => {
    const { world, maya, ana, chatId } = await meet();
    ana.guest.send('', 'one', null);
    ana.guest.send('', 'two', null);
    await world.clock.advance(50);
    expect(maya.chat().unreadCount).toBe(2);
    maya.page.emit('hidden');
    maya.host.show(chatId);
    await world.clock.advance(50);
    expect(maya.chat().unreadCount).toBe(2);
    maya.page.emit('visible');
    await world.clock.advance(50);
    expect(maya.chat().unreadCount).toBe(0);
  });

  test('the host keeps several chats apart, newest activity first', async () => {
    const { world, maya, ana, chatId } = await meet();
    const second = await maya.invite({ label: 'Leo' });
    await world.clock.advance(10);
    const leo = await world.join(second.link, { name: 'Leo' });
    await world.clock.advance(200);
    leo.guest.send('', 'from Leo', null);
    await world.clock.advance(10);
    ana.guest.send('', 'from Ana', null);
    await world.clock.advance(50);
    expect(maya.host.view.get().chats.map(({ title }) => title)).toEqual(['Ana', 'Leo']);
    expect(texts(maya.chat(chatId))).toEqual(['from Ana']);
    expect(texts(maya.chat(second.id))).toEqual(['from Leo']);
  });
});

describe('presence', () => {
  test('closing the page is noticed at once, and what is written from then on waits', async () => {
    const { world, maya, ana, chatId } = await meet();
    ana.page.emit('leaving');
    await world.clock.advance(10);
    expect(presence(maya.chat())).toBe('offline');
    maya.host.send(chatId, 'wait for me', null);
    await world.clock.advance(10);
    expect(deliveries(maya.chat())).toEqual(['waiting']);
  });

  test('silence is noticed within five seconds', async () => {
    const { world, maya } = await meet();
    world.network.cut();
    await world.clock.advance(5_000);
    expect(presence(maya.chat())).toBe('offline');
  });

  test('a hidden page is away, and here again when it is seen', async () => {
    const { world, maya, ana } = await meet();
    ana.page.emit('hidden');
    await world.clock.advance(10);
    expect(presence(maya.chat())).toBe('away');
    ana.page.emit('visible');
    await world.clock.advance(10);
    expect(presence(maya.chat())).toBe('online');
  });
});

describe('when the network fails', () => {
  test('the guest comes back by itself through the chat room, and nothing is lost, doubled or moved', async () => {
    const { world, maya, ana, chatId } = await meet();
    ana.guest.send('', '1', null);
    maya.host.send(chatId, 'a', null);
    await world.clock.advance(50);
    for (let round = 2; round < 6; round += 1) {
      world.network.cut();
      ana.guest.send('', String(round), null);
      maya.host.send(chatId, String.fromCharCode(96 + round), null);
      await world.clock.advance(6_000);
      world.network.mend();
      await world.clock.advance(25_000);
      expect(presence(ana.chat())).toBe('online');
      expect(presence(maya.chat())).toBe('online');
    }
    expect(texts(maya.chat()).filter((t) => /\d/u.test(t))).toEqual(['1', '2', '3', '4', '5']);
    expect(texts(ana.chat()).filter((t) => /[a-z]/u.test(t))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(deliveries(ana.chat()).filter((d) => d !== null)).toEqual(Array(5).fill('delivered'));
  });

  test('a message on a silent connection falls back from sent to waiting, and is delivered later', async () => {
    const { world, maya, ana } = await meet();
    world.network.cut();
    ana.guest.send('', 'hello?', null);
    await world.clock.advance(10);
    expect(deliveries(ana.chat())).toEqual(['sent']);
    await world.clock.advance(40_000);
    expect(deliveries(ana.chat())).toEqual(['waiting']);
    world.network.mend();
    await world.clock.advance(40_000);
    expect(deliveries(ana.chat())).toEqual(['delivered']);
    expect(texts(maya.chat())).toEqual(['hello?']);
  });

  test('short trouble is not mentioned, longer trouble is, and long trouble offers a way out', async () => {
    const { world, ana } = await meet();
    world.network.cut();
    const banner = (): unknown =>
      ana.chat().phase.is === 'open' ? (ana.chat().phase as { banner: unknown }).banner : 'none';
    await world.clock.advance(6_000);
    expect(banner()).toBeNull();
    await world.clock.advance(1_000);
    expect(banner()).toBe('reconnecting');
    await world.clock.advance(13_000);
    expect(banner()).toBe('still-trying');
    ana.page.emit('offline');
    expect(banner()).toBe('offline');
  });

  test('messages keep flowing while the signaling server is gone', async () => {
    const { world, maya, ana } = await meet();
    world.server.stop();
    ana.guest.send('', 'still here', null);
    await world.clock.advance(10_000);
    expect(deliveries(ana.chat())).toEqual(['delivered']);
    expect(texts(maya.chat())).toEqual(['still here']);
    expect(maya.host.view.get().server).toBe('lost');
  });

  test('a restarted server learns the rooms again from the host, and a lost pair meets again', async () => {
    const { world, maya, ana } = await meet();
    world.server.stop();
    world.network.cut();
    await world.clock.advance(40_000);
    expect(presence(maya.chat())).toBe('offline');
    world.network.mend();
    world.server.restart();
    await world.clock.advance(30_000);
    expect(presence(ana.chat())).toBe('online');
    expect(presence(maya.chat())).toBe('online');
  });

  test('rooms are opened again long before the server forgets them', async () => {
    const { world, maya, ana } = await meet();
    for (const { page } of [maya, ana]) page.emit('hidden');
    const chatRoom = world.server.opened.at(-1);
    const before = world.server.opened.length;
    await world.clock.advance(24 * 3_600_000);
    expect(world.server.opened.slice(before).filter((roomId) => roomId === chatRoom)).toHaveLength(4);
  });

  test.each(['HS1', 'HS2', 'HS3', 'READY', 'READY_ACK', 'offer', 'answer'])(
    'losing the %s costs a timeout and never the chat',
    async (lost) => {
      const world = createWorld();
      const maya = await world.createHost();
      await world.clock.advance(10);
      const { link } = await maya.invite();
      await world.clock.advance(10);
      const order = { HS1: 0, HS2: 1, HS3: 2, READY: 3, READY_ACK: 4, offer: 5, answer: 6 };
      let seen = 0;
      world.server.onFrame = () => {
        seen += 1;
        return seen - 1 !== order[lost as keyof typeof order];
      };
      const ana = await world.join(link);
      ana.guest.send('', 'through', null);
      await world.clock.advance(90_000);
      expect(seen).toBeGreaterThan(7);
      expect(presence(ana.chat())).toBe('online');
      expect(texts(maya.chat())).toEqual(['through']);
    },
  );
});

describe('a second visitor of the link', () => {
  test('is told that it is used, the host is told of them, and the first chat goes on', async () => {
    const { world, maya, ana, link } = await meet();
    const mallory = await world.join(link, { name: 'Mallory' });
    await world.clock.advance(500);
    expect(mallory.guest.view.get()).toEqual({ screen: 'failure', failure: 'used', canRetry: true });
    expect(maya.chat()).toMatchObject({ title: 'Ana', hasSomeoneElseTried: true });
    ana.guest.send('', 'undisturbed', null);
    await world.clock.advance(50);
    expect(texts(maya.chat())).toEqual(['undisturbed']);
  });

  test('who races the first gets in or is told so, and exactly one of them holds the link', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    await world.clock.advance(10);
    const { link } = await maya.invite();
    await world.clock.advance(10);
    const guests = await Promise.all(['Ana', 'Bo', 'Cy'].map((name) => world.join(link, { name })));
    await world.clock.advance(120_000);
    const screens = guests.map(({ guest }) => guest.view.get());
    expect(screens.filter((view) => view.screen === 'chat' && view.chat.phase.is === 'open')).toHaveLength(1);
    expect(screens.filter((view) => view.screen === 'failure' && view.failure === 'used')).toHaveLength(2);
    expect(maya.chat().hasSomeoneElseTried).toBe(true);
  });

  test('the fifth guest at once waits for a seat', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    await world.clock.advance(10);
    const { link } = await maya.invite();
    await world.clock.advance(10);
    world.server.onFrame = () => false;
    const guests = await Promise.all(['1', '2', '3', '4', '5'].map((name) => world.join(link, { name })));
    await world.clock.advance(2_000);
    expect(guests[4]?.chat().phase).toEqual({ is: 'waiting', why: 'busy' });
  });
});

test('the guest’s connection is said with its last word of the handshake, the host’s once it has let the guest in', async () => {
  const world = createWorld();
  const maya = await world.createHost();
  const { link } = await maya.invite();
  const said: string[] = [];
  world.server.onFrame = (frame, direction) => {
    said.push(`${parseFrame(frame)?.type ?? ''} ${direction}`);
    return true;
  };
  const ana = await world.join(link);
  await world.clock.advance(500);
  expect(presence(ana.chat())).toBe('online');
  // The offer is before READY.
  expect(said.slice(0, 5)).toEqual(['hs1 to-host', 'hs2 to-guest', 'hs3 to-host', 'sig to-host', 'sig to-guest']);
  expect(said).toHaveLength(7);
});

test.each([1, 2, 3, 10, 100])(
  'they meet over a server that takes %i ms, however much faster their own way is',
  async (latencyMs) => {
    const world = createWorld();
    const maya = await world.createHost();
    const { id, link } = await maya.invite();
    world.server.latencyMs = latencyMs;
    const ana = await world.join(link);
    await world.clock.advance(20 * latencyMs + 500);
    maya.host.send(id, 'from Maya', null);
    ana.guest.send('', 'from Ana', null);
    await world.clock.advance(100);
    expect([texts(maya.chat()), texts(ana.chat())].map((each) => each.toSorted())).toEqual([
      ['from Ana', 'from Maya'],
      ['from Ana', 'from Maya'],
    ]);
    expect(hs1Count(world)).toBe(1);
  },
);

test('what changes nothing leaves the views the same, so that nothing is drawn again', async () => {
  const { world, maya, ana } = await meet();
  const views = () => [maya.host.view.get(), ana.guest.view.get()] as const;
  const [host, guest] = views();
  for (const { page } of [maya, ana]) page.emit('online');
  await world.clock.advance(100);
  expect(views()[0]).toBe(host);
  expect(views()[1]).toBe(guest);
});

describe('deadline and cancelling', () => {
  test('after the deadline the host’s invite is expired and a guest is told so', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    await world.clock.advance(10);
    const { link } = await maya.invite({ lifetimeSeconds: 3_600 });
    await world.clock.advance(3_600_000);
    expect(maya.chat().phase).toEqual({ is: 'expired' });
    const late = await world.join(link);
    await world.clock.advance(1_000);
    expect(late.guest.view.get()).toEqual({ screen: 'failure', failure: 'expired', canRetry: true });
  });

  test('a guest who waits for an absent host learns that the invite has expired', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    await world.clock.advance(10);
    const { link } = await maya.invite({ lifetimeSeconds: 3_600 });
    await world.clock.advance(10);
    maya.unplug();
    const ana = await world.join(link);
    await world.clock.advance(60_000);
    expect(ana.chat().phase).toEqual({ is: 'waiting', why: 'host-away' });
    await world.clock.advance(3_600_000);
    expect(ana.guest.view.get()).toMatchObject({ screen: 'failure', failure: 'expired' });
  });

  test('a guest whose own clock is past the deadline still gets in: the host’s clock alone judges', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    await world.clock.advance(10);
    const { link } = await maya.invite({ lifetimeSeconds: 3_600 });
    await world.clock.advance(3_000_000);
    const ana = await world.join(link);
    await world.clock.advance(500);
    expect(presence(ana.chat())).toBe('online');
  });

  test('a claimed invite does not expire', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    await world.clock.advance(10);
    const { link } = await maya.invite({ lifetimeSeconds: 3_600 });
    await world.clock.advance(10);
    await world.join(link);
    await world.clock.advance(3_700_000);
    expect(presence(maya.chat())).toBe('online');
  });

  test('a cancelled invite lets nobody in', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    await world.clock.advance(10);
    const { id, link } = await maya.invite();
    await world.clock.advance(10);
    maya.host.cancelInvite(id);
    const ana = await world.join(link);
    await world.clock.advance(1_000);
    expect(ana.chat().phase).toEqual({ is: 'waiting', why: 'host-away' });
    expect(maya.host.view.get().chats).toEqual([]);
  });
});

describe('ending', () => {
  test('the host’s end deletes everything on both sides', async () => {
    const { world, maya, ana, chatId } = await meet();
    ana.guest.send('', 'secret', null);
    await world.clock.advance(50);
    maya.host.end(chatId);
    await world.clock.advance(50);
    expect(maya.chat()).toMatchObject({ messages: [], phase: { is: 'ended', by: 'me' } });
    expect(ana.chat()).toMatchObject({ messages: [], phase: { is: 'ended', by: 'other' } });
    expect(ana.guest.send('', 'too late', null)).toBe('chat-over');
    expect(maya.host.send(chatId, 'too late', null)).toBe('chat-over');
  });

  test('the guest’s end does the same, and the link stays used', async () => {
    const { world, maya, ana, link } = await meet();
    ana.guest.end('');
    await world.clock.advance(50);
    expect(maya.chat()).toMatchObject({ messages: [], phase: { is: 'ended', by: 'other' } });
    const again = await world.join(link, { name: 'Ana' });
    await world.clock.advance(500);
    expect(again.guest.view.get()).toMatchObject({ screen: 'failure', failure: 'used' });
  });

  test('an end written while the other is away reaches them when they are back', async () => {
    const { world, maya, ana, chatId } = await meet();
    world.network.cut();
    await world.clock.advance(6_000);
    maya.host.end(chatId);
    world.network.mend();
    await world.clock.advance(60_000);
    expect(ana.chat().phase).toEqual({ is: 'ended', by: 'other' });
  });

  test('leaving before anybody answered is over at once, and nothing waits any more', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    const { link } = await maya.invite();
    maya.unplug();
    world.server.stop();
    // What the server was asked is given up by then.
    await world.clock.advance(11_000);
    const before = world.clock.pendingTimers();
    const ana = await world.join(link);
    await world.clock.advance(10);
    ana.guest.end('');
    await world.clock.advance(10);
    expect(ana.chat().phase).toEqual({ is: 'ended', by: 'me' });
    expect(world.clock.pendingTimers()).toBe(before);
  });
});

describe('hostile input', () => {
  test('garbage instead of any frame, in both directions, harms nobody', async () => {
    const world = createWorld();
    const maya = await world.createHost();
    await world.clock.advance(10);
    const { id, link } = await maya.invite();
    await world.clock.advance(10);
    const types = new Set<string>();
    world.server.onFrame = (frame) => {
      types.add(parseFrame(frame)?.type ?? 'garbage');
      frame.fill(0xff, 17);
      return true;
    };
    const ana = await world.join(link);
    await world.clock.advance(60_000);
    expect(types.size).toBeGreaterThan(0);
    expect(maya.chat(id).phase.is).toBe('invited');
    world.server.onFrame = () => true;
    await world.clock.advance(120_000);
    expect(presence(ana.chat())).toBe('online');
  });

  test('a record changed on the way ends the session; a new one takes over and nothing is lost', async () => {
    const { world, maya, ana } = await meet();
    let isArmed = true;
    world.network.onMessage = (message) => {
      if (!isArmed) return message;
      isArmed = false;
      message[20] = (message[20] ?? 0) ^ 1;
      return message;
    };
    ana.guest.send('', 'whole', null);
    await world.clock.advance(40_000);
    expect(texts(maya.chat())).toEqual(['whole']);
    expect(presence(ana.chat())).toBe('online');
  });

  test('a replayed or dropped record does the same', async () => {
    for (const fault of ['drop', 'replay'] as const) {
      const { world, maya, ana } = await meet();
      let kept: Uint8Array | null = null;
      let isOver = false;
      world.network.onMessage = (message) => {
        if (isOver) return message;
        if (kept === null) {
          kept = message.slice();
          return fault === 'drop' ? null : message;
        }
        isOver = true;
        return fault === 'drop' ? message : kept;
      };
      ana.guest.send('', 'one', null);
      ana.guest.send('', 'two', null);
      await world.clock.advance(40_000);
      expect(isOver).toBe(true);
      expect(texts(maya.chat())).toEqual(['one', 'two']);
      expect(presence(ana.chat())).toBe('online');
    }
  });
});
