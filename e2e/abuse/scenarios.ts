/** What is done to a server. Each scenario is given a fresh one and says in figures what happened. */
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { addressOf, openClient } from './client.ts';
import { createMeeting, drawKnownRoom, expectStatus, joinOnce } from './people.ts';
import { startShipped, type ServerProcess } from './server-process.ts';
import { times } from './times.ts';
import { dial, openWire, SOCKET_IO, toFrame, toUpgrade } from './wire.ts';

interface Outcome {
  readonly figures: string;
  /** The process to look at afterwards, where it is not the one that was given. */
  readonly last?: ServerProcess;
}

export interface Scenario {
  readonly name: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly run: (server: ServerProcess) => Promise<Outcome>;
}

const PAUSE_MS = 30_000;
const MEGABYTE = 1024 * 1024;

export const SCENARIOS: readonly Scenario[] = [
  { name: 'ten thousand upgrades that are reset', run: resetUpgrades },
  { name: 'twenty thousand times garbage instead of HTTP', run: garbageHttp },
  { name: 'a million fuzzed frames', run: fuzzedFrames },
  { name: 'frames that are huge, in pieces or binary', run: monsters },
  { name: 'five hundred who do not read', run: slowReaders },
  { name: 'one address that floods', run: floodingAddress },
  { name: 'four hundred who join one link, and fifty tabs of one host', run: crowd },
  {
    name: 'four hundred tabs of one guest at once',
    settings: { GC_ROOM_JOIN_BUDGET: '1000+1/s' },
    run: crowdedSeat,
  },
  { name: 'killed between any two steps of a join', run: killedBetweenSteps },
  { name: 'paused for half a minute', run: paused },
  { name: 'a drain with five thousand connections', settings: { GC_DRAIN_SECONDS: '5' }, run: drain },
];

async function resetUpgrades({ port }: ServerProcess): Promise<Outcome> {
  await times(10_000, 50, async (at) => {
    const tcp = await dial(port, addressOf(at));
    tcp.write(toUpgrade(SOCKET_IO, port));
    // Half of them while the answer is being made, half when it has come.
    if (at % 2 === 0) await Promise.race([once(tcp, 'data'), once(tcp, 'close')]);
    tcp.resetAndDestroy();
  });
  return { figures: '10,000' };
}

async function garbageHttp({ port }: ServerProcess): Promise<Outcome> {
  const kinds = [
    () => randomBytes(randomInt(1, 400)),
    () => Buffer.from(`GET ${randomBytes(randomInt(1, 200)).toString('latin1')} HTTP/1.1\r\nHost: x\r\n\r\n`, 'latin1'),
    () => Buffer.from(`GET /${'a/'.repeat(randomInt(1, 8_000))} HTTP/1.1\r\nHost: x\r\n\r\n`),
    () => Buffer.from(toUpgrade(SOCKET_IO.replace('4', String(randomInt(9))), port).replaceAll('\r\n', '\n')),
    () => Buffer.from(toUpgrade(`${SOCKET_IO}&sid=${randomBytes(15).toString('base64url')}`, port)),
    () => Buffer.from(`POST ${SOCKET_IO} HTTP/1.1\r\nHost: x\r\nContent-Length: ${randomInt(2 ** 40)}\r\n\r\nx`),
    () => Buffer.from('GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nffffffff\r\n'),
  ];
  await times(20_000, 50, async (at) => {
    const tcp = await dial(port, addressOf(at));
    tcp.resume().end((kinds[at % kinds.length] ?? randomBytes)(8));
    await once(tcp, 'close');
  });
  return { figures: '20,000' };
}

