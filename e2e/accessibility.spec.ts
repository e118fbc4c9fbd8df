/** Every screen through axe (WCAG 2.2 A and AA), in both themes, and the whole flow by keyboard alone. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { createAppLockPage } from './pages/app-lock.ts';
import { ARRIVED, choose, messageWith, send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';

// Each screen is looked at twice, and axe takes its time.
test.describe.configure({ timeout: 180_000 });

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** In both themes; the page keeps the system's. */
async function check(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${screen}, ${colorScheme}`).toEqual([]);
  }
}

test('no screen has a violation', async ({ host, guest }) => {
  await host.page.goto('/');
  await check(host.page, 'first run');
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  await check(host.page, 'empty home');
  await host.page.getByRole('button', { name: 'New invite', exact: true }).first().click();
  for (const name of ['Require a password', 'Ask me before they join']) {
    await host.page.getByRole('switch', { name, exact: true }).check();
  }
  await host.page.getByText('Advanced', { exact: true }).click();
  await check(host.page, 'new invite');
  await host.page.getByRole('button', { name: 'Close', exact: true }).click();
  const link = await maya.createInvite({ label: 'Choir' });
  await check(host.page, 'invite ready');

  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await check(guest.page, 'landing');
  await guest.page.getByRole('button', { name: 'Continue', exact: true }).click();
  await check(guest.page, 'name');
  await ana.open('about:blank');
  await guest.page.goto('/j');
  await check(guest.page, 'link missing');

  await ana.open(link);
  await ana.join('Ana', 'Maya');
  await expect(maya.messagesWith('Choir')).toBeVisible();
  await send(guest.page, 'Is rehearsal still on Thursday?');
  await send(host.page, 'It is, at seven.');
  await expect(ana.messagesWith('Maya').getByText('It is, at seven.')).toBeVisible();
  await expect(maya.messagesWith('Choir').getByText(ARRIVED)).toBeVisible();
  await check(host.page, 'host chat');
  await check(guest.page, 'guest chat');
  await guest.page.getByRole('button', { name: 'Verify security code', exact: true }).click();
  await check(guest.page, 'verify');
  await guest.page.getByRole('button', { name: 'Close', exact: true }).click();
  await host.page.getByRole('button', { name: 'More', exact: true }).click();
  await check(host.page, 'menu');
  await host.page.getByRole('menuitem', { name: 'End chat', exact: true }).click();
  await check(host.page, 'end chat');
  await host.page.getByRole('button', { name: 'End and delete', exact: true }).click();
  await expect(guest.page.getByRole('heading', { name: 'Maya ended this chat' })).toBeVisible();
  await check(host.page, 'host ended');
  await check(guest.page, 'guest ended');
});

test('nothing that can be done with a message has a violation', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  await send(guest.page, 'Is rehearsal still on Thursday?');
  await send(host.page, 'It is, at seven.');
  const answer = messageWith(maya.messagesWith('Ana'), 'It is, at seven.');
  await answer.getByRole('button', { name: 'Message actions', exact: true }).click();
  await check(host.page, 'message menu');
  await host.page.getByRole('menuitem', { name: 'Delete for everyone', exact: true }).click();
  await check(host.page, 'delete for everyone');
  await host.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await choose(answer, 'Edit');
  await check(host.page, 'editing');
  await host.page.keyboard.press('Escape');
  await choose(messageWith(ana.messagesWith('Maya'), 'at seven'), 'Reply');
  await check(guest.page, 'replying');
  await send(guest.page, 'See you then.');
  await choose(messageWith(maya.messagesWith('Ana'), 'See you then.'), 'Heart');
  await expect(ana.messagesWith('Maya').getByText('reacted with')).toBeAttached();
  await guest.page.getByRole('button', { name: 'More', exact: true }).click();
  await guest.page.getByRole('menuitem', { name: 'Disappearing messages', exact: true }).click();
  await check(guest.page, 'disappearing messages');
  await guest.page.getByRole('radio', { name: '1 hour', exact: true }).check();
  await guest.page.getByRole('button', { name: 'Save', exact: true }).click();
  await choose(messageWith(ana.messagesWith('Maya'), 'Is rehearsal'), 'Delete for everyone');
  await guest.page.getByRole('button', { name: 'Delete for everyone', exact: true }).click();
  await expect(maya.messagesWith('Ana').getByText('This message was deleted')).toBeVisible();
  await check(host.page, 'host chat with everything');
  await check(guest.page, 'guest chat with everything');
});

test('nor have the settings and the locked page', async ({ host }) => {
  await createHostPage(host.page).introduce('Maya');
  const lock = createAppLockPage(host.page);
  await lock.openSettings();
  await check(host.page, 'settings');
  await host.page.getByRole('button', { name: 'Turn on', exact: true }).click();
  await check(host.page, 'turn on app lock');
  await host.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await lock.turnOn('tulip anchor mosaic');
  await check(host.page, 'settings, with the app lock on');
  await lock.setting.getByRole('button', { name: 'Lock now', exact: true }).click();
  await expect(lock.question).toBeVisible();
  await check(host.page, 'locked');
  await lock.unlock('something else');
  await expect(host.page.getByText('That passphrase isn’t right. Try again.')).toBeVisible();
  await check(host.page, 'wrong passphrase');
  await host.page.getByRole('button', { name: 'Forgot your passphrase?', exact: true }).click();
  await check(host.page, 'delete everything');
});

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

/** The page's own focus, whether or not its window is in front. */
async function expectActive(control: Locator): Promise<void> {
  await expect.poll(() => isActive(control)).toBe(true);
}

function isActive(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}
