/** What every way to the signaling server must do (GC/1 section 3). Runs on the fake and on socket.io with a real server. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SHA256 } from '../../protocol/primitives.ts';
import { toBase64Url } from '../../protocol/bytes.ts';
import type { RoomId } from '../../protocol/invite-keys.ts';
import type { RoomOpening, Signaling, SignalingEvent } from '../ports.ts';

export interface SignalingWorld {
  connect(): Signaling;
  now(): number;
  /** Lets everything in flight arrive, at least until `isDone` says yes. */
  until(isDone: () => boolean): Promise<void>;
  /** From now on nothing arrives and nobody is told, as when a cable is pulled. */
  cut(): void;
  /** New connections work again; cut ones stay dead. */
  mend(): void;
  /** Ends the server; its rooms are gone. */
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  close(): Promise<void>;
}

interface Person {
  readonly signaling: Signaling;
  readonly events: SignalingEvent[];
  has(type: SignalingEvent['type']): boolean;
  count(type: SignalingEvent['type']): number;
}

/** How soon a dead connection is noticed, or a server that is back is found, on a machine that is not too busy. */
const SOON_MS = 3_000;

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);
const roomId = toBase64Url(bytes(16, 1)) as RoomId;
const joinToken = bytes(32, 2);
const frame = (fill: number): Uint8Array => bytes(1304, fill);