/** Right in form, wrong somewhere, or nothing at all. What follows the fifth malformed one is not looked at any more. */
async function fuzzedFrames({ port, cpuSeconds }: ServerProcess): Promise<Outcome> {
  const room = drawKnownRoom(4);
  const right = [
    ['open', room.opening],
    ['join', { roomId: room.roomId, token: room.token }],
    ['leave', { roomId: room.roomId }],
    ['ice', { roomId: room.roomId }],
    ['relay', { roomId: room.roomId, peer: 'A'.repeat(16), frame: 'AA' }],
  ].map((event) => `420${JSON.stringify(event)}`);
  const mutate = (text: string): string => {
    const at = randomInt(text.length);
    const odd = ['"', '{', '[', ']', '}', ',', '\\', '\u0000', '9', '__proto__', '-', '\u{1f600}'][randomInt(12)] ?? '';
    return text.slice(0, at) + odd + text.slice(at + randomInt(3));
  };
  const pool = Array.from({ length: 20_000 }, (_, at) => {
    const text = right[at % right.length] ?? '';
    return toFrame(at % 16 === 0 ? mutate(text) : at % 97 === 0 ? text.slice(randomInt(4)) : text);
  });
  const garbage = Array.from({ length: 500 }, () => randomBytes(randomInt(2, 200)));
  let sent = 0;
  const beforeSeconds = cpuSeconds();
  await times(10_000, 16, async (at) => {
    const { tcp } = await openClient({ port, from: addressOf(at) });
    const from = randomInt(pool.length - 100);
    sent += 100;
    tcp.write(Buffer.concat([...pool.slice(from, from + 99), garbage[at % garbage.length] ?? Buffer.alloc(0)]));
    tcp.end();
    await once(tcp, 'close');
  });
  return { figures: `${sent} frames on 10,000 connections, ${(cpuSeconds() - beforeSeconds).toFixed(0)} s of CPU` };
}

async function monsters({ port, rssBytes }: ServerProcess): Promise<Outcome> {
  const beforeBytes = rssBytes();
  const fragment = (opcode: number, bytes: number) => [
    opcode,
    0x80 | bytes,
    0,
    0,
    0,
    0,
    ...Array<number>(bytes).fill(52),
  ];
  const inPieces = (bytes: number) =>
    Buffer.concat([
      Buffer.from(fragment(0x01, bytes)),
      ...Array<Buffer>(100_000).fill(Buffer.from(fragment(0x00, bytes))),
    ]);
  const huge = Buffer.concat([
    Buffer.from([0x81, 0x80 | 127, 0, 0, 0, 0, 0x01, 0x31, 0x2d, 0x00, 0, 0, 0, 0]),
    Buffer.alloc(20_000_000, 'a'),
  ]);
  const binary = Buffer.from([0x82, 0x84, 0, 0, 0, 0, 1, 2, 3, 4]);
  const attached = Buffer.concat([toFrame('40'), toFrame('451-["relay",{"_placeholder":true,"num":0}]'), binary]);
  for (const bytes of [huge, inPieces(0), inPieces(1), binary, attached]) {
    await times(40, 8, async (at) => {
      const { tcp } = await openWire({ port, from: addressOf(at) });
      tcp.write(bytes);
      await once(tcp, 'close');
    });
  }
  return { figures: `5 kinds, 40 of each, all cut; memory grew by ${megabytes(rssBytes() - beforeBytes)}` };
}

async function slowReaders({ port, rssBytes }: ServerProcess): Promise<Outcome> {
  const frame = 'A'.repeat(21_888);
  const pairs = await times(500, 20, async (at) => {
    const room = drawKnownRoom(1);
    const host = await openClient({ port, from: addressOf(at) });
    expectStatus(await host.call('open', room.opening), 'open');
    const guest = await openClient({ port, from: addressOf(1_000 + at) });
    const { peer } = expectStatus(await guest.call('join', { roomId: room.roomId, token: room.token }), 'joined');
    guest.tcp.pause();
    return { host, guest, relay: { roomId: room.roomId, peer, frame } };
  });
  const beforeBytes = rssBytes();
  let mostBytes = 0;
  let slowestMs = 0;
  const flood = times(500, 100, async (at) => {
    const pair = pairs[at];
    // A host may say some 240 frames of this size at once; then its connection would be cut.
    for (let count = 0; count < 190 && pair?.host.isOpen() === true; count += 1) {
      const { status } = await pair.host.call('relay', pair.relay).catch(() => ({ status: 'cut' }));
      if (status !== 'handed') break;
    }
  });
  const watch = async (): Promise<void> => {
    mostBytes = Math.max(mostBytes, rssBytes() - beforeBytes);
    slowestMs = Math.max(slowestMs, await joinOnce(port, addressOf(5_000 + randomInt(1_000))));
  };
  const state = { isFlooding: true };
  void flood.finally(() => (state.isFlooding = false));
  while (state.isFlooding) {
    await watch();
    await wait(100);
  }
  await flood;
  for (const { host, guest } of pairs) for (const client of [host, guest]) client.close();
  if (mostBytes > 500 * MEGABYTE) throw new Error(`Memory grew by ${megabytes(mostBytes)}.`);
  if (slowestMs > 5_000) throw new Error(`Another join took ${slowestMs} ms.`);
  const others = `joins of others meanwhile at most ${slowestMs.toFixed(0)} ms`;
  return { figures: `memory grew by at most ${megabytes(mostBytes)}, ${others}` };
}

