import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawRoom, type TestRoom } from './rooms.contract.ts';
import {
  connectClient,
  createClient,
  dial,
  expectAlive,
  fail,
  next,
  raw,
  seat,
  startServer,
  toUpgrade,
  toWsFrame,
  upgradeRaw,
  type World,
} from './testing/world.ts';
import { MAX_FRAME_BYTES, MAX_TTL_SECONDS, SOCKET_PATH } from './wire.ts';

describe.each(['websocket', 'polling'] as const)('over %s', (transport) => {
  test('host and guest find each other and pass frames both ways, in order', async () => {
    const world = await startServer();
    const invite = drawRoom(4);
    const host = await connectClient(world, transport);
    expect(host.welcome).toEqual({ version: 1, turn: false, isNearbyOnly: false, abuseContact: null });
    expect(await host.client.emitWithAck('open', invite.opening)).toEqual({ status: 'open' });

    const guest = await connectClient(world, transport);
    const arrival = next(host.client, 'peer-joined');
    const peer = await seat(guest.client, invite);
    expect(await arrival).toEqual({ roomId: invite.roomId, peer });

    for (const [sender, receiver] of [
      [guest, host],
      [host, guest],
    ] as const) {
      const frames = Array.from({ length: 20 }, () => randomBytes(1_500).toString('base64url'));
      const answers = await Promise.all(
        frames.map((frame) => sender.client.emitWithAck('relay', { roomId: invite.roomId, peer, frame })),
      );
      expect(answers).toEqual(frames.map(() => ({ status: 'handed' })));
      // Whatever was sent before this answer has been read before it.
      await receiver.client.emitWithAck('ice', { roomId: invite.roomId });
      const got = receiver.events.filter(([name]) => name === 'relay');
      expect(got).toEqual(frames.map((frame) => ['relay', { roomId: invite.roomId, peer, frame }]));
    }

    const frame = randomBytes(MAX_FRAME_BYTES).toString('base64url');
    const relayed = next(host.client, 'relay');
    expect(await guest.client.emitWithAck('relay', { roomId: invite.roomId, peer, frame })).toEqual({
      status: 'handed',
    });
    expect(await relayed).toEqual({ roomId: invite.roomId, peer, frame });
    expect(world.faults).toEqual([]);
  });

  test('a connection that ends frees its seats and the other side is told', async () => {
    const world = await startServer();
    const invite = drawRoom(4);
    const host = await connectClient(world, transport);
    const guest = await connectClient(world, transport);
    await host.client.emitWithAck('open', invite.opening);
    const peer = await seat(guest.client, invite);
    const left = next(host.client, 'peer-left');
    guest.client.disconnect();
    expect(await left).toEqual({ roomId: invite.roomId, peer });

    const again = await connectClient(world, transport);
    const newPeer = await seat(again.client, invite);
    const gone = next(again.client, 'peer-left');
    host.client.io.engine.close();
    expect(await gone).toEqual({ roomId: invite.roomId, peer: newPeer });
    const answer = await again.client.emitWithAck('relay', { roomId: invite.roomId, peer: newPeer, frame: 'AA' });
    expect(answer).toEqual({ status: 'gone' });
  });

  test('what is no packet, and packets with attachments, end the connection and nothing else', async () => {
    const world = await startServer();
    const garbage = ['4', '40', '49', '42', '42[', '42{}', '42["connect"]', '451-["x",{"_placeholder":true,"num":0}]'];
    const more = [
      '45-["x"]',
      '450-["x"]',
      'bAAAA',
      '2',
      '5',
      '6',
      '4\u0000',
      '43',
      '41/x,',
      '44{"a":1}',
      '9',
      'x',
      '40/other,',
    ];
    for (const text of [...garbage, ...more, ['42', '['.repeat(20_000)].join('')]) {
      await sendRaw(world, transport, text);
    }
    await expectAlive(world);
  });
});

