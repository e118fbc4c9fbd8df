/** Through a relay: a chat that hides both addresses, and what a host and a guest are told of it. */
import { expect } from '@playwright/test';
import { test as base } from './fixtures/people.ts';
import { recordCandidates } from './fixtures/record-candidates.ts';
import { startRelay } from './fixtures/relay.ts';
import { startServer } from './fixtures/server.ts';
import { createAppLockPage } from './pages/app-lock.ts';
import { ARRIVED, send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';
import { whyNoRelay } from './relay-tools.mjs';

const excuse = whyNoRelay();

const test = base.extend({
  url: async ({}, use) => {
    const relay = await startRelay();
    const server = await startServer(0, relay.settings);
    await use(server.url);
    await server.kill();
    await relay.end();
  },
});

test('a chat that hides addresses goes through the relay, and names no other address', async ({ host, guest }) => {
  test.skip(excuse !== null, excuse ?? '');
  const candidatesOf = [await recordCandidates(host.page), await recordCandidates(guest.page)];
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite({ isRelayOnly: true });
  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await ana.join('Ana', 'Maya');
  await expect(maya.messagesWith('Ana')).toBeVisible();
  await send(guest.page, 'Nobody knows where I am');
  await expect(maya.messagesWith('Ana').getByText('Nobody knows where I am')).toBeVisible();
  await expect(ana.messagesWith('Maya').getByText(ARRIVED)).toBeVisible();
  for (const { page } of [host, guest]) {
    await page.getByRole('button', { name: 'Connection', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Connection', exact: true });
    await expect(panel.getByText('Relayed', { exact: true })).toBeVisible();
  }
  for (const candidates of candidatesOf) {
    const seen = await candidates();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((candidate) => !candidate.includes(' typ relay'))).toEqual([]);
  }
});

test('a test of the connection finds the relay', async ({ host }) => {
  test.skip(excuse !== null, excuse ?? '');
  await createHostPage(host.page).introduce('Maya');
  await createAppLockPage(host.page).openSettings();
  const setting = host.page.getByRole('region', { name: 'Test this connection', exact: true });
  await setting.getByRole('button', { name: 'Test', exact: true }).click();
  const relay = setting.locator('dl > div').filter({ hasText: 'Through the relay (TURN)' });
  await expect(relay.getByRole('definition')).toHaveText('Works', { timeout: 20_000 });
});
