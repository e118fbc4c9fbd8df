/** What `bench:server` weighs, each behind the same two calls: ours, and three that do less. */
import { randomBytes } from 'node:crypto';
import { drawRoom } from '../../signaling/rooms.contract.ts';
import { addressOf, openClient } from '../abuse/client.ts';
import { startServer, startShipped, type ServerProcess } from '../abuse/server-process.ts';
import { openWire } from '../abuse/wire.ts';

/** About the size of a handshake's largest message. */
export const FRAME = randomBytes(1_500).toString('base64url');

/** One end of a pair: says a frame to the other, which hears it. */
export interface End {
  readonly id: string;
  send: (peer: string) => void;
  onFrame: () => void;
}

export interface Kind {
  readonly name: string;
  readonly start: () => Promise<ServerProcess>;
  /** Somebody who waits, as a host does. */
  readonly idle: (port: number, visitor: number) => Promise<unknown>;
  readonly pair: (port: number, visitor: number) => Promise<readonly [End, End]>;
}

const baseline = (name: string) => startServer(['e2e/bench/server-baselines.mjs', name], {}, /^ready: (\d+)$/m);

export const OURS: Kind = {
  name: 'guest-chats',
  start: () => startShipped(),
  idle: async (port, visitor) => {
    const client = await openClient({ port, from: addressOf(visitor) });
    await client.call('open', drawRoom(4).opening);
    return client;
  },
  pair: async (port, visitor) => {
    const room = drawRoom(1);
    const ends = [0, 1].map(() => toEnd());
    const [host, guest] = ends as [End, End];
    const toClient = (end: End, from: string) =>
      openClient({ port, from, onEvent: (name) => (name === 'relay' ? end.onFrame() : undefined) });
    const clients = [await toClient(host, addressOf(visitor)), await toClient(guest, addressOf(visitor + 1))];
    await clients[0]?.call('open', room.opening);
    const { peer } = (await clients[1]?.call('join', { roomId: room.roomId, token: room.token })) ?? {};
    for (const [at, end] of ends.entries())
      end.send = () => clients[at]?.say('relay', { roomId: room.roomId, peer, frame: FRAME });
    return [host, guest];
  },
};

export const BARE_SOCKETIO: Kind = {
  name: 'bare socket.io',
  start: () => baseline('socket.io'),
  idle: (port, visitor) => openClient({ port, from: addressOf(visitor) }),
  pair: async (port, visitor) => {
    const make = async (): Promise<End> => {
      const end = toEnd();
      let id = '';
      const onEvent = (name: string, payload: Readonly<Record<string, unknown>>) => {
        if (name === 'welcome') id = String(payload['id']);
        else end.onFrame();
      };
      const client = await openClient({ port, from: addressOf(visitor), onEvent });
      return Object.assign(end, { id, send: (peer: string) => client.say('relay', { peer, frame: FRAME }) });
    };
    return [await make(), await make()];
  },
};

export const BARE_WS: Kind = {
  name: 'bare ws',
  start: () => baseline('ws'),
  idle: (port, visitor) => openWire({ port, from: addressOf(visitor), path: '/' }),
  pair: async (port, visitor) => {
    const make = async (): Promise<End> => {
      const end = toEnd();
      let hear: (id: string) => void = () => undefined;
      const said = new Promise<string>((resolve) => (hear = resolve));
      const onText = (text: string) => {
        const { id } = JSON.parse(text) as { id?: string };
        if (id === undefined) end.onFrame();
        else hear(id);
      };
      const wire = await openWire({ port, from: addressOf(visitor), path: '/', onText });
      const send = (peer: string) => wire.send(JSON.stringify({ peer, frame: FRAME }));
      return Object.assign(end, { id: await said, send });
    };
    return [await make(), await make()];
  },
};

const peerPath = (id: string) => `/peerjs?key=peerjs&id=${id}&token=${id}`;
export const PEERJS: Kind = {
  name: 'PeerJS server',
  start: () => baseline('peerjs'),
  idle: (port, visitor) =>
    openWire({ port, from: addressOf(visitor), path: peerPath(`p${randomBytes(8).toString('hex')}`) }),
  pair: async (port, visitor) => {
    const make = async (): Promise<End> => {
      const id = `p${randomBytes(8).toString('hex')}`;
      const end = toEnd(id);
      let open = (): void => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      const onText = (text: string) => {
        if (text.includes('"OPEN"')) open();
        else end.onFrame();
      };
      const wire = await openWire({ port, from: addressOf(visitor), path: peerPath(id), onText });
      await opened;
      end.send = (peer) => wire.send(JSON.stringify({ type: 'OFFER', dst: peer, payload: { sdp: FRAME } }));
      return end;
    };
    return [await make(), await make()];
  },
};

function toEnd(id = ''): End {
  return { id, send: () => undefined, onFrame: () => undefined };
}