test('a frame is read before the peer-left of who sent it and went', async () => {
  const world = await startServer();
  const invite = drawRoom(4);
  const host = await connectClient(world);
  const guest = await connectClient(world);
  await host.client.emitWithAck('open', invite.opening);
  const { roomId } = invite;
  const peer = await seat(guest.client, invite);
  const left = next(host.client, 'peer-left');
  guest.client.emit('relay', { roomId, peer, frame: 'AA' }, () => undefined);
  guest.client.emit('leave', { roomId }, () => undefined);
  await left;
  expect(host.events.slice(-2)).toEqual([
    ['relay', { roomId, peer, frame: 'AA' }],
    ['peer-left', { roomId, peer }],
  ]);
});

test('of five guests the fifth finds the room busy', async () => {
  const world = await startServer();
  const { roomId, token, opening } = drawRoom(4);
  const host = await connectClient(world);
  await host.client.emitWithAck('open', opening);
  const guests = await Promise.all([1, 2, 3, 4, 5].map(() => connectClient(world)));
  const answers = [];
  for (const { client } of guests) answers.push((await client.emitWithAck('join', { roomId, token })).status);
  expect(answers).toEqual(['joined', 'joined', 'joined', 'joined', 'busy']);
  expect(await guests[0]?.client.emitWithAck('leave', { roomId })).toEqual({ status: 'done' });
  expect((await guests[4]?.client.emitWithAck('join', { roomId, token }))?.status).toBe('joined');
});

test('the newest host, and the newest guest of a chat, supersede the older', async () => {
  const world = await startServer();
  const chat = drawRoom(1);
  const [older, newer, first, second] = await Promise.all([1, 2, 3, 4].map(() => connectClient(world)));
  if (!older || !newer || !first || !second) fail('four clients');
  await older.client.emitWithAck('open', chat.opening);
  const peer = await seat(first.client, chat);

  const guestSuperseded = next(first.client, 'superseded');
  const newPeer = await seat(second.client, chat);
  expect(await guestSuperseded).toEqual({ roomId: chat.roomId });
  const frame = { roomId: chat.roomId, frame: 'AA' };
  expect(await first.client.emitWithAck('relay', { ...frame, peer })).toEqual({ status: 'unavailable' });

  const hostSuperseded = next(older.client, 'superseded');
  const back = next(second.client, 'peer-joined');
  await newer.client.emitWithAck('open', chat.opening);
  expect(await hostSuperseded).toEqual({ roomId: chat.roomId });
  expect(await back).toEqual({ roomId: chat.roomId, peer: newPeer });
  expect(second.events.map(([name]) => name)).toEqual(['welcome', 'peer-left', 'peer-joined']);
  expect(await older.client.emitWithAck('relay', { ...frame, peer: newPeer })).toEqual({ status: 'unavailable' });
});

test('nobody speaks for a seat that is not theirs', async () => {
  const world = await startServer();
  const invite = drawRoom(4);
  const [host, guest, other, stranger] = await Promise.all([1, 2, 3, 4].map(() => connectClient(world)));
  if (!host || !guest || !other || !stranger) fail('four clients');
  await host.client.emitWithAck('open', invite.opening);
  const peer = await seat(guest.client, invite);
  await seat(other.client, invite);
  const relay = { roomId: invite.roomId, peer, frame: 'AA' };
  expect(await other.client.emitWithAck('relay', relay)).toEqual({ status: 'gone' });
  expect(await stranger.client.emitWithAck('relay', relay)).toEqual({ status: 'unavailable' });
  expect(await host.client.emitWithAck('relay', { ...relay, peer: 'A'.repeat(16) })).toEqual({ status: 'gone' });
  for (const { events } of [host, guest]) expect(events.some(([name]) => name === 'relay')).toBe(false);
});

