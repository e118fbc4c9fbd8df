/** What a person can find out about a connection, and what happens when there is none. */
import { expect, type Locator, type Page } from '@playwright/test';
import { AxeBuilder } from '@axe-core/playwright';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { createAppLockPage } from './pages/app-lock.ts';
import { createHostPage } from './pages/host-page.ts';

async function openConnection(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Connection', exact: true }).click();
  return page.getByRole('dialog', { name: 'Connection', exact: true });
}

/** The value beside a name. */
function fact(within: Locator, name: string): Locator {
  return within.locator('dl > div').filter({ hasText: name }).getByRole('definition');
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  }
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
    await expectAccessible(page);
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
  await expectAccessible(guest.page);
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
  await expectAccessible(host.page);
});
