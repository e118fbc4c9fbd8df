import { describe, expect, test } from 'vitest';
import type { IceServer } from '../session/ports.ts';
import { createFakeClock } from '../session/testing/fake-clock.ts';
import { createFakeRandom } from '../session/testing/fake-random.ts';
import { createFakeSignalingServer } from '../session/testing/fake-signaling.ts';
import { testConnection } from './connection-test.ts';
import type { CandidateKind } from './ports.ts';

const STUN: IceServer = { urls: ['stun:stun.example.org'] };
const TURN: IceServer = { urls: ['turn:turn.example.org'], username: 'u', credential: 'c' };

function start(iceServers: readonly IceServer[], found: readonly CandidateKind[]) {
  const clock = createFakeClock();
  const server = createFakeSignalingServer(clock);
  server.iceServers = iceServers;
  const asked: (readonly IceServer[])[] = [];
  const begin = () =>
    testConnection({
      clock,
      random: createFakeRandom('test'),
      createSignaling: server.connect,
      gatherCandidates: (servers) => {
        asked.push(servers);
        return Promise.resolve(new Set(found));
      },
    });
  return { clock, server, asked, begin };
}

describe('a test of the connection', () => {
  test.each([
    [[STUN, TURN], ['host', 'srflx', 'relay'], { local: 'works', stun: 'works', turn: 'works' }],
    [[STUN, TURN], ['host'], { local: 'works', stun: 'fails', turn: 'fails' }],
    [[STUN], ['srflx'], { local: 'fails', stun: 'works', turn: 'not-offered' }],
    [[TURN], ['host', 'relay'], { local: 'works', stun: 'not-offered', turn: 'works' }],
    [[], ['host'], { local: 'works', stun: 'not-offered', turn: 'not-offered' }],
  ] as const)('with %j that finds %j says %j', async (iceServers, found, verdict) => {
    const { clock, asked, begin } = start(iceServers, found);
    const result = begin();
    await clock.advance(100);
    expect(await result).toEqual({ is: 'tested', ...verdict });
    expect(asked).toEqual([iceServers]);
  });

  test('leaves nothing on the server, and no connection to it', async () => {
    const { clock, server, begin } = start([STUN], ['host']);
    const result = begin();
    await clock.advance(100);
    await result;
    await clock.advance(100);
    expect(server.opened).toHaveLength(1);
    expect(server.connections()).toBe(0);
  });

  test('says within ten seconds that the server is away, and asks no browser for anything', async () => {
    const { clock, server, asked, begin } = start([STUN], ['host']);
    server.stop();
    const result = begin();
    await clock.advance(10_000);
    expect(await result).toEqual({ is: 'server-away' });
    expect(asked).toEqual([]);
    server.restart();
    await clock.advance(10_000);
    expect(server.connections()).toBe(0);
  });

  test('says so too when the server refuses', async () => {
    const { clock, server, begin } = start([STUN], ['host']);
    server.onOpen = () => 'refused';
    const result = begin();
    await clock.advance(100);
    expect(await result).toEqual({ is: 'server-away' });
    expect(server.connections()).toBe(0);
  });
});
