/**
 * What a host's connection is good for, before anybody joins. The server gives a relay's credentials only to two who meet, so
 * the host meets itself: in a room that nobody knows of, for as long as the test takes.
 */
import { deriveChatRoom } from '../protocol/invite-keys.ts';
import type { Clock, IceServer, RandomBytes, Signaling } from '../session/ports.ts';
import type { GatherCandidates } from './ports.ts';
import type { ConnectionTest } from './view.ts';

/** Long enough for the room of a test; the server forgets it by itself if this page does not come to it. */
const ROOM_LIFE_MS = 60_000;
const REACH_SERVER_WITHIN_MS = 10_000;

export interface ConnectionTestWorld {
  readonly clock: Clock;
  readonly random: RandomBytes;
  createSignaling(): Signaling;
  readonly gatherCandidates: GatherCandidates;
}

/** Never rejects. */
export async function testConnection(world: ConnectionTestWorld): Promise<ConnectionTest> {
  const iceServers = await meetOneself(world);
  if (iceServers === null) return { is: 'server-away' };
  const found = await world.gatherCandidates(iceServers);
  const urls = iceServers.flatMap((server) => server.urls);
  const judge = (isOffered: boolean, isFound: boolean): 'works' | 'fails' | 'not-offered' => {
    if (!isOffered) return 'not-offered';
    return isFound ? 'works' : 'fails';
  };
  return {
    is: 'tested',
    local: judge(true, found.has('host')),
    stun: judge(
      urls.some((url) => url.startsWith('stun')),
      found.has('srflx'),
    ),
    turn: judge(
      urls.some((url) => url.startsWith('turn')),
      found.has('relay'),
    ),
  };
}

/** What the server tells two who meet; null when it cannot be reached. */
async function meetOneself(world: ConnectionTestWorld): Promise<readonly IceServer[] | null> {
  const { clock, random } = world;
  const { roomId, joinToken, joinHash } = deriveChatRoom(random(32));
  const ownerToken = random(32);
  const [host, guest] = await Promise.all([connect(world), connect(world)]);
  try {
    if (host === null || guest === null) return null;
    const expiresAtUnixMs = clock.now() + ROOM_LIFE_MS;
    if ((await host.open({ roomId, ownerToken, joinHash, seats: 1, expiresAtUnixMs })) !== 'open') return null;
    if ((await guest.join(roomId, joinToken)).status !== 'joined') return null;
    return await host.iceServers(roomId);
  } finally {
    void host?.revoke(roomId, ownerToken);
    guest?.stop();
    host?.stop();
  }
}

/** Null when the server does not answer in time. */
function connect({ createSignaling, clock }: ConnectionTestWorld): Promise<Signaling | null> {
  const socket = createSignaling();
  return new Promise((resolve) => {
    const cancel = clock.after(REACH_SERVER_WITHIN_MS, () => {
      socket.stop();
      resolve(null);
    });
    socket.start((event) => {
      if (event.type !== 'connected') return;
      cancel();
      resolve(socket);
    });
  });
}
