/** Pages that are loaded again, over and over, while both people write. */
import { loadedAtUnixMs } from '../fixtures/live-again.ts';
import { meet } from '../fixtures/meet.ts';
import { test } from '../fixtures/resilience.ts';
import { expectSameConversation } from '../fixtures/same-conversation.ts';
import { createWriter } from '../fixtures/writer.ts';

const GUEST_RELOADS = 20;
const HOST_RELOADS = 6;
/** Of two reloads one waits until the chat is live; the other comes in the middle of whatever goes on. */
const AWAITED_EVERY = 2;

/** A page that goes while its socket is being opened says so on the console. */
test.use({ understood: [/The connection to ws:\/\/\S+ was interrupted while the page was loading/] });

test('a guest reloads twenty times while both write', async ({ host, guest, liveAgain }) => {
  test.setTimeout(180_000);
  const { maya, ana } = await meet(host, guest);
  const byHost = createWriter('Maya', 'Ana');
  const byGuest = createWriter('Ana', 'Maya');
  const reload = async (isAwaited: boolean) => {
    await ana.page.reload();
    const loaded = await loadedAtUnixMs(ana.page);
    const live = isAwaited ? liveAgain.expect('guest reload', loaded, [ana.page, maya.page]) : null;
    await Promise.all([live, byGuest.write(ana.page)]);
  };
  for (let count = 1; count <= GUEST_RELOADS; count += 1) {
    await Promise.all([reload(count % AWAITED_EVERY === 0), byHost.write(maya.page)]);
  }
  const written = { byHost: byHost.written, byGuest: byGuest.written };
  await expectSameConversation({ page: maya.page, other: 'Ana' }, { page: ana.page, other: 'Maya' }, written);
});

test('a host reloads while both write', async ({ host, guest, liveAgain }) => {
  test.setTimeout(120_000);
  const { maya, ana } = await meet(host, guest);
  const byHost = createWriter('Maya', 'Ana');
  const byGuest = createWriter('Ana', 'Maya');
  const reload = async (isAwaited: boolean) => {
    await maya.page.reload();
    const loaded = await loadedAtUnixMs(maya.page);
    const live = isAwaited ? liveAgain.expect('host reload', loaded, [maya.page, ana.page]) : null;
    await maya.openChat('Ana');
    await Promise.all([live, byHost.write(maya.page)]);
  };
  for (let count = 1; count <= HOST_RELOADS; count += 1) {
    await Promise.all([reload(count % AWAITED_EVERY === 0), byGuest.write(ana.page)]);
  }
  const written = { byHost: byHost.written, byGuest: byGuest.written };
  await expectSameConversation({ page: maya.page, other: 'Ana' }, { page: ana.page, other: 'Maya' }, written);
});
