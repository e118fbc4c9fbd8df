import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { drawRoom } from './rooms.contract.ts';
import {
  connectClient,
  createClient,
  dial,
  expectAlive,
  fail,
  next,
  NO_LIMITS,
  raw,
  seat,
  startServer,
  upgradeRaw,
  type World,
} from './testing/world.ts';
import { SOCKET_PATH } from './wire.ts';

const SHIPPED = loadConfig({}).limits;

/** How many of so many tries to connect succeed, one after the other. */
async function countAdmitted(world: World, tries: number, from?: string): Promise<number> {
  let admitted = 0;
  for (let count = 0; count < tries; count += 1) {
    const headers = from === undefined ? {} : { 'x-forwarded-for': from };
    const { status } = await fetch(`${world.url}${SOCKET_PATH}/?EIO=4&transport=polling`, { headers });
    if (status === 200) admitted += 1;
    else expect(status).toBe(403);
  }
  return admitted;
}

describe('one address', () => {
  test('connects so often at once, and again as time passes', async () => {
    let nowUnixMs = Date.now();
    const limits = { ...NO_LIMITS, connects: { burst: 5, perSecond: 2 } };
    const world = await startServer({ limits }, { now: () => nowUnixMs });
    expect(await countAdmitted(world, 20)).toBe(5);
    nowUnixMs += 1_500;
    expect(await countAdmitted(world, 20)).toBe(3);
    // Pages and health are for everybody.
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  });

  test('has so many connections, and another when one has ended', async () => {
    const world = await startServer({ limits: { ...NO_LIMITS, addressConnections: 3 } });
    const clients = await Promise.all([1, 2, 3].map(() => connectClient(world)));
    await next(createClient(world), 'connect_error');
    clients[0]?.client.disconnect();
    await expect.poll(() => world.server.io.engine.clientsCount).toBe(2);
    await connectClient(world);
  });

  test('cannot hold the TCP connections of all others', async () => {
    const world = await startServer({ limits: { ...NO_LIMITS, addressConnections: 3 } });
    const held = await Promise.all(Array.from({ length: 6 }, () => dial(world)));
    const more = await dial(world);
    await once(more.resume(), 'close');
    expect(held.filter(({ destroyed }) => destroyed)).toEqual([]);
    for (const wire of held) wire.destroy();
    await expect.poll(async () => (await fetch(`${world.url}/healthz`).catch(() => null))?.status).toBe(200);
  });

  test('behind a trusted proxy is what the proxy saw, and the proxy itself is nobody', async () => {
    const limits = { ...NO_LIMITS, addressConnections: 3, connects: { burst: 2, perSecond: 1 } };
    const world = await startServer({ trustedProxies: ['127.0.0.0/8'], limits }, { now: () => 0 });
    expect(await countAdmitted(world, 4, '198.51.100.1')).toBe(2);
    expect(await countAdmitted(world, 4, '198.51.100.2')).toBe(2);
    expect(await countAdmitted(world, 4, '198.51.100.2, 198.51.100.1')).toBe(0);
    await Promise.all(Array.from({ length: 20 }, () => dial(world)));
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  });

  test('that is no trusted proxy gains nothing by naming others, and the operator can see it', async () => {
    const limits = { ...NO_LIMITS, connects: { burst: 2, perSecond: 1 } };
    const world = await startServer({ limits }, { now: () => 0 });
    for (let count = 0; count < 8; count += 1) {
      expect(await countAdmitted(world, 1, `198.51.100.${count}`)).toBe(count < 2 ? 1 : 0);
    }
    expect(await world.server.registry.metrics()).toContain('guest_chats_untrusted_proxy_total 8\n');
  });

  test('joins so often, and is refused alike for rooms that are there and rooms that are not', async () => {
    let nowUnixMs = Date.now();
    const limits = { ...NO_LIMITS, joins: { burst: 4, perSecond: 1 } };
    const world = await startServer({ limits }, { now: () => nowUnixMs });
    const { client } = await connectClient(world);
    const invite = drawRoom(4);
    await client.emitWithAck('open', invite.opening);
    const stranger = drawRoom(4);
    const joins = [
      { roomId: invite.roomId, token: invite.token },
      { roomId: invite.roomId, token: stranger.token },
      { roomId: stranger.roomId, token: stranger.token },
    ];
    const { client: guest } = await connectClient(world);
    for (let count = 0; count < 4; count += 1) {
      await guest.emitWithAck('join', { roomId: stranger.roomId, token: stranger.token });
    }
    for (const join of joins) expect(await guest.emitWithAck('join', join)).toEqual({ status: 'limited' });
    nowUnixMs += 1_000;
    expect((await guest.emitWithAck('join', { roomId: invite.roomId, token: invite.token })).status).toBe('joined');
  });

  test('that goes on joining all the same is cut', async () => {
    const limits = { ...NO_LIMITS, joins: { burst: 1, perSecond: 1 } };
    const world = await startServer({ limits }, { now: () => Date.UTC(2026, 10, 23) });
    const { client } = await connectClient(world);
    const ended = next(client, 'disconnect');
    const { roomId, token } = drawRoom(4);
    let limited = 0;
    for (let count = 0; count < 200; count += 1) client.emit('join', { roomId, token }, () => (limited += 1));
    expect(await ended).toBe('io server disconnect');
    expect(limited).toBeLessThan(60);
  });

  test('makes so many rooms, and opens those it has as often as it likes', async () => {
    const limits = { ...NO_LIMITS, opens: { burst: 2, perSecond: 1 } };
    const world = await startServer({ limits }, { now: () => Date.UTC(2026, 10, 23) });
    const { client } = await connectClient(world);
    const [first, second, third] = [drawRoom(4), drawRoom(1), drawRoom(1)];
    const open = async ({ opening }: typeof first) => (await client.emitWithAck('open', opening)).status;
    expect([await open(first), await open(second), await open(third)]).toEqual(['open', 'open', 'limited']);
    for (let count = 0; count < 20; count += 1) expect(await open(first)).toBe('open');
    expect(await open(third)).toBe('limited');
  });
});