test('revoke needs the owner and tells the guests', async () => {
  const world = await startServer();
  const invite = drawRoom(4);
  const { roomId, ownerToken } = invite.opening;
  const host = await connectClient(world);
  const guest = await connectClient(world);
  await host.client.emitWithAck('open', invite.opening);
  const peer = await seat(guest.client, invite);
  const wrong = await guest.client.emitWithAck('revoke', { roomId, ownerToken: drawRoom(1).opening.ownerToken });
  expect(wrong).toEqual({ status: 'unavailable' });
  const left = next(guest.client, 'peer-left');
  expect(await host.client.emitWithAck('revoke', { roomId, ownerToken })).toEqual({ status: 'done' });
  expect(await left).toEqual({ roomId, peer });
  expect(await guest.client.emitWithAck('join', { roomId, token: invite.token })).toEqual({ status: 'unavailable' });
});

test('the server sweeps expired rooms by itself', async () => {
  let nowUnixMs = Date.now();
  const world = await startServer({}, { now: () => nowUnixMs });
  const invite = drawRoom(4, 60);
  const host = await connectClient(world);
  const guest = await connectClient(world);
  await host.client.emitWithAck('open', invite.opening);
  const peer = await seat(guest.client, invite);
  const left = next(guest.client, 'peer-left');
  nowUnixMs += 60_000;
  expect(await guest.client.emitWithAck('ice', { roomId: invite.roomId })).toEqual({ status: 'unavailable' });
  expect(await left).toEqual({ roomId: invite.roomId, peer });
});

test('STUN is for everybody who sits, TURN only once the other side is there, a name for each seat', async () => {
  const urls = ['turn:turn.example.org'];
  const abuseContact = 'mailto:abuse@example.org';
  const settings = { stunUrls: ['stun:a'], turn: { urls, secret: 'north' }, abuseContact };
  const world = await startServer(settings, { now: () => Date.UTC(2026, 10, 23) });
  const invite = drawRoom(4);
  const { roomId } = invite;
  const host = await connectClient(world);
  const guest = await connectClient(world);
  expect(host.welcome).toEqual({ version: 1, turn: true, isNearbyOnly: false, abuseContact });
  await host.client.emitWithAck('open', invite.opening);
  expect(await guest.client.emitWithAck('ice', { roomId })).toEqual({ status: 'unavailable' });
  const stun = { urls: ['stun:a'] };
  expect(await host.client.emitWithAck('ice', { roomId })).toEqual({ status: 'ok', iceServers: [stun] });
  await seat(guest.client, invite);
  const turn: unknown = expect.objectContaining({ urls });
  const answers = [];
  for (const { client } of [host, guest, guest]) answers.push(await client.emitWithAck('ice', { roomId }));
  for (const answer of answers) expect(answer).toEqual({ status: 'ok', iceServers: [stun, turn] });
  // One seat is one user, whose allocations the TURN server can count.
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(2);
  host.client.disconnect();
  await next(guest.client, 'peer-left');
  expect(await guest.client.emitWithAck('ice', { roomId })).toEqual({ status: 'ok', iceServers: [stun] });
});

test('without STUN and TURN there are no servers', async () => {
  const world = await startServer();
  const { opening, roomId } = drawRoom(4);
  const { client } = await connectClient(world);
  await client.emitWithAck('open', opening);
  expect(await client.emitWithAck('ice', { roomId })).toEqual({ status: 'ok', iceServers: [] });
});

test('a server that holds as many rooms as it may is full', async () => {
  const world = await startServer({ maxRooms: 1 });
  const { client } = await connectClient(world);
  expect(await client.emitWithAck('open', drawRoom(4).opening)).toEqual({ status: 'open' });
  expect(await client.emitWithAck('open', drawRoom(4).opening)).toEqual({ status: 'full' });
});

