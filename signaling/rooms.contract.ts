/** What every implementation of Rooms does: the rules of GC/1 section 3, one sentence each. */
import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Notice, Rooms } from './rooms.ts';
import { MAX_TTL_SECONDS, PEER_ID_CHARS, type JoinAnswer, type RoomOpening } from './wire.ts';

const NOW = Date.UTC(2026, 10, 23);
const TTL_SECONDS = 600;
const EXPIRY = NOW + TTL_SECONDS * 1000;

export interface TestRoom {
  opening: RoomOpening;
  roomId: string;
  token: string;
}

/** A room with fresh secrets. */
export function drawRoom(seats: 1 | 4, ttlSeconds = TTL_SECONDS): TestRoom {
  const token = randomBytes(32);
  const roomId = randomBytes(16).toString('base64url');
  const joinHash = createHash('sha256').update(token).digest('base64url');
  const ownerToken = randomBytes(32).toString('base64url');
  return { opening: { roomId, ownerToken, joinHash, seats, ttlSeconds }, roomId, token: token.toString('base64url') };
}

/** @param create rooms that are empty and hold at most `maxRooms` */
export function describeRooms(name: string, create: (maxRooms: number) => Rooms | Promise<Rooms>): void {
  describe(name, () => {
    let rooms: Rooms;
    let invite: TestRoom;
    let chat: TestRoom;

    beforeEach(async () => {
      rooms = await create(8);
      invite = drawRoom(4);
      chat = drawRoom(1);
    });

    const open = async (socket: string, room: TestRoom, nowUnixMs = NOW) => {
      const { answer, notices } = await rooms.open(socket, room.opening, nowUnixMs, true);
      return { answer, notices };
    };
    const join = async (socket: string, room: TestRoom, nowUnixMs = NOW) =>
      rooms.join(socket, room.roomId, room.token, nowUnixMs);
    const seat = async (socket: string, room: TestRoom) => peerOf((await join(socket, room)).answer);
    const reach = async (socket: string, room: TestRoom, nowUnixMs = NOW) => {
      const found = await rooms.reach(socket, room.roomId, nowUnixMs);
      return found === null ? null : Object.fromEntries(found);
    };
    const sweepAll = async (nowUnixMs: number) => {
      const notices: Notice[] = [];
      for (let sweep = 0; sweep < 4; sweep += 1) notices.push(...(await rooms.sweep(nowUnixMs)));
      return notices;
    };

    test('a guest that joins an open room is told of the host, and the host of the guest', async () => {
      expect(await open('host', invite)).toEqual({ answer: { status: 'open' }, notices: [] });
      const { answer, notices } = await join('guest', invite);
      const peer = peerOf(answer);
      expect(peer).toHaveLength(PEER_ID_CHARS);
      expect(answer).toEqual({ status: 'joined', peer, isHostPresent: true });
      expect(notices).toEqual([tell('host', 'peer-joined', invite, peer)]);
      expect(await reach('host', invite)).toEqual({ [peer]: 'guest' });
      expect(await reach('guest', invite)).toEqual({ [peer]: 'host' });
    });

    test('peer ids are never used twice', async () => {
      await open('host', chat);
      const peers = new Set<string>();
      for (let count = 0; count < 50; count += 1) peers.add(await seat('guest', chat));
      expect(peers.size).toBe(50);
    });

    test('an invite room seats four guests, and a fifth finds it busy until one leaves', async () => {
      await open('host', invite);
      const peers = [];
      for (const guest of ['a', 'b', 'c', 'd']) peers.push(await seat(guest, invite));
      expect(await join('e', invite)).toEqual({ answer: { status: 'busy' }, notices: [] });
      expect(await reach('e', invite)).toBeNull();
      expect((await rooms.leave('b', invite.roomId)).notices).toEqual([tell('host', 'peer-left', invite, peers[1])]);
      expect((await join('e', invite)).answer.status).toBe('joined');
    });

    test('in a chat room the newest guest wins', async () => {
      await open('host', chat);
      const older = await seat('older', chat);
      const { answer, notices } = await join('newer', chat);
      expect(notices).toEqual([
        superseded('older', chat),
        tell('host', 'peer-left', chat, older),
        tell('host', 'peer-joined', chat, peerOf(answer)),
      ]);
      expect(await reach('older', chat)).toBeNull();
      expect(await rooms.leaveAll('older')).toEqual([]);
    });

    test('a guest that joins again gets a fresh seat and leaves the old one', async () => {
      await open('host', invite);
      const first = await seat('guest', invite);
      const { answer, notices } = await join('guest', invite);
      expect(notices).toEqual([
        tell('host', 'peer-left', invite, first),
        tell('host', 'peer-joined', invite, peerOf(answer)),
      ]);
      expect(await reach('host', invite)).toEqual({ [peerOf(answer)]: 'guest' });
    });

    test('a socket that joins the room it hosts is its guest from then on', async () => {
      await open('host', invite);
      const peer = await seat('guest', invite);
      const { answer, notices } = await join('host', invite);
      expect(notices).toEqual([tell('guest', 'peer-left', invite, peer)]);
      expect(answer).toMatchObject({ status: 'joined', isHostPresent: false });
    });

    test('a guest that proves to be the owner is the host from then on', async () => {
      await open('host', invite);
      const peer = await seat('guest', invite);
      const { notices } = await open('guest', invite);
      expect(notices).toEqual([tell('host', 'peer-left', invite, peer), superseded('host', invite)]);
      expect(await reach('guest', invite)).toEqual({});
    });

    test('without a host a guest may sit and wait, and both are told when the host opens the room', async () => {
      await open('host', invite);
      await rooms.leaveAll('host');
      const { answer } = await join('guest', invite);
      expect(answer).toMatchObject({ isHostPresent: false });
      expect(await reach('guest', invite)).toEqual({});
      const { notices } = await open('host again', invite);
      expect(notices).toHaveLength(2);
      expect(notices).toContainEqual(tell('guest', 'peer-joined', invite, peerOf(answer)));
      expect(notices).toContainEqual(tell('host again', 'peer-joined', invite, peerOf(answer)));
    });

    test('the newest host wins, and every guest sees the old one go before the new one comes', async () => {
      await open('older', invite);
      const peers = [await seat('a', invite), await seat('b', invite)];
      const { notices } = await open('newer', invite);
      expect(to('older', notices)).toEqual([superseded('older', invite)]);
      for (const [at, guest] of ['a', 'b'].entries()) {
        expect(to(guest, notices)).toEqual([
          tell(guest, 'peer-left', invite, peers[at]),
          tell(guest, 'peer-joined', invite, peers[at]),
        ]);
      }
      expect(to('newer', notices)).toEqual(peers.map((peer) => tell('newer', 'peer-joined', invite, peer)));
      expect(await rooms.leaveAll('older')).toEqual([]);
    });

    test('opening again from the same socket disturbs nobody, renews the expiry and may change the token', async () => {
      await open('host', invite);
      await seat('guest', invite);
      const changed = { ...drawRoom(4), roomId: invite.roomId };
      const opening = { ...invite.opening, joinHash: changed.opening.joinHash };
      expect(await rooms.open('host', opening, EXPIRY - 1, true)).toEqual({
        answer: { status: 'open' },
        notices: [],
        isNew: false,
      });
      expect((await join('late', invite, EXPIRY)).answer).toEqual({ status: 'unavailable' });
      expect((await join('late', changed, EXPIRY)).answer.status).toBe('joined');
    });

    test('one socket hosts many rooms, and leaves all of them when it goes', async () => {
      await open('host', invite);
      await open('host', chat);
      const [first, second] = [await seat('a', invite), await seat('b', chat)];
      const notices = await rooms.leaveAll('host');
      expect(notices).toHaveLength(2);
      expect(notices).toContainEqual(tell('a', 'peer-left', invite, first));
      expect(notices).toContainEqual(tell('b', 'peer-left', chat, second));
      expect(await rooms.leaveAll('host')).toEqual([]);
    });

    test('leaving frees the seat, and leaving where one does not sit changes nothing', async () => {
      await open('host', invite);
      const peer = await seat('guest', invite);
      expect(await rooms.leave('stranger', invite.roomId)).toEqual({ answer: { status: 'done' }, notices: [] });
      expect(await rooms.leave('guest', drawRoom(4).roomId)).toEqual({ answer: { status: 'done' }, notices: [] });
      expect((await rooms.leave('guest', invite.roomId)).notices).toEqual([tell('host', 'peer-left', invite, peer)]);
      expect(await rooms.leave('guest', invite.roomId)).toEqual({ answer: { status: 'done' }, notices: [] });
    });

    test('only the owner revokes; the room is gone and its guests hear that the host left', async () => {
      await open('host', invite);
      const peer = await seat('guest', invite);
      const { roomId, ownerToken } = invite.opening;
      expect(await rooms.revoke(roomId, drawRoom(4).opening.ownerToken, NOW)).toEqual(unavailable());
      expect(await rooms.revoke(roomId, ownerToken, NOW)).toEqual({
        answer: { status: 'done' },
        notices: [tell('guest', 'peer-left', invite, peer)],
      });
      expect(await reach('host', invite)).toBeNull();
      expect(await join('guest', invite)).toEqual(unavailable());
      expect(await rooms.revoke(roomId, ownerToken, NOW)).toEqual(unavailable());
      expect(await rooms.leaveAll('host')).toEqual([]);
      expect(await rooms.leaveAll('guest')).toEqual([]);
    });

    test('unknown, expired and revoked rooms and wrong tokens are refused alike', async () => {
      await open('host', invite);
      await open('host', chat);
      await rooms.revoke(chat.roomId, chat.opening.ownerToken, NOW);
      const refusals = [
        await join('guest', drawRoom(4)),
        await join('guest', invite, EXPIRY),
        await join('guest', chat),
        await join('guest', { ...invite, token: chat.token }),
        await open('thief', { ...invite, opening: { ...invite.opening, ownerToken: chat.opening.ownerToken } }),
        await rooms.revoke(invite.roomId, invite.opening.ownerToken, EXPIRY),
      ];
      for (const refusal of refusals) expect(refusal).toEqual(unavailable());
    });

    test('a room outlives its sockets until it expires, to the millisecond', async () => {
      await open('host', invite);
      await rooms.leaveAll('host');
      expect((await join('early', invite, EXPIRY - 1)).answer.status).toBe('joined');
      expect((await join('late', invite, EXPIRY)).answer).toEqual({ status: 'unavailable' });
      expect(await reach('early', invite, EXPIRY - 1)).toEqual({});
      expect(await reach('early', invite, EXPIRY)).toBeNull();
    });

    test('a sweep removes what has expired, tells its guests, and leaves the rest', async () => {
      const lasting = drawRoom(4, MAX_TTL_SECONDS);
      await open('host', invite);
      await open('host', lasting);
      const peer = await seat('guest', invite);
      await seat('guest', lasting);
      expect(await sweepAll(EXPIRY - 1)).toEqual([]);
      expect(await sweepAll(EXPIRY)).toEqual([tell('guest', 'peer-left', invite, peer)]);
      expect(await sweepAll(EXPIRY)).toEqual([]);
      expect((await join('another', lasting, EXPIRY)).answer.status).toBe('joined');
    });

    test('an expired room that is opened again is a new one, whoever opens it', async () => {
      await open('host', invite);
      const peer = await seat('guest', invite);
      const other = { ...drawRoom(4), roomId: invite.roomId };
      const opening = { ...other.opening, roomId: invite.roomId };
      const { answer, notices } = await rooms.open('other', opening, EXPIRY, true);
      expect(answer).toEqual({ status: 'open' });
      expect(notices).toEqual([tell('guest', 'peer-left', invite, peer)]);
      expect(await reach('guest', invite, EXPIRY)).toBeNull();
      expect((await join('guest', other, EXPIRY)).answer.status).toBe('joined');
    });

    test('when the server is full new rooms are refused, and known ones are still opened', async () => {
      const known = Array.from({ length: 8 }, () => drawRoom(4));
      for (const room of known) expect((await open('host', room)).answer).toEqual({ status: 'open' });
      expect((await open('host', invite)).answer).toEqual({ status: 'full' });
      for (const room of known) expect((await open('other', room)).answer).toEqual({ status: 'open' });
      await sweepAll(EXPIRY);
      expect((await open('host', invite, EXPIRY)).answer).toEqual({ status: 'open' });
    });

    test('who may not create rooms still opens those it has, and finds out nothing about others', async () => {
      const mayNot = async (opening: RoomOpening, nowUnixMs = NOW) => rooms.open('host', opening, nowUnixMs, false);
      expect(await rooms.open('host', invite.opening, NOW, true)).toMatchObject({ isNew: true });
      expect(await mayNot(invite.opening)).toEqual({ answer: { status: 'open' }, notices: [], isNew: false });
      expect(await mayNot(chat.opening)).toEqual({ answer: { status: 'limited' }, notices: [], isNew: false });
      expect(await join('guest', chat)).toEqual(unavailable());
      const theft = { ...invite.opening, ownerToken: chat.opening.ownerToken };
      expect(await rooms.open('thief', theft, NOW, true)).toEqual({ ...unavailable(), isNew: false });
      expect((await mayNot(invite.opening, EXPIRY)).answer).toEqual({ status: 'limited' });
    });

    test('it counts its rooms', async () => {
      await open('host', invite);
      await open('host', chat);
      await open('host', chat);
      expect(await rooms.count()).toBe(2);
      await rooms.revoke(chat.roomId, chat.opening.ownerToken, NOW);
      await sweepAll(EXPIRY);
      expect(await rooms.count()).toBe(0);
    });

    test('who does not sit in a room reaches nobody there', async () => {
      await open('host', invite);
      await seat('guest', invite);
      expect(await reach('stranger', invite)).toBeNull();
      expect(await reach('host', chat)).toBeNull();
    });
  });
}

function peerOf(answer: JoinAnswer): string {
  if (answer.status !== 'joined') throw new Error(`internal: not joined but ${answer.status}`);
  return answer.peer;
}

function tell(to: string, event: 'peer-joined' | 'peer-left', { roomId }: TestRoom, peer: string | undefined) {
  return { to, event, seat: { roomId, peer } };
}

function superseded(to: string, { roomId }: TestRoom): Notice {
  return { to, event: 'superseded', roomId };
}

function to(socket: string, notices: readonly Notice[]): readonly Notice[] {
  return notices.filter((notice) => notice.to === socket);
}

function unavailable() {
  return { answer: { status: 'unavailable' }, notices: [] };
}
