/** What a person can find out about a connection, and what happens when there is none. */
import { expect, type Locator, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { createAppLockPage } from './pages/app-lock.ts';
import { expectNoViolation } from './pages/axe.ts';
import { send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';

async function openConnection(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Connection', exact: true }).click();
  return page.getByRole('dialog', { name: 'Connection', exact: true });
}

/** The value beside a name. */
function fact(within: Locator, name: string): Locator {
  return within.locator('dl > div').filter({ hasText: name }).getByRole('definition');
}

test('both can see which way the messages take, how long that takes, and since when', async ({ host, guest }) => {
  await meet(host, guest);
  for (const { page } of [host, guest]) {
    const panel = await openConnection(page);
    await expect(panel.getByText('Directly', { exact: true })).toBeVisible();
    await expect(fact(panel, 'Protocol')).toHaveText('UDP');
    await expect(fact(panel, 'There and back')).toHaveText(/^\d+ ms$/);
    await expect(fact(panel, 'Connected since')).toHaveText(/\d:\d\d/);
    // The server of these tests has neither STUN nor TURN.
    await expect(panel.getByText(/^Same network only/)).toBeVisible();
    await expectNoViolation(page, 'the panel');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Connection', exact: true })).toBeFocused();
  }
});

test('while the other person is away it says what was tried', async ({ host, guest }) => {
  await meet(host, guest);
  await host.page.close();
  const panel = await openConnection(guest.page);
  await expect(panel.getByText('Not connected', { exact: true })).toBeVisible();
  await expect(fact(panel, 'What is tried')).toHaveText('Directly, in the same network');
  await expectNoViolation(guest.page, 'the panel');
});

test.describe('when no way is found', () => {
  // Firefox says so itself.
  test.use({ understood: [/^(?:host|guest): ICE failed/] });

  test('both are told what was tried, and the guest can try again', async ({ host, guest }) => {
    for (const { page } of [host, guest]) {
      await page.addInitScript(() => {
        // It never hears of an address.
        Object.assign(RTCPeerConnection.prototype, { addIceCandidate: () => Promise.resolve() });
      });
    }
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    const link = await maya.createInvite();
    const ana = createGuestPage(guest.page);
    await ana.open(link);
    await ana.join('Ana', 'Maya');
    for (const { page } of [host, guest]) {
      await expect(page.getByRole('heading', { name: 'Can’t connect yet' })).toBeVisible({ timeout: 40_000 });
      await expect(page.getByText('A direct connection didn’t work, and this server has no relay.')).toBeVisible();
    }
    await expectNoViolation(guest.page, 'the panel');
    await send(guest.page, 'Are you there?');
    await expect(guest.page.getByRole('status').getByText(/^A direct connection didn’t work/)).toBeVisible();
    await guest.page.getByRole('button', { name: 'Retry', exact: true }).click();
    await expect(guest.page.getByText('Still trying. Your messages will send automatically.')).toBeVisible();
  });
});

test('a host can test the connection before anybody joins', async ({ host }) => {
  await createHostPage(host.page).introduce('Maya');
  await createAppLockPage(host.page).openSettings();
  const setting = host.page.getByRole('region', { name: 'Test this connection', exact: true });
  await setting.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(fact(setting, 'In your own network')).toHaveText('Works');
  await expect(fact(setting, 'Through routers (STUN)')).toHaveText('Not offered');
  await expect(fact(setting, 'Through the relay (TURN)')).toHaveText('Not offered');
  await expect(setting.getByText(/^Same network only/)).toBeVisible();
  await expectNoViolation(host.page, 'the panel');
});
