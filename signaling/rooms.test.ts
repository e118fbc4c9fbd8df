import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { describeRooms, drawRoom } from './rooms.contract.ts';
import { createMemoryRooms } from './rooms.ts';

const drawPeer = () => randomBytes(12).toString('base64url');

describeRooms('rooms in memory', (maxRooms) => createMemoryRooms({ maxRooms, drawPeer }));

test('no sweep looks at more than a thousand rooms, and a few of them look at all', async () => {
  const rooms = createMemoryRooms({ maxRooms: 5_000, drawPeer });
  for (let count = 0; count < 2_500; count += 1) {
    const room = drawRoom(1, 1);
    await rooms.open('host', room.opening, 0, true);
    await rooms.join(`guest ${count}`, room.roomId, room.token, 0);
  }
  const told = [];
  for (let sweep = 0; sweep < 4; sweep += 1) told.push((await rooms.sweep(1_000)).length);
  expect(told).toEqual([1_000, 1_000, 500, 0]);
});