describe('hostile clients', () => {
  test('malformed arguments are answered so, and after five the connection ends for good', async () => {
    const world = await startServer();
    const { roomId, opening } = drawRoom(4);
    const wrong: [string, ...unknown[]][] = [
      ['open', { ...opening, seats: 2 }],
      ['join', { roomId }],
      ['leave', { roomId }, { roomId }],
      ['revoke', null],
      ['relay'],
    ];
    const { client } = await connectClient(world);
    const ended = next(client, 'disconnect');
    for (const [event, ...args] of wrong) {
      expect(await raw(client).emitWithAck(event, ...args)).toEqual({ status: 'malformed' });
    }
    expect(await ended).toBe('io server disconnect');
    await expectAlive(world);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'error', 'message', 'Open', '', 'welcome'])(
    'the unknown event "%s" ends the connection',
    async (event) => {
      const world = await startServer();
      for (const args of [[], [{}], [drawRoom(4).opening]]) {
        const { client } = await connectClient(world);
        const ended = next(client, 'disconnect');
        raw(client).emit(event, ...args, () => undefined);
        expect(await ended).toBe('io server disconnect');
      }
      await expectAlive(world);
    },
  );

  test('prototype keys are malformed', async () => {
    const world = await startServer();
    const { client } = await connectClient(world);
    const { roomId } = drawRoom(4);
    for (const text of [`{"__proto__":{"roomId":"${roomId}"}}`, `{"roomId":"${roomId}","__proto__":null}`]) {
      expect(await raw(client).emitWithAck('leave', JSON.parse(text))).toEqual({ status: 'malformed' });
    }
    expect(await raw(client).emitWithAck('leave', { roomId, constructor: 1 })).toEqual({ status: 'malformed' });
    await expectAlive(world);
  });

  test.each(['websocket', 'polling'] as const)('binary is refused over %s', async (transport) => {
    const world = await startServer();
    const { client } = await connectClient(world, transport);
    const ended = next(client, 'disconnect');
    raw(client).emit('relay', { frame: Buffer.alloc(10) });
    expect(await ended).toMatch(/^transport (?:close|error)$/);
    await expectAlive(world);
  });

  test.each(['websocket', 'polling'] as const)('a packet over 32 KB ends the connection over %s', async (transport) => {
    const world = await startServer();
    const { client } = await connectClient(world, transport);
    const ended = next(client, 'disconnect');
    raw(client).emit('relay', { frame: 'A'.repeat(40_000) });
    expect(await ended).toMatch(/^transport (?:close|error)$/);
    await expectAlive(world);
  });

  test('a connection keeps the transport it began with', async () => {
    const world = await startServer();
    const { client } = await connectClient(world, 'polling');
    const ended = next(client, 'disconnect');
    const tcp = await dial(world);
    tcp.write(toUpgrade(world).replace('EIO=4', `EIO=4&sid=${client.io.engine.id}`));
    await once(tcp, 'data');
    tcp.write(toWsFrame('2probe'));
    expect(await ended).toMatch(/^transport (?:close|error)$/);
    await expectAlive(world);
  });

  test('a flood ends the connection, and a host that opens a thousand rooms at once is none', async () => {
    const world = await startServer();
    const { client } = await connectClient(world);
    const rooms = Array.from({ length: 1_000 }, () => drawRoom(1).opening);
    const answers = await Promise.all(rooms.map((opening) => client.emitWithAck('open', opening)));
    expect(answers.every(({ status }) => status === 'open')).toBe(true);
    const ended = next(client, 'disconnect');
    for (let count = 0; count < 1_500; count += 1)
      client.emit('leave', { roomId: drawRoom(1).roomId }, () => undefined);
    expect(await ended).toMatch(/^transport (?:close|error)$/);
    await expectAlive(world);
  });

  test('who does not read is dropped, and does not hold up the others', async () => {
    // The clock runs fast, so that the sender's budget of packets is no matter.
    let nowUnixMs = Date.now();
    const world = await startServer({}, { now: () => (nowUnixMs += 100) });
    const invite = drawRoom(4, MAX_TTL_SECONDS);
    const { roomId } = invite;
    const host = await connectClient(world);
    await host.client.emitWithAck('open', invite.opening);
    const tcp = await upgradeRaw(world);
    const joined = next(host.client, 'peer-joined');
    const left = next(host.client, 'peer-left');
    tcp.pause();
    tcp.write(toWsFrame('40'));
    tcp.write(toWsFrame(`420["join",${JSON.stringify({ roomId, token: invite.token })}]`));
    const { peer } = (await joined) as { peer: string };
    // First the kernel's buffers fill up, a few megabytes, then the server's.
    const relay = { roomId, peer, frame: 'A'.repeat(21_888) };
    let status = 'handed';
    while (status === 'handed') ({ status } = await host.client.emitWithAck('relay', relay));
    expect(status).toBe('gone');
    expect(await left).toEqual({ roomId, peer });
    await expectAlive(world);
  });

  test('a page of another site cannot connect, and a client that is no page can', async () => {
    const world = await startServer({ publicUrl: new URL('https://chat.example.org') });
    const handshake = async (origin?: string) => {
      const headers = origin === undefined ? {} : { origin };
      return (await fetch(`${world.url}${SOCKET_PATH}/?EIO=4&transport=polling`, { headers })).status;
    };
    expect(await handshake()).toBe(200);
    expect(await handshake(world.url)).toBe(200);
    expect(await handshake('https://chat.example.org')).toBe(200);
    const others = [
      'https://evil.example',
      'null',
      'http://chat.example.org',
      `http://127.0.0.1:${world.port + 1}`,
      'x',
    ];
    for (const origin of others) expect(await handshake(origin), origin).toBe(403);
    const tcp = await dial(world);
    tcp.write(toUpgrade(world, 'Origin: https://evil.example\r\n'));
    const [answer] = (await once(tcp, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /);
    tcp.destroy();
    await expectAlive(world);
  });

  test('upgrades that are reset at once do no harm', async () => {
    const world = await startServer();
    for (let count = 0; count < 300; count += 1) {
      const tcp = await dial(world);
      tcp.write(toUpgrade(world));
      tcp.resetAndDestroy();
    }
    await expectAlive(world);
  });

  test('garbage instead of HTTP does no harm', async () => {
    const world = await startServer();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string().map((path) => Buffer.from(`GET ${SOCKET_PATH}/${path} HTTP/1.1\r\nHost: x\r\n\r\n`)),
          fc
            .string()
            .map((sid) => Buffer.from(toUpgrade(world).replace('EIO=4', `EIO=4&sid=${encodeURIComponent(sid)}`))),
        ),
        async (bytes) => {
          const tcp = await dial(world);
          tcp.end(bytes).resume();
          await once(tcp, 'close');
        },
      ),
      { numRuns: 150 },
    );
    await expectAlive(world);
  });

  test('ten thousand random events never end the process', async () => {
    const world = await startServer({ maxRooms: 3 });
    const rooms = [drawRoom(1), drawRoom(4), drawRoom(4), drawRoom(4)] as const;
    const peers: string[] = [];
    const statuses = new Set<string>();
    const payloads = [
      ({ opening }: TestRoom) => opening,
      ({ roomId, token }: TestRoom) => ({ roomId, token }),
      ({ roomId }: TestRoom) => ({ roomId }),
      ({ roomId }: TestRoom) => ({ roomId, peer: peers.at(-1) ?? '', frame: 'AA' }),
      ({ roomId, opening: { ownerToken } }: TestRoom) => ({ roomId, ownerToken }),
    ];
    const right = { open: 0, join: 1, leave: 2, ice: 2, relay: 3, revoke: 4 } as const;
    const event = fc.constantFrom(...(Object.keys(right) as (keyof typeof right)[]));
    const said = fc.record({
      event: fc.oneof({ weight: 200, arbitrary: event }, fc.string()),
      client: fc.nat(4),
      room: fc.constantFrom(...rooms),
      odd: fc.oneof({ weight: 30, arbitrary: fc.constant(undefined) }, fc.jsonValue(), fc.constantFrom(...payloads)),
    });
    const clients = await Promise.all([0, 1, 2, 3, 4].map(() => connectClient(world)));
    for (const [count, { event, client: at, room, odd }] of fc.sample(said, 10_000).entries()) {
      const known = Object.hasOwn(right, event) ? payloads[right[event as keyof typeof right]] : undefined;
      const payload = typeof odd === 'function' ? odd(room) : odd === undefined ? known?.(room) : odd;
      if (clients[at]?.client.connected !== true) clients[at] = await connectClient(world);
      raw(clients[at].client).emit(event || 'x', payload, (answer: { status: string; peer?: string }) => {
        statuses.add(answer.status);
        if (answer.peer !== undefined) peers.push(answer.peer);
      });
      // A moment now and then, so that all of it arrives.
      if (count % 20 === 0) await fetch(`${world.url}/healthz`);
    }
    const reached = ['open', 'joined', 'done', 'handed', 'gone', 'ok', 'unavailable', 'malformed'];
    expect([...statuses]).toEqual(expect.arrayContaining(reached));
    await expectAlive(world);
  });

  test('an error of ours ends the connection it happened on and is reported', async () => {
    const drawNoPeer = (bytes: number) => (bytes === 12 ? fail('no entropy') : randomBytes(bytes));
    const world = await startServer({}, { randomBytes: drawNoPeer });
    const { opening, roomId, token } = drawRoom(4);
    const host = await connectClient(world);
    await host.client.emitWithAck('open', opening);
    const guest = await connectClient(world);
    const ended = next(guest.client, 'disconnect');
    guest.client.emit('join', { roomId, token }, () => undefined);
    expect(await ended).toBe('transport close');
    expect(world.faults.splice(0)).toEqual([new Error('internal: no entropy')]);
    expect(host.client.connected).toBe(true);
    await expectAlive(world);
  });
});

