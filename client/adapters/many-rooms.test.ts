/** A host with many chats and a real server that is restarted. */
import { afterEach, expect, test } from 'vitest';
import { toBase64Url } from '../protocol/bytes.ts';
import { deriveInviteKeys, type RoomId } from '../protocol/invite-keys.ts';
import type { Signaling } from '../session/ports.ts';
import { createFakePage } from '../session/testing/fake-page.ts';
import { createHost } from '../state/host.ts';
import { createHostNetwork } from '../state/host-network.ts';
import { openLink } from '../state/link.ts';
import { createFakeLocks } from '../state/testing/fake-locks.ts';
import { createFakePersistence } from '../state/testing/fake-persistence.ts';
import { createMemoryStorage } from './chat-storage.ts';
import { browserClock } from './clock.ts';
import { browserRandom } from './random.ts';
import { createSocketioSignaling } from './socketio-signaling.ts';
import { startRealServer } from './testing/real-server.ts';

const CHATS = 200;
/** Some more than the 1,200 packets that the server lets a connection say at once, and what flows in meanwhile. */
const ROOMS_OF_A_CROWD = 1_260;
const KNOWN_WITHIN_MS = 2_000;
const DEADLINE_MS = 10_000;

const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function until(isDone: () => boolean): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!isDone() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(isDone()).toBe(true);
}

/** A host with many invites, all of them open. */
async function openInvites(url: string) {
  const opened: string[] = [];
  const signaling = createSocketioSignaling(url);
  endings.push(() => {
    signaling.stop();
  });
  const watched: Signaling = {
    ...signaling,
    open: async (room) => {
      const outcome = await signaling.open(room);
      if (outcome === 'open') opened.push(room.roomId);
      return outcome;
    },
  };
  const host = createHost(
    {
      loadNetwork: () =>
        Promise.resolve(
          createHostNetwork({
            createSignaling: () => watched,
            createTransport: () => ({
              signal: () => undefined,
              send: () => undefined,
              stats: () => Promise.resolve(null),
              close: () => undefined,
            }),
            gatherCandidates: () => Promise.resolve(new Set()),
            clock: browserClock,
            random: browserRandom,
          }),
        ),
      clock: browserClock,
      random: browserRandom,
      page: createFakePage(),
      locks: createFakeLocks(),
      persistence: createFakePersistence(true),
      openStorage: () => Promise.resolve(createMemoryStorage(browserClock)),
      createMemoryStorage: () => createMemoryStorage(browserClock),
      generatePassword: () => Promise.resolve(''),
      origin: url,
    },
    { name: () => 'Maya', setName: () => undefined },
  );
  await until(() => host.view.get().server === 'connected');
  for (let i = 0; i < CHATS; i += 1) {
    host.createInvite({
      label: '',
      lifetimeSeconds: 86_400,
      password: '',
      isAdmissionAsked: false,
      isRelayOnly: false,
      silenceDays: 10,
      disappearAfterSeconds: 0,
    });
  }
  await until(() => opened.length === CHATS);
  return { host, opened };
}

/** How many of the host's links lead to a room in which the host sits. */
async function countOpenDoors(url: string, links: readonly string[]): Promise<number> {
  const guest = createSocketioSignaling(url);
  endings.push(() => {
    guest.stop();
  });
  await new Promise<void>((resolve) => {
    guest.start(({ type }) => {
      if (type === 'connected') resolve();
    });
  });
  const outcomes = await Promise.all(
    links.map((link) => {
      const address = openLink(link);
      if (address.status !== 'ok') throw new Error(address.failure);
      const { roomId, joinToken } = deriveInviteKeys(address.invite).room;
      return guest.join(roomId, joinToken);
    }),
  );
  return outcomes.filter((outcome) => outcome.status === 'joined' && outcome.isHostPresent).length;
}

test('a restarted server knows two hundred rooms again within two seconds', async () => {
  const server = await startRealServer();
  endings.push(server.stop);
  const url = `http://127.0.0.1:${server.port}`;
  const { host, opened } = await openInvites(url);
  const links = host.view.get().chats.map(({ phase }) => (phase.is === 'invited' ? phase.link : ''));
  expect(await countOpenDoors(url, links)).toBe(CHATS);

  await server.stop();
  await until(() => host.view.get().server !== 'connected');
  opened.length = 0;
  await server.start();
  const began = performance.now();
  await until(() => opened.length === CHATS);
  expect(performance.now() - began).toBeLessThan(KNOWN_WITHIN_MS);
  expect(await countOpenDoors(url, links)).toBe(CHATS);
});

test('a host with more rooms than one connection may open at once opens them all, and is not taken for a flood', async () => {
  const server = await startRealServer({ GC_OPEN_BUDGET: '10000+1/s' });
  endings.push(server.stop);
  const host = createSocketioSignaling(`http://127.0.0.1:${server.port}`);
  endings.push(() => {
    host.stop();
  });
  const lost: string[] = [];
  await new Promise<void>((resolve) => {
    host.start(({ type }) => {
      if (type === 'connected') resolve();
      else lost.push(type);
    });
  });
  const rooms = Array.from({ length: ROOMS_OF_A_CROWD }, (_, at) => ({
    roomId: toBase64Url(browserRandom(16)) as RoomId,
    ownerToken: browserRandom(32),
    joinHash: browserRandom(32),
    seats: at % 2 === 0 ? (1 as const) : (4 as const),
    expiresAtUnixMs: Date.now() + 86_400_000,
  }));
  const outcomes = await Promise.all(rooms.map((room) => host.open(room)));
  expect(outcomes.filter((outcome) => outcome !== 'open')).toEqual([]);
  expect(lost).toEqual([]);
}, 30_000);
