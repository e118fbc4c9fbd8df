/** The same chat in two tabs of one browser: one of them is in use, and what was written in either is in both. */
import { expect } from '@playwright/test';
import { meet } from '../fixtures/meet.ts';
import { test } from '../fixtures/resilience.ts';
import { expectSameConversation } from '../fixtures/same-conversation.ts';
import { createWriter } from '../fixtures/writer.ts';
import { createHostPage } from '../pages/host-page.ts';

test('a guest takes the chat over into a second tab and back, while both write', async ({ host, guest, liveAgain }) => {
  const { maya, ana } = await meet(host, guest);
  const byHost = createWriter('Maya', 'Ana');
  const byGuest = createWriter('Ana', 'Maya');
  await byGuest.write(ana.page);
  const second = await guest.context.newPage();
  await second.goto(ana.page.url());
  for (const [here, there] of [
    [second, ana.page],
    [ana.page, second],
    [second, ana.page],
  ] as const) {
    await expect(here.getByRole('heading', { name: 'This chat is open in another tab' })).toBeVisible();
    await Promise.all([byHost.write(maya.page), byGuest.write(there)]);
    await here.bringToFront();
    await here.getByRole('button', { name: 'Use here', exact: true }).click();
    const takenAtUnixMs = Date.now();
    await Promise.all([
      liveAgain.expect('guest’s other tab', takenAtUnixMs, [here, maya.page]),
      byGuest.write(here),
      byHost.write(maya.page),
    ]);
  }
  const written = { byHost: byHost.written, byGuest: byGuest.written };
  await expectSameConversation({ page: maya.page, other: 'Ana' }, { page: second, other: 'Maya' }, written);
});

test('a host takes all chats over into a second tab, while both write', async ({ host, guest, liveAgain }) => {
  const { maya, ana } = await meet(host, guest);
  const byHost = createWriter('Maya', 'Ana');
  const byGuest = createWriter('Ana', 'Maya');
  await Promise.all([byHost.write(maya.page), byGuest.write(ana.page)]);
  const second = createHostPage(await host.context.newPage());
  await second.page.goto('/');
  await expect(second.page.getByRole('heading', { name: 'Your chats are open in another tab' })).toBeVisible();
  await byGuest.write(ana.page);
  await second.page.getByRole('button', { name: 'Use here', exact: true }).click();
  const takenAtUnixMs = Date.now();
  await Promise.all([
    liveAgain.expect('host’s other tab', takenAtUnixMs, [second.page, ana.page]),
    second.openChat('Ana').then(() => byHost.write(second.page)),
    byGuest.write(ana.page),
  ]);
  await expect(maya.page.getByRole('heading', { name: 'Your chats are open in another tab' })).toBeVisible();
  const written = { byHost: byHost.written, byGuest: byGuest.written };
  await expectSameConversation({ page: second.page, other: 'Ana' }, { page: ana.page, other: 'Maya' }, written);
});

test('the tab in use is closed: the one that waits goes on by itself', async ({ host, guest, liveAgain }) => {
  const { maya, ana } = await meet(host, guest);
  const byHost = createWriter('Maya', 'Ana');
  const byGuest = createWriter('Ana', 'Maya');
  await Promise.all([byHost.write(maya.page), byGuest.write(ana.page)]);

  const guestSecond = await guest.context.newPage();
  await guestSecond.goto(ana.page.url());
  await expect(guestSecond.getByRole('heading', { name: 'This chat is open in another tab' })).toBeVisible();
  await ana.page.close();
  await liveAgain.expect('guest’s tab closed', Date.now(), [guestSecond]);
  await Promise.all([byHost.write(maya.page), byGuest.write(guestSecond)]);

  const hostSecond = createHostPage(await host.context.newPage());
  await hostSecond.page.goto('/');
  await expect(hostSecond.page.getByRole('heading', { name: 'Your chats are open in another tab' })).toBeVisible();
  await maya.page.close();
  const closedAtUnixMs = Date.now();
  await Promise.all([
    liveAgain.expect('host’s tab closed', closedAtUnixMs, [hostSecond.page, guestSecond]),
    hostSecond.openChat('Ana').then(() => byHost.write(hostSecond.page)),
    byGuest.write(guestSecond),
  ]);
  const written = { byHost: byHost.written, byGuest: byGuest.written };
  await expectSameConversation({ page: hostSecond.page, other: 'Ana' }, { page: guestSecond, other: 'Maya' }, written);
});
