/** A server that crashes and forgets all rooms: between any two frames of a handshake, and while a chat goes on. */
import { expect } from '@playwright/test';
import { LOST_CONNECTION } from '../fixtures/complaints.ts';
import { startCrashingServer, type CrashingServer } from '../fixtures/crashing-server.ts';
import { meet } from '../fixtures/meet.ts';
import { test as base } from '../fixtures/resilience.ts';
import { expectSameConversation } from '../fixtures/same-conversation.ts';
import { createWriter } from '../fixtures/writer.ts';
import { createGuestPage } from '../pages/guest-page.ts';
import { createHostPage } from '../pages/host-page.ts';

/** HS1, HS2, HS3, READY, READY_ACK, and the first two of WebRTC's own: after so many of them (GC/1 section 11). */
const FRAMES = [0, 1, 2, 3, 4, 5, 6];

const test = base.extend<{ ownServer: CrashingServer }>({
  ownServer: async ({}, use) => {
    const server = await startCrashingServer();
    await use(server);
    await server.close();
  },
  url: async ({ ownServer }, use) => {
    await use(ownServer.url);
  },
});

test.use({ understood: [LOST_CONNECTION] });

test('between two frames of a first contact', { tag: '@once' }, async ({ host, guest, ownServer, liveAgain }) => {
  test.setTimeout(180_000);
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  for (const frames of FRAMES) {
    const name = `Ana ${frames}`;
    const byHost = createWriter('Maya', name);
    const byGuest = createWriter(name, 'Maya');
    const link = await maya.createInvite();
    const ana = createGuestPage(await guest.context.newPage());
    await ana.open(link);
    const back = ownServer.crashAfter(frames);
    await ana.join(name, 'Maya');
    const backAtUnixMs = await back;
    await Promise.all([
      liveAgain.expect(`server crashed after ${frames} frames of a first contact`, backAtUnixMs, [maya.page, ana.page]),
      byGuest.write(ana.page),
    ]);
    await byHost.write(maya.page);
    const written = { byHost: byHost.written, byGuest: byGuest.written };
    await expectSameConversation({ page: maya.page, other: name }, { page: ana.page, other: 'Maya' }, written);
    await ana.page.close();
  }
});

test('between two frames of a return', { tag: '@once' }, async ({ host, guest, ownServer, liveAgain }) => {
  test.setTimeout(180_000);
  const { maya, ana } = await meet(host, guest);
  const byHost = createWriter('Maya', 'Ana');
  const byGuest = createWriter('Ana', 'Maya');
  for (const frames of FRAMES) {
    const back = ownServer.crashAfter(frames);
    await Promise.all([ana.page.reload(), byHost.write(maya.page)]);
    const backAtUnixMs = await back;
    await Promise.all([
      liveAgain.expect(`server crashed after ${frames} frames of a return`, backAtUnixMs, [ana.page, maya.page]),
      byGuest.write(ana.page),
    ]);
  }
  const written = { byHost: byHost.written, byGuest: byGuest.written };
  await expectSameConversation({ page: maya.page, other: 'Ana' }, { page: ana.page, other: 'Maya' }, written);
});

test('while both write and the guest’s browser has just lost the host', async ({
  host,
  guest,
  ownServer,
  liveAgain,
}) => {
  const { maya, ana } = await meet(host, guest);
  const byHost = createWriter('Maya', 'Ana');
  const byGuest = createWriter('Ana', 'Maya');
  await Promise.all([byHost.write(maya.page), byGuest.write(ana.page)]);
  await ownServer.crash();
  await Promise.all([byHost.write(maya.page), byGuest.write(ana.page)]);
  await expect(ana.page.getByText('Online', { exact: true })).toBeVisible();

  // A page cannot be loaded without the server; the host's is gone, and so is its socket.
  await maya.page.close();
  await byGuest.write(ana.page);
  await expect(ana.page.getByText('Offline', { exact: true })).toBeVisible();
  await ownServer.restart();
  const backAtUnixMs = Date.now();
  const again = createHostPage(await host.context.newPage());
  await again.page.goto('/');
  await again.openChat('Ana');
  await Promise.all([
    liveAgain.expect('server crashed, host gone', backAtUnixMs, [again.page, ana.page]),
    byHost.write(again.page),
  ]);
  const written = { byHost: byHost.written, byGuest: byGuest.written };
  await expectSameConversation({ page: again.page, other: 'Ana' }, { page: ana.page, other: 'Maya' }, written);
});