test('a room is joined so often, whoever asks, known or not', async () => {
  const limits = { ...NO_LIMITS, roomJoins: { burst: 3, perSecond: 1 } };
  const world = await startServer({ limits }, { now: () => Date.UTC(2026, 10, 23) });
  const known = drawRoom(4);
  const host = await connectClient(world);
  await host.client.emitWithAck('open', known.opening);
  for (const { roomId, token } of [known, drawRoom(4)]) {
    const statuses = [];
    for (let count = 0; count < 5; count += 1) {
      const { client } = await connectClient(world);
      statuses.push((await client.emitWithAck('join', { roomId, token })).status);
    }
    expect(statuses.slice(3)).toEqual(['limited', 'limited']);
    expect(statuses.slice(0, 3)).not.toContain('limited');
  }
});

test('a seat carries the frames of a few attempts, and what is over that is not passed on', async () => {
  const world = await startServer({}, { now: () => Date.UTC(2026, 10, 23) });
  const { opening, roomId, token } = drawRoom(4);
  const host = await connectClient(world);
  await host.client.emitWithAck('open', opening);
  const guest = await connectClient(world);
  const peer = await seat(guest.client, { opening, roomId, token });
  const relay = { roomId, peer, frame: 'AA' };
  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, count) => (count % 2 === 0 ? host : guest).client.emitWithAck('relay', relay)),
  );
  expect(answers.filter(({ status }) => status === 'handed')).toHaveLength(400);
  expect(answers.filter(({ status }) => status === 'limited')).toHaveLength(100);
  await Promise.all([host, guest].map(({ client }) => client.emitWithAck('ice', { roomId })));
  const arrived = [...host.events, ...guest.events].filter(([name]) => name === 'relay');
  expect(arrived).toHaveLength(400);
});

