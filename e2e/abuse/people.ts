/** Those who do nothing wrong: rooms whose secrets are remembered, a host and a guest who meet. */
import { drawRoom, type TestRoom } from '../../signaling/rooms.contract.ts';
import { openClient, type Answer, type Client } from './client.ts';

const secrets = new Set<string>();

export function drawKnownRoom(seats: 1 | 4): TestRoom {
  const room = drawRoom(seats);
  for (const secret of [room.roomId, room.token, room.opening.ownerToken, room.opening.joinHash]) secrets.add(secret);
  return room;
}

/** All that no log and no metric may hold. */
export function secretsDrawn(): ReadonlySet<string> {
  return secrets;
}

export function expectStatus(answer: Answer, status: string): Answer {
  if (answer['status'] !== status) throw new Error(`Expected ${status}, got ${String(answer['status'])}.`);
  return answer;
}

/** What a meeting is made of, one after the other; `at` says whose address. */
export function createMeeting(port: number, from: string, room: TestRoom = drawKnownRoom(4)) {
  let host: Client | null = null;
  let guest: Client | null = null;
  let relay = { roomId: room.roomId, peer: '', frame: 'AAAA' };
  const there = (client: Client | null): Client => {
    if (client === null) throw new Error('internal: a step was left out');
    return client;
  };
  const steps: readonly (() => Promise<void>)[] = [
    async () => void (host = await openClient({ port, from })),
    async () => void expectStatus(await there(host).call('open', room.opening), 'open'),
    async () => void (guest = await openClient({ port, from })),
    async () => {
      const joining = { roomId: room.roomId, token: room.token };
      const { peer } = expectStatus(await there(guest).call('join', joining), 'joined');
      secrets.add(String(peer));
      relay = { ...relay, peer: String(peer) };
    },
    async () => void expectStatus(await there(guest).call('relay', relay), 'handed'),
    async () => void expectStatus(await there(host).call('relay', relay), 'handed'),
  ];
  return {
    steps,
    end: (): void => {
      for (const client of [host, guest]) client?.close();
    },
  };
}

/** In milliseconds. */
export async function joinOnce(port: number, from: string, room?: TestRoom): Promise<number> {
  const beganAtMs = performance.now();
  const { steps, end } = createMeeting(port, from, room);
  for (const step of steps) await step();
  end();
  return performance.now() - beganAtMs;
}