async function floodingAddress({ port, cpuSeconds }: ServerProcess): Promise<Outcome> {
  const flooder = '127.66.0.1';
  let isOver = false;
  let tries = 0;
  const held = await Promise.all(Array.from({ length: 600 }, () => dial(port, flooder).catch(() => null)));
  const flood = times(60, 60, async () => {
    while (!isOver) {
      tries += 1;
      const client = await openClient({ port, from: flooder }).catch(() => null);
      const { roomId, token } = drawKnownRoom(4);
      for (let count = 0; count < 200 && client?.isOpen() === true; count += 1) client.say('join', { roomId, token });
      if (client === null) await wait(20);
    }
  });
  const beforeSeconds = cpuSeconds();
  const tookMs: number[] = [];
  for (let visitor = 0; visitor < 50; visitor += 1) {
    tookMs.push(await joinOnce(port, addressOf(visitor)));
    await wait(100);
  }
  isOver = true;
  await flood;
  for (const tcp of held) tcp?.destroy();
  const slowestMs = Math.max(...tookMs);
  if (slowestMs > 1_000) throw new Error(`A join of another took ${slowestMs} ms.`);
  const cpu = `${(cpuSeconds() - beforeSeconds).toFixed(1)} s of CPU`;
  return { figures: `${tries} tries, ${cpu}; of 50 joins of others the slowest took ${slowestMs.toFixed(0)} ms` };
}

async function crowd({ port }: ServerProcess): Promise<Outcome> {
  const invite = drawKnownRoom(4);
  const told: string[] = [];
  const host = await openClient({ port, onEvent: (name) => told.push(name) });
  expectStatus(await host.call('open', invite.opening), 'open');
  const guests = await times(400, 50, (at) => openClient({ port, from: addressOf(at) }));
  const joining = { roomId: invite.roomId, token: invite.token };
  const statuses = (await Promise.all(guests.map((guest) => guest.call('join', joining)))).map(({ status }) => status);
  const count = (status: string) => statuses.filter((found) => found === status).length;
  const joined = told.filter((name) => name === 'peer-joined').length;
  if (count('joined') !== 4 || joined !== 4) throw new Error(`${count('joined')} joined, the host heard of ${joined}.`);
  if (count('busy') + count('limited') !== 396) throw new Error(`Answers: ${[...new Set(statuses)].join(', ')}.`);

  const room = drawKnownRoom(1);
  const superseded = new Set<number>();
  const tabs = await times(50, 50, (at) =>
    openClient({ port, onEvent: (name) => (name === 'superseded' ? superseded.add(at) : undefined) }),
  );
  await Promise.all(tabs.map((tab) => tab.call('open', room.opening)));
  await Promise.all(tabs.map((tab) => tab.call('leave', { roomId: drawKnownRoom(1).roomId })));
  if (superseded.size !== 49) throw new Error(`${superseded.size} of 50 tabs were superseded.`);
  for (const client of [host, ...guests, ...tabs]) client.close();
  return { figures: `4 joined, ${count('busy')} busy, ${count('limited')} limited; of 50 tabs one stayed` };
}

/** A chat's room has one seat, and of all who take it at once exactly one keeps it. */
async function crowdedSeat({ port }: ServerProcess): Promise<Outcome> {
  const room = drawKnownRoom(1);
  const host = await openClient({ port });
  expectStatus(await host.call('open', room.opening), 'open');
  const superseded = new Set<number>();
  const tabs = await times(400, 50, (at) =>
    openClient({
      port,
      from: addressOf(at),
      onEvent: (name) => (name === 'superseded' ? superseded.add(at) : undefined),
    }),
  );
  const joining = { roomId: room.roomId, token: room.token };
  const peers = (await Promise.all(tabs.map((tab) => tab.call('join', joining)))).map(
    (answer) => expectStatus(answer, 'joined')['peer'],
  );
  // Whatever was sent before this answer has been read before it.
  await Promise.all(tabs.map((tab) => tab.call('leave', { roomId: drawKnownRoom(1).roomId })));
  const winners = tabs.map((_tab, at) => at).filter((at) => !superseded.has(at));
  const said = peers.map((peer) => host.call('relay', { roomId: room.roomId, peer, frame: 'AAAA' }));
  const heard = (await Promise.all(said)).flatMap(({ status }, at) => (status === 'handed' ? [at] : []));
  for (const client of [host, ...tabs]) client.close();
  if (winners.length !== 1 || heard.length !== 1 || winners[0] !== heard[0])
    throw new Error(`${winners.length} kept the seat, ${heard.length} could be spoken to.`);
  return { figures: '400 joined, 399 superseded, and the host speaks to the one that is left' };
}

