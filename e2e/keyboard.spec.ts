/** The whole flow by keyboard alone. */
import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './fixtures/people.ts';
import { expectActive, isActive } from './pages/focus.ts';
import { createHostPage } from './pages/host-page.ts';

test('the whole of it by keyboard alone', async ({ host, guest }) => {
  const keys = host.page.keyboard;
  await host.page.goto('/');
  await expectActive(host.page.getByRole('textbox', { name: 'Your name', exact: true }));
  await keys.type('Maya');
  await keys.press('Enter');
  const newInvite = host.page.getByRole('button', { name: 'New invite', exact: true }).first();
  await tabTo(host.page, newInvite);
  await keys.press('Enter');
  await expect(host.page.getByRole('dialog', { name: 'New invite' })).toBeVisible();
  await keys.type('Ana');
  await keys.press('Enter');
  const link = await host.page.getByRole('textbox', { name: 'Invite link', exact: true }).inputValue();

  await guest.page.goto(link);
  await tabTo(guest.page, guest.page.getByRole('button', { name: 'Continue', exact: true }));
  await guest.page.keyboard.press('Enter');
  await expectActive(guest.page.getByRole('textbox', { name: 'What should Maya call you?', exact: true }));
  await guest.page.keyboard.type('Ana');
  await guest.page.keyboard.press('Enter');

  for (const [page, text] of [
    [guest.page, 'from the guest'],
    [host.page, 'from the host'],
  ] as const) {
    await tabTo(page, page.getByRole('textbox', { name: 'Message', exact: true }));
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  await expect(createHostPage(host.page).messagesWith('Ana').getByRole('article')).toHaveCount(2);

  // Backwards: past the last control the keys would go to the browser's own.
  await tabTo(host.page, host.page.getByRole('button', { name: 'More', exact: true }), 'Shift+Tab');
  await keys.press('Enter');
  await expectActive(host.page.getByRole('menuitem', { name: 'Verify security code', exact: true }));
  await keys.press('ArrowUp');
  await expectActive(host.page.getByRole('menuitem', { name: 'Block', exact: true }));
  await keys.press('ArrowUp');
  await expectActive(host.page.getByRole('menuitem', { name: 'End chat', exact: true }));
  await keys.press('Enter');
  const confirm = host.page.getByRole('button', { name: 'End and delete', exact: true });
  await tabTo(host.page, confirm);
  await keys.press('Enter');
  await expect(guest.page.getByRole('heading', { name: 'Maya ended this chat' })).toBeVisible();
});

/** Presses Tab until the control has the focus; a control that cannot be reached fails. */
async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(control).toBeVisible();
  for (let presses = 0; presses < 30; presses += 1) {
    if (await isActive(control)) return;
    await page.keyboard.press(key);
  }
  await expectActive(control);
}
