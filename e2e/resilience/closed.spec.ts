/** Pages that are closed, browsers that crash: whoever comes back finds the chat where it was. */
import { loadedAtUnixMs } from '../fixtures/live-again.ts';
import { meet } from '../fixtures/meet.ts';
import { test } from '../fixtures/resilience.ts';
import { expectSameConversation } from '../fixtures/same-conversation.ts';
import { openTwoChats } from '../fixtures/two-chats.ts';
import { createWriter } from '../fixtures/writer.ts';
import { createHostPage } from '../pages/host-page.ts';

/** What a browser says of a connection to another browser that is lost. */
test.use({ understood: [/ICE failed/] });

test('both pages are closed and opened again, in either order', async ({ host, guest, liveAgain }) => {
  test.setTimeout(120_000);
  const { maya, ana } = await meet(host, guest);
  const byHost = createWriter('Maya', 'Ana');
  const byGuest = createWriter('Ana', 'Maya');
  const address = ana.page.url();
  let [hostPage, guestPage] = [maya.page, ana.page];

  const loadHost = async () => {
    hostPage = await host.context.newPage();
    await hostPage.goto('/');
    return hostPage;
  };
  const useHost = async () => {
    await createHostPage(hostPage).openChat('Ana');
    await byHost.write(hostPage);
  };
  const loadGuest = async () => {
    guestPage = await guest.context.newPage();
    await guestPage.goto(address);
    return guestPage;
  };
  const useGuest = () => byGuest.write(guestPage);

  for (const [loadFirst, useFirst, loadSecond, useSecond] of [
    [loadHost, useHost, loadGuest, useGuest],
    [loadGuest, useGuest, loadHost, useHost],
  ] as const) {
    await byHost.write(hostPage);
    // Whoever stays a little longer writes to somebody who is not there.
    await guestPage.close();
    await byHost.write(hostPage);
    await hostPage.close();
    await loadFirst();
    await useFirst();
    const loadedAt = await loadedAtUnixMs(await loadSecond());
    await Promise.all([liveAgain.expect('both pages closed', loadedAt, [hostPage, guestPage]), useSecond()]);
  }
  const written = { byHost: byHost.written, byGuest: byGuest.written };
  await expectSameConversation({ page: hostPage, other: 'Ana' }, { page: guestPage, other: 'Maya' }, written);
});

test('a browser with a host and a guest in it crashes while all write', async ({
  host,
  deviceOf,
  guestBrowser,
  liveAgain,
}) => {
  test.setTimeout(120_000);
  const device = await deviceOf('crashing', guestBrowser);
  const chats = await openTwoChats(host.context, device.context());
  await chats.write(chats.everybody);
  await Promise.all([chats.write(chats.troubled), chats.write(chats.steady)]);
  await device.crashAndRestart();
  await chats.write(chats.steady);
  await chats.reopen(device.context());
  const loadedAt = Math.max(...(await Promise.all(chats.troubled.map(({ page }) => loadedAtUnixMs(page)))));
  await Promise.all([
    liveAgain.expect('browser crashed', loadedAt, chats.pages()),
    chats.enter(chats.troubled).then(() => chats.write(chats.everybody)),
  ]);
  await chats.expectSameConversations();
});