async function killedBetweenSteps(server: ServerProcess): Promise<Outcome> {
  let last = server;
  const tookMs: number[] = [];
  const { length } = createMeeting(server.port, '127.0.0.1').steps;
  for (let done = 0; done <= length; done += 1) {
    const room = drawKnownRoom(4);
    const { steps, end } = createMeeting(last.port, '127.0.0.1', room);
    for (const step of steps.slice(0, done)) await step();
    // The next step is under way when the end comes.
    const next = steps[done]?.().catch(() => undefined);
    await last.end('SIGKILL');
    await next;
    end();
    const beganAtMs = performance.now();
    last = await startShipped({ PORT: String(last.port) });
    await joinOnce(last.port, '127.0.0.1', room);
    tookMs.push(performance.now() - beganAtMs);
  }
  const slowestMs = Math.max(...tookMs).toFixed(0);
  return { figures: `killed ${tookMs.length} times; start and the same join again took at most ${slowestMs} ms`, last };
}

/** A machine that sleeps or swaps: whoever was there, and has not given up, still is, and whoever came meanwhile gets in. */
async function paused({ port, pid }: ServerProcess): Promise<Outcome> {
  const hosts = await times(500, 50, async (at) => {
    const room = drawKnownRoom(4);
    const host = await openClient({ port, from: addressOf(at) });
    expectStatus(await host.call('open', room.opening), 'open');
    return { room, host };
  });
  process.kill(pid, 'SIGSTOP');
  await wait(PAUSE_MS - 5_000);
  const early = times(50, 50, (at) => joinOnce(port, addressOf(1_000 + at)));
  await wait(5_000);
  process.kill(pid, 'SIGCONT');
  await early;
  const guest = await openClient({ port, from: addressOf(2_000) });
  for (const { room, host } of hosts.slice(0, 100)) {
    const answer = await guest.call('join', { roomId: room.roomId, token: room.token });
    if (expectStatus(answer, 'joined')['isHostPresent'] !== true) throw new Error('A host has lost its seat.');
    const relay = { roomId: room.roomId, peer: answer['peer'], frame: 'AAAA' };
    expectStatus(await guest.call('relay', relay), 'handed');
    expectStatus(await host.call('relay', relay), 'handed');
  }
  const there = hosts.filter(({ host }) => host.isOpen()).length;
  for (const client of [guest, ...hosts.map(({ host }) => host)]) client.close();
  if (there !== 500) throw new Error(`Only ${there} of 500 hosts are still there.`);
  return { figures: '500 hosts kept their seats, and 50 who came meanwhile met' };
}

async function drain(server: ServerProcess): Promise<Outcome> {
  const { port } = server;
  const clients = await times(5_000, 64, (at) => openClient({ port, from: addressOf(at) }));
  const beganAtMs = performance.now();
  const endsMs: number[] = [];
  for (const { tcp } of clients) tcp.once('close', () => endsMs.push(performance.now() - beganAtMs));
  const ended = server.end('SIGTERM');
  await wait(1_000);
  const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
  if (status !== 503) throw new Error(`Not unready but ${status}.`);
  await joinOnce(port, '127.249.0.1');
  const code = await ended;
  const seconds = (performance.now() - beganAtMs) / 1000;
  await wait(500);
  if (code !== 0) throw new Error(`It ended with ${code}.`);
  if (endsMs.length !== 5_000) throw new Error(`Only ${endsMs.length} were told.`);
  endsMs.sort((left, right) => left - right);
  const [first = 0, middle = 0, end = 0] = [0, 2_500, 4_999].map((at) => (endsMs[at] ?? 0) / 1000);
  if (first < 4.5) throw new Error(`The first goodbye came after ${first} s.`);
  const spread = [first, middle, end].map((second) => second.toFixed(1)).join(', ');
  return {
    figures: `goodbyes (first, middle, last) after ${spread} s, ended after ${seconds.toFixed(1)} s`,
    last: await startShipped(),
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(0)} MB`;
}
