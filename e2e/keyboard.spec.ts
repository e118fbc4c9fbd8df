/** The whole flow by keyboard alone, and all that stands beside it. */
import { expect, type Locator, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { messageWith, send } from './pages/conversation.ts';
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

test(
  'what can be done with a message, a row and the settings, by keyboard alone',
  { tag: '@once' },
  async ({ host, guest }) => {
    const { maya, ana } = await meet(host, guest);
    const { page } = maya;
    const keys = page.keyboard;
    await send(ana.page, 'Is rehearsal still on?');
    const list = maya.messagesWith('Ana');
    const field = page.getByRole('textbox', { name: 'Message', exact: true });
    const asked = messageWith(list, 'Is rehearsal');
    await expect(asked).toBeVisible();

    /** From the field to the newest message, and into its menu. */
    const openNewest = async (): Promise<void> => {
      await tabTo(page, list, 'Shift+Tab');
      await keys.press('End');
      await keys.press('Enter');
      await expect(page.getByRole('menu', { name: 'Message actions' })).toBeVisible();
    };
    const chooseByKeys = async (item: string): Promise<void> => {
      await walkTo(page, page.getByRole('menuitem', { name: item, exact: true }), 'ArrowDown');
      await keys.press('Enter');
    };

    await expectActive(field);
    await openNewest();
    await expectActive(page.getByRole('menuitemradio', { name: 'Thumbs up', exact: true }));
    await keys.press('ArrowRight');
    await keys.press('Enter');
    await expect(ana.messagesWith('Maya').getByText('reacted with')).toBeAttached();
    await tabTo(page, field);
    await openNewest();
    await chooseByKeys('Reply');
    await expectActive(field);
    await keys.type('It is.');
    await keys.press('Enter');
    const answer = messageWith(list, 'It is.');
    await expect(answer).toBeVisible();
    await openNewest();
    await chooseByKeys('Edit');
    await expectActive(field);
    await keys.type(' At seven.');
    await keys.press('Enter');
    await expect(messageWith(ana.messagesWith('Maya'), 'It is. At seven.')).toContainText('Edited');
    await openNewest();
    await chooseByKeys('Info');
    await expect(page.getByRole('dialog', { name: 'Message info' })).toBeVisible();
    await keys.press('Escape');
    await openNewest();
    await chooseByKeys('Delete for everyone');
    await tabTo(page, page.getByRole('button', { name: 'Delete for everyone', exact: true }));
    await keys.press('Enter');
    await expect(list.getByText('This message was deleted')).toBeVisible();

    const more = page.getByRole('button', { name: 'More for Ana', exact: true });
    await tabTo(page, more, 'Shift+Tab');
    await keys.press('Enter');
    await chooseByKeys('Rename');
    await keys.type('Choir');
    await keys.press('Enter');
    await expectActive(page.getByRole('button', { name: 'More for Choir', exact: true }));

    await tabTo(page, page.getByRole('button', { name: 'Settings', exact: true }), 'Shift+Tab');
    await keys.press('Enter');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await expect(settings).toBeVisible();
    await tabTo(page, settings.getByRole('radio', { name: 'System', exact: true }));
    await keys.press('ArrowRight');
    await expect(settings.getByRole('radio', { name: 'Light', exact: true })).toBeChecked();
    await tabTo(page, settings.getByRole('switch', { name: 'Sound', exact: true }));
    await keys.press('Space');
    await expect(settings.getByRole('switch', { name: 'Sound', exact: true })).toBeChecked();
    await keys.press('Escape');
    await expect(settings).toBeHidden();
    await expectActive(page.getByRole('button', { name: 'Settings', exact: true }));
  },
);

/** Presses Tab until the control has the focus; a control that cannot be reached fails. */
function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  return walkTo(page, control, key);
}

async function walkTo(page: Page, control: Locator, key: string): Promise<void> {
  await expect(control).toBeVisible();
  for (let presses = 0; presses < 30; presses += 1) {
    if (await isActive(control)) return;
    await page.keyboard.press(key);
  }
  await expectActive(control);
}
