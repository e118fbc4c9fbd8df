/** A device whose browser stands still: nothing in it runs, no connection is closed, and then it goes on. */
import { setTimeout as passing } from 'node:timers/promises';
import { LOST_CONNECTION } from '../fixtures/complaints.ts';
import { test } from '../fixtures/resilience.ts';
import { openTwoChats } from '../fixtures/two-chats.ts';

const FROZEN_MS = 30_000;

test.use({ understood: [LOST_CONNECTION] });

test('a browser frozen for half a minute, with a host and a guest in it', async ({
  deviceOf,
  hostBrowser,
  guestBrowser,
  liveAgain,
}) => {
  test.setTimeout(180_000);
  const steady = await deviceOf('steady', hostBrowser);
  const frozen = await deviceOf('frozen', guestBrowser);
  const chats = await openTwoChats(steady.context(), frozen.context());
  await chats.write(chats.everybody);

  frozen.freeze();
  const isOver = passing(FROZEN_MS);
  await chats.write(chats.steady);
  await chats.expectAlone(chats.steady);
  await chats.write(chats.steady);
  await isOver;
  frozen.thaw();
  const thawedAtUnixMs = Date.now();
  await Promise.all([liveAgain.expect('frozen 30 s', thawedAtUnixMs, chats.pages()), chats.write(chats.everybody)]);
  await chats.expectSameConversations();
});
