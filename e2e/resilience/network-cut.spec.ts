/** A device whose network is gone for a minute, and no browser is asked whether that suits it. */
import { setTimeout as passing } from 'node:timers/promises';
import { LOST_CONNECTION } from '../fixtures/complaints.ts';
import { test } from '../fixtures/enclosed.ts';
import { openTwoChats } from '../fixtures/two-chats.ts';

const CUT_MS = 60_000;

test.use({ understood: [LOST_CONNECTION] });

test('a network cut for a minute, with a host and a guest behind it', async ({
  deviceOf,
  enclosure,
  hostBrowser,
  guestBrowser,
  liveAgain,
}) => {
  test.setTimeout(240_000);
  const steady = await deviceOf('steady', hostBrowser);
  const cut = await deviceOf('cut', guestBrowser, { namespace: enclosure.inside });
  const chats = await openTwoChats(steady.context(), cut.context());
  await chats.write(chats.everybody);

  enclosure.pullCable();
  const isOver = passing(CUT_MS);
  await chats.write(chats.everybody);
  await chats.expectAlone(chats.everybody);
  await chats.write(chats.everybody);
  await isOver;
  enclosure.plugCable();
  const pluggedAtUnixMs = Date.now();
  await Promise.all([
    liveAgain.expect('network cut 60 s', pluggedAtUnixMs, chats.pages()),
    chats.write(chats.everybody),
  ]);
  await chats.expectSameConversations();
});