describe('the end', () => {
  test('a server that closes says goodbye so that clients come back, and turns newcomers away meanwhile', async () => {
    const world = await startServer({ drainSeconds: 1 });
    const clients = await Promise.all([1, 2, 3, 4].map(() => connectClient(world)));
    const goodbyes = clients.map(({ client }) => next(client, 'disconnect'));
    const closed = world.server.close();
    expect((await fetch(`${world.url}/readyz`)).status).toBe(503);
    const newcomer = createClient(world);
    await next(newcomer, 'connect_error');
    // Not "io server disconnect": that would send them away for good.
    for (const reason of await Promise.all(goodbyes)) expect(reason).toMatch(/^transport (?:close|error)$/);
    await closed;
    await expect(fetch(`${world.url}/readyz`)).rejects.toThrow();
  });

  test('a connection that ignores the goodbye does not hold the server up', async () => {
    const world = await startServer();
    const tcp = await upgradeRaw(world);
    tcp.write(toWsFrame('40'));
    tcp.pause();
    await world.server.close();
    tcp.destroy();
  });

  test('an address in use is an error that can be named', async () => {
    const { port } = await startServer();
    await expect(startServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

/** Connects to the namespace, says this, and waits until the server has taken it in. */
async function sendRaw(world: World, transport: 'websocket' | 'polling', text: string): Promise<void> {
  if (transport === 'websocket') {
    const tcp = await upgradeRaw(world);
    tcp.write(Buffer.concat([toWsFrame('40'), toWsFrame(text)]));
    tcp.end().resume();
    await once(tcp, 'close');
    return;
  }
  const url = `${world.url}${SOCKET_PATH}/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1)) as { sid: string };
  for (const body of ['40', text, `${text}\u001e${text}`]) {
    await fetch(`${url}&sid=${sid}`, { method: 'POST', body }).then(
      (response) => response.text(),
      () => undefined,
    );
  }
}