export function describeSignaling(name: string, create: () => Promise<SignalingWorld>): void {
  describe(`signaling over ${name}`, () => {
    let world: SignalingWorld;
    const people: Person[] = [];

    beforeEach(async () => {
      world = await create();
    });
    afterEach(async () => {
      for (const { signaling } of people.splice(0)) signaling.stop();
      await world.close();
    });

    const arrive = async (): Promise<Person> => {
      const signaling = world.connect();
      const events: SignalingEvent[] = [];
      const count = (type: SignalingEvent['type']): number => events.filter((event) => event.type === type).length;
      const person: Person = { signaling, events, count, has: (type) => count(type) > 0 };
      signaling.start((event) => events.push(event));
      people.push(person);
      await wait(world, () => person.has('connected'));
      return person;
    };
    const opening = (seats: 1 | 4): RoomOpening => ({
      roomId,
      ownerToken: bytes(32, 3),
      joinHash: SHA256.digest(joinToken),
      seats,
      expiresAtUnixMs: world.now() + 60_000,
    });
    const open = (host: Person, seats: 1 | 4 = 4): Promise<string> =>
      answered(world, host.signaling.open(opening(seats)));
    const join = (guest: Person): ReturnType<Signaling['join']> =>
      answered(world, guest.signaling.join(roomId, joinToken));

    test('a guest in an open room sees the host, and the host the guest', async () => {
      const host = await arrive();
      const guest = await arrive();
      expect(await open(host)).toBe('open');
      const joined = await join(guest);
      expect(joined).toMatchObject({ status: 'joined', isHostPresent: true });
      await wait(world, () => host.has('peer-joined'));
      expect(host.events.at(-1)).toEqual({ type: 'peer-joined', roomId, peer: peerOf(joined) });
    });

    test('an unknown room and a wrong token are the same word', async () => {
      const host = await arrive();
      const guest = await arrive();
      expect(await join(guest)).toEqual({ status: 'unavailable' });
      await open(host);
      expect(await answered(world, guest.signaling.join(roomId, bytes(32, 9)))).toEqual({ status: 'unavailable' });
    });

    test('somebody else cannot open a room that has an owner', async () => {
      const host = await arrive();
      const thief = await arrive();
      await open(host);
      expect(await answered(world, thief.signaling.open({ ...opening(4), ownerToken: bytes(32, 8) }))).toBe('refused');
    });

    test('frames arrive whole and in order, both ways, with the seat they concern', async () => {
      const host = await arrive();
      const guest = await arrive();
      await open(host);
      const peer = peerOf(await join(guest));
      for (let i = 0; i < 20; i += 1) guest.signaling.relay(roomId, peer, frame(i));
      for (let i = 0; i < 20; i += 1) host.signaling.relay(roomId, peer, frame(100 + i));
      const framesOf = (person: Person): readonly SignalingEvent[] => person.events.filter((e) => e.type === 'frame');
      await wait(world, () => framesOf(host).length === 20 && framesOf(guest).length === 20);
      expect(framesOf(host)).toEqual(
        Array.from({ length: 20 }, (_, i) => ({ type: 'frame', roomId, peer, frame: frame(i) })),
      );
      expect(framesOf(guest)).toEqual(
        Array.from({ length: 20 }, (_, i) => ({ type: 'frame', roomId, peer, frame: frame(100 + i) })),
      );
    });

    test('a fifth guest of an invite room is told that it is busy; a seat that is left is free again', async () => {
      const host = await arrive();
      await open(host);
      const guests = [await arrive(), await arrive(), await arrive(), await arrive()];
      for (const guest of guests) expect((await join(guest)).status).toBe('joined');
      const fifth = await arrive();
      expect(await join(fifth)).toEqual({ status: 'busy' });
      guests[0]?.signaling.leave(roomId);
      await wait(world, () => host.has('peer-left'));
      expect((await join(fifth)).status).toBe('joined');
    });

    test('in a chat room the newest guest takes the one seat, and the older is told', async () => {
      const host = await arrive();
      await open(host, 1);
      const [older, newer] = [await arrive(), await arrive()];
      await join(older);
      expect((await join(newer)).status).toBe('joined');
      await wait(world, () => older.has('superseded') && host.has('peer-left'));
      expect(older.events.at(-1)).toEqual({ type: 'superseded', roomId });
    });

    test('the newest host socket takes the room; guests see one host go and the next come', async () => {
      const [older, newer, guest] = [await arrive(), await arrive(), await arrive()];
      await open(older);
      const peer = peerOf(await join(guest));
      await open(newer);
      await wait(world, () => older.has('superseded') && newer.has('peer-joined') && guest.has('peer-joined'));
      expect(guest.events.slice(1)).toEqual([
        { type: 'peer-left', roomId, peer },
        { type: 'peer-joined', roomId, peer },
      ]);
    });

    test('a socket that goes frees its seats and the other side learns of it', async () => {
      const host = await arrive();
      const guest = await arrive();
      await open(host);
      const peer = peerOf(await join(guest));
      host.signaling.stop();
      await wait(world, () => guest.has('peer-left'));
      expect(guest.events.at(-1)).toEqual({ type: 'peer-left', roomId, peer });
    });

    test('a guest may wait in a room whose host is away', async () => {
      const host = await arrive();
      await open(host);
      host.signaling.stop();
      const guest = await arrive();
      await wait(world, () => true);
      expect(await join(guest)).toMatchObject({ status: 'joined', isHostPresent: false });
    });

    test('a revoked room is gone', async () => {
      const host = await arrive();
      const guest = await arrive();
      await open(host);
      await join(guest);
      await answered(world, host.signaling.revoke(roomId, bytes(32, 3)));
      await wait(world, () => guest.has('peer-left'));
      expect(await join(guest)).toEqual({ status: 'unavailable' });
    });

    test('a room revoked while the server is out of reach is gone once it is back', async () => {
      const host = await arrive();
      await open(host);
      const late = world.connect();
      let isGone = false;
      void late.revoke(roomId, bytes(32, 3)).then(() => {
        isGone = true;
      });
      const events: SignalingEvent[] = [];
      late.start((event) => events.push(event));
      people.push({ signaling: late, events, has: () => false, count: () => 0 });
      await wait(world, () => isGone);
      expect(events).toHaveLength(1);
      expect(await answered(world, late.join(roomId, joinToken))).toEqual({ status: 'unavailable' });
    });

    test('a server that comes back is found soon, and knows no room', async () => {
      const host = await arrive();
      await open(host);
      await world.stopServer();
      await wait(world, () => host.has('disconnected'));
      expect(await open(host)).toBe('offline');
      await world.startServer();
      const began = world.now();
      await wait(world, () => host.count('connected') === 2);
      expect(world.now() - began).toBeLessThan(SOON_MS);
      expect(await join(host)).toEqual({ status: 'unavailable' });
    });

    test('a check of a living connection says nothing and changes nothing, however often it is asked for', async () => {
      const host = await arrive();
      const guest = await arrive();
      await open(host);
      await join(guest);
      for (let i = 0; i < 100; i += 1) host.signaling.check();
      await wait(world, () => host.has('peer-joined'));
      expect(await open(host)).toBe('open');
      expect(host.events.map(({ type }) => type)).toEqual(['connected', 'peer-joined']);
    });

    test('a connection that died without a word is noticed by a check, and made anew once the network is back', async () => {
      const host = await arrive();
      world.cut();
      await wait(world, () => true);
      expect(host.has('disconnected')).toBe(false);
      const began = world.now();
      host.signaling.check();
      host.signaling.check();
      await wait(world, () => host.has('disconnected'));
      expect(world.now() - began).toBeLessThan(SOON_MS);
      expect(await open(host)).toBe('offline');
      world.mend();
      await wait(world, () => host.count('connected') === 2);
      expect(world.now() - began).toBeLessThan(2 * SOON_MS);
      expect(await open(host)).toBe('open');
    });

    test('who is suspended is gone for the others, hears of nothing and is answered as if the server were away', async () => {
      const host = await arrive();
      const guest = await arrive();
      await open(host);
      const peer = peerOf(await join(guest));
      guest.signaling.suspend();
      guest.signaling.suspend();
      await wait(world, () => host.has('peer-left'));
      guest.signaling.check();
      expect(await join(guest)).toEqual({ status: 'offline' });
      guest.signaling.relay(roomId, peer, frame(1));
      guest.signaling.leave(roomId);
      expect(guest.events.map(({ type }) => type)).toEqual(['connected']);
      guest.signaling.resume();
      guest.signaling.resume();
      await wait(world, () => guest.count('connected') === 2);
      expect(await join(guest)).toMatchObject({ status: 'joined', isHostPresent: true });
      expect(host.has('frame')).toBe(false);
      expect(guest.count('connected')).toBe(2);
    });

    test('nothing rejects when the server is away', async () => {
      const nobody = world.connect();
      expect(await answered(world, nobody.open(opening(4)))).toBe('offline');
      expect(await answered(world, nobody.join(roomId, joinToken))).toEqual({ status: 'offline' });
      expect(await answered(world, nobody.iceServers(roomId))).toEqual([]);
      nobody.relay(roomId, 'AAAAAAAAAAAAAAAA', frame(1));
      nobody.leave(roomId);
      void nobody.revoke(roomId, joinToken);
      nobody.check();
      nobody.stop();
    });
  });
}

function peerOf(outcome: Awaited<ReturnType<Signaling['join']>>): string {
  if (outcome.status !== 'joined') throw new Error(`not joined: ${outcome.status}`);
  return outcome.peer;
}

async function wait(world: SignalingWorld, isDone: () => boolean): Promise<void> {
  await world.until(isDone);
  expect(isDone()).toBe(true);
}

/** The fake's answers need its clock to move; a real server's come by themselves. */
async function answered<T>(world: SignalingWorld, promise: Promise<T>): Promise<T> {
  let isDone = false;
  void promise.then(() => {
    isDone = true;
  });
  await world.until(() => isDone);
  return promise;
}