test('as shipped, a host with 200 chats has its 400 rooms open two seconds after the server is back', async () => {
  const world = await startServer({ limits: SHIPPED });
  const rooms = Array.from({ length: 200 }, () => [drawRoom(4).opening, drawRoom(1).opening]).flat();
  const beganAtMs = performance.now();
  const { client } = await connectClient(world);
  const answers = await Promise.all(rooms.map((opening) => client.emitWithAck('open', opening)));
  expect(answers.every(({ status }) => status === 'open')).toBe(true);
  expect(performance.now() - beganAtMs).toBeLessThan(2_000);
});

test('as shipped, forty people who join one link at once fill four seats, and the rest can tell to wait', async () => {
  const world = await startServer({ limits: SHIPPED });
  const invite = drawRoom(4);
  const { roomId, token } = invite;
  const host = await connectClient(world);
  await host.client.emitWithAck('open', invite.opening);
  const guests = await Promise.all(Array.from({ length: 40 }, () => connectClient(world)));
  const answers = await Promise.all(guests.map(({ client }) => client.emitWithAck('join', { roomId, token })));
  const count = (status: string) => answers.filter((answer) => answer.status === status).length;
  expect([count('joined'), count('busy'), count('limited')]).toEqual([4, 26, 10]);
  expect(host.events.filter(([name]) => name === 'peer-joined')).toHaveLength(4);
});

test('as shipped, a host answers two hundred guests who all come back at once, and is not taken for a flood', async () => {
  // No time passes, so nothing flows in.
  const world = await startServer(
    { limits: { ...NO_LIMITS, opens: SHIPPED.opens } },
    { now: () => Date.UTC(2026, 10, 23) },
  );
  const chats = Array.from({ length: 200 }, () => drawRoom(1));
  const { client: host } = await connectClient(world);
  const openings = [...chats, ...chats.map(() => drawRoom(4))].map(({ opening }) => opening);
  await Promise.all(openings.map((opening) => host.emitWithAck('open', opening)));
  // One for all of them, with a budget of its own: it only sits there.
  const { client: guests } = await connectClient(world);
  for (const chat of chats) {
    const relay = { roomId: chat.roomId, peer: await seat(guests, chat), frame: 'AA' };
    // Half of the frames of an attempt; the other half are the guest's.
    const said = Array.from({ length: 20 }, () => host.emitWithAck('relay', relay));
    const answers = await Promise.all([...said, host.emitWithAck('ice', { roomId: chat.roomId })]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['handed', 'ok']));
  }
});

test('frames that no seat pays for are counted as all else is, and end in a cut', async () => {
  const world = await startServer({}, { now: () => Date.UTC(2026, 10, 23) });
  const invite = drawRoom(4);
  const { client: host } = await connectClient(world);
  await host.emitWithAck('open', invite.opening);
  const { client: guest } = await connectClient(world);
  const relay = { roomId: invite.roomId, peer: await seat(guest, invite), frame: 'AA' };
  const statuses: string[] = [];
  while (host.connected) {
    const said = Array.from({ length: 20 }, () => host.emitWithAck('relay', relay));
    for (const answer of await Promise.allSettled(said))
      if (answer.status === 'fulfilled') statuses.push(answer.value.status);
  }
  const count = (status: string) => statuses.filter((found) => found === status).length;
  expect(count('handed')).toBe(400);
  // What is left of 1,200 packets after connecting and opening the room, but for the last few at once.
  expect(count('limited')).toBeGreaterThan(1_170);
  expect(count('limited')).toBeLessThan(1_200);
});

