/** Peers that do not play by the rules: strangers with the link and a raw socket, against real pages. */
import { randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import { io } from 'socket.io-client';
import { parseInvite, repairFragment } from '../client/protocol/invite.ts';
import { deriveInviteKeys } from '../client/protocol/invite-keys.ts';
import { MAX_FRAME_BYTES, SOCKET_PATH, type JoinAnswer } from '../signaling/wire.ts';
import { test } from './fixtures/people.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';

interface Stranger {
  /** Takes a guest seat in the invite's room. */
  join(): Promise<JoinAnswer>;
  relay(frame: string): Promise<unknown>;
  close(): void;
}

async function createStranger(link: string): Promise<Stranger> {
  const { room } = deriveInviteKeys(parseInvite(repairFragment(link)));
  const socket = io(new URL(link).origin, { path: SOCKET_PATH, transports: ['websocket'], forceNew: true });
  await new Promise((resolve) => socket.once('welcome', resolve));
  let peer = '';
  return {
    join: async () => {
      const token = Buffer.from(room.joinToken).toString('base64url');
      const answer = (await socket.emitWithAck('join', { roomId: room.roomId, token })) as JoinAnswer;
      if (answer.status === 'joined') peer = answer.peer;
      return answer;
    },
    relay: (frame) => socket.timeout(2_000).emitWithAck('relay', { roomId: room.roomId, peer, frame }),
    close: () => socket.close(),
  };
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

test('garbage and oversize frames from a stranger with the link harm nobody', async ({ host, guest }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite();
  const stranger = await createStranger(link);
  expect((await stranger.join()).status).toBe('joined');

  const hello = Buffer.concat([Buffer.from([1, 1, 0, 0, 0, 0, 0]), randomBytes(16 + 1248)]);
  const frames = [
    randomBytes(1),
    randomBytes(1304),
    randomBytes(MAX_FRAME_BYTES),
    hello,
    Buffer.concat([Buffer.from([3]), hello.subarray(7, 23), randomBytes(320)]),
    Buffer.concat([Buffer.from([4]), hello.subarray(7, 23), randomBytes(272)]),
    Buffer.concat([Buffer.from([1, 9]), randomBytes(21 + 1248)]),
  ];
  for (const frame of frames) expect(await stranger.relay(base64url(frame))).toEqual({ status: 'handed' });
  for (const bad of ['', '!', 'A', base64url(randomBytes(MAX_FRAME_BYTES + 3))]) {
    expect(await stranger.relay(bad)).toEqual({ status: 'malformed' });
  }
  stranger.close();

  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await ana.join('Ana', 'Maya');
  await expect(maya.messagesWith('Ana')).toBeVisible();
});

test('a fifth guest at once waits for a seat, and gets it', async ({ host, guest }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite();
  const strangers = await Promise.all([1, 2, 3, 4].map(() => createStranger(link)));
  for (const stranger of strangers) expect((await stranger.join()).status).toBe('joined');
  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await ana.join('Ana', 'Maya');
  await expect(guest.page.getByRole('heading', { name: 'Someone else is at this link right now' })).toBeVisible();
  for (const stranger of strangers) stranger.close();
  await expect(maya.messagesWith('Ana')).toBeVisible();
});
