/** The server is only for meeting: a chat does not need it, and a server that comes back is found again. */
import { expect } from '@playwright/test';
import { LOST_CONNECTION } from './fixtures/complaints.ts';
import { meet } from './fixtures/meet.ts';
import { test as base } from './fixtures/people.ts';
import { startServer, type RunningServer } from './fixtures/server.ts';
import { ARRIVED, send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';

const test = base.extend<{ ownServer: RunningServer }>({
  ownServer: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.kill();
  },
  url: async ({ ownServer }, use) => {
    await use(ownServer.url);
  },
});

test.use({ understood: [LOST_CONNECTION] });

test('messages keep flowing when the server is killed, and it is found again when it is back', async ({
  host,
  guest,
  ownServer,
}) => {
  const { maya, ana } = await meet(host, guest);
  await ownServer.kill();
  for (let i = 1; i <= 5; i += 1) {
    await send(ana.page, `from Ana ${i}`);
    await send(maya.page, `from Maya ${i}`);
  }
  for (const messages of [maya.messagesWith('Ana'), ana.messagesWith('Maya')]) {
    await expect(messages.getByRole('article').filter({ hasText: ARRIVED })).toHaveCount(5);
    await expect(messages.getByRole('article')).toHaveCount(10);
  }
  await expect(maya.page.getByText('Can’t reach the server. Nobody can join until it’s back.')).toBeVisible();

  const again = await startServer(Number(new URL(ownServer.url).port));
  await expect(maya.page.getByText('Can’t reach the server.')).toBeHidden();
  const link = await maya.createInvite({ label: 'Bo' });
  const bo = createGuestPage(await guest.context.newPage());
  await bo.open(link);
  await bo.join('Bo', 'Maya');
  await expect(maya.messagesWith('Bo')).toBeVisible();
  await again.kill();
});

test('a guest whose server is away is told so, may write already, and joins when it is back', async ({
  host,
  guest,
  ownServer,
}) => {
  const { maya, ana } = await meet(host, guest);
  const link = await maya.createInvite({ label: 'Bo' });
  const bo = createGuestPage(await guest.context.newPage());
  await bo.open(link);
  // What the page is made of comes from the server as well.
  await bo.page.waitForLoadState('networkidle');
  await ownServer.kill();
  await bo.join('Bo', 'Maya');
  await expect(bo.page.getByRole('heading', { name: 'Can’t reach the server' })).toBeVisible();
  await send(bo.page, 'hello from the waiting room');
  const article = bo.messagesWith('Maya').getByRole('article');
  await expect(article).toContainText('Waiting');
  const again = await startServer(Number(new URL(ownServer.url).port));
  await expect(maya.messagesWith('Bo')).toBeVisible();
  await expect(article).toContainText(ARRIVED);
  await expect(maya.messagesWith('Bo').getByRole('article')).toContainText(['hello from the waiting room']);
  await expect(ana.page.getByText('Online', { exact: true })).toBeVisible();
  await again.kill();
});