describe('WebSocket abuse', () => {
  test('a frame of twenty megabytes is refused by its header', async () => {
    const world = await startServer();
    const wire = await upgradeRaw(world);
    const header = Buffer.from([0x81, 0x80 | 127, 0, 0, 0, 0, 0x01, 0x31, 0x2d, 0x00, 0, 0, 0, 0]);
    wire.write(header);
    // 1009: too large (RFC 6455 section 7.4.1).
    const [answer] = (await once(wire, 'data')) as [Buffer];
    expect(answer.includes(Buffer.from([0x03, 0xf1]))).toBe(true);
    wire.destroy();
    await expectAlive(world);
  });

  test.each([
    ['empty', 0],
    ['one byte long', 1],
  ])('a message of a hundred thousand fragments, each %s, ends the connection', async (_what, bytes) => {
    const world = await startServer();
    const wire = await upgradeRaw(world);
    const fragment = (opcode: number) => [opcode, 0x80 | bytes, 0, 0, 0, 0, ...Array<number>(bytes).fill(0x34)];
    wire.write(Buffer.from(fragment(0x01)));
    const many = Buffer.concat(Array.from({ length: 100_000 }, () => Buffer.from(fragment(0x00))));
    wire.write(many);
    await once(wire.resume(), 'close');
    await expectAlive(world);
  });
});

describe('what is counted', () => {
  test('names commands and reasons, and nobody', async () => {
    const world = await startServer({ limits: { ...NO_LIMITS, addressConnections: 3 } });
    const { opening, roomId, token } = drawRoom(4);
    const host = await connectClient(world);
    await host.client.emitWithAck('open', opening);
    const guest = await connectClient(world);
    const peer = await seat(guest.client, { opening, roomId, token });
    await guest.client.emitWithAck('relay', { roomId, peer, frame: 'AAAA' });
    const other = await connectClient(world);
    raw(other.client).emit('no such event', roomId);
    await next(other.client, 'disconnect');
    const more = await connectClient(world);
    await next(createClient(world), 'connect_error');
    await fetch(`${world.url}${SOCKET_PATH}/?EIO=4&transport=polling`, { headers: { origin: 'https://evil.example' } });
    more.client.disconnect();
    const text = await world.server.registry.metrics();
    for (const line of [
      'guest_chats_rooms 1',
      'guest_chats_answers_total{command="open",status="open"} 1',
      'guest_chats_answers_total{command="relay",status="handed"} 1',
      'guest_chats_answers_total{command="unknown",status="malformed"} 1',
      'guest_chats_refused_connections_total{reason="crowded"} 1',
      'guest_chats_refused_connections_total{reason="origin"} 1',
      'guest_chats_cut_connections_total{reason="malformed"} 1',
      'guest_chats_faults_total 0',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    const secrets = [
      ...Object.values(opening).filter((value) => typeof value === 'string'),
      token,
      peer,
      host.client.id,
    ];
    for (const secret of [...secrets, '127.0.0.1', 'no such event'])
      expect(text).not.toContain(secret ?? fail('no id'));
  });
});

describe('the end', () => {
  test('a server that retires is not ready, and still serves', async () => {
    const world = await startServer();
    world.server.retire();
    expect((await fetch(`${world.url}/readyz`)).status).toBe(503);
    await expectAlive(world);
  });

  test('the goodbyes are spread over the time there is', async () => {
    const world = await startServer({ drainSeconds: 1 });
    const clients = await Promise.all(Array.from({ length: 40 }, () => connectClient(world)));
    const beganAtMs = performance.now();
    const at = clients.map(async ({ client }) => {
      await next(client, 'disconnect');
      return performance.now() - beganAtMs;
    });
    await world.server.close();
    const times = (await Promise.all(at)).sort((left, right) => left - right);
    expect(times[0]).toBeLessThan(400);
    expect(times[20]).toBeGreaterThan(300);
    expect(times[39]).toBeGreaterThan(700);
  });

  test('a drain without time ends everybody at once', async () => {
    const world = await startServer({ drainSeconds: 0 });
    const clients = await Promise.all(Array.from({ length: 40 }, () => connectClient(world)));
    const ended = clients.map(({ client }) => next(client, 'disconnect'));
    await Promise.all([world.server.close(), ...ended]);
  });
});
