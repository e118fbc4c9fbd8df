/** What a host sets on this device, and the keys that do something anywhere on the page. */
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { createHostPage } from './pages/host-page.ts';

const themeOf = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
const backgroundOf = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test('a theme is kept, and is there before anything is drawn', async ({ host }) => {
  const { page } = host;
  await page.emulateMedia({ colorScheme: 'light' });
  await createHostPage(page).introduce('Maya');
  const light = await backgroundOf(page);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: 'Dark', exact: true }).check();
  expect(await themeOf(page)).toBe('dark');
  const dark = await backgroundOf(page);
  expect(dark).not.toBe(light);
  // Without the page's own code it cannot be that which sets it.
  await page.route('**/assets/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.reload();
  await expect.poll(() => backgroundOf(page)).toBe(dark);
  await page.unroute('**/assets/*.js');
  await page.reload();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: 'System', exact: true }).check();
  expect(await backgroundOf(page)).toBe(light);
});

test('keys lead from chat to chat, to a new invite and to their list, and letters stay letters', async ({
  host,
  guest,
}) => {
  const { maya } = await meet(host, guest);
  const keys = maya.page.keyboard;
  const field = maya.page.getByRole('textbox', { name: 'Message', exact: true });
  await expect(field).toBeFocused();
  await keys.type('n?');
  await expect(field).toHaveValue('n?');
  await keys.press('Escape');
  await expect(maya.messagesWith('Ana')).toBeFocused();
  await keys.press('m');
  await expect(field).toBeFocused();
  await keys.press('Escape');
  await keys.press('Escape');
  await expect(maya.messagesWith('Ana')).toHaveCount(0);
  await expect(maya.chats.getByRole('listitem').getByRole('button').first()).toBeFocused();
  await keys.press('Alt+ArrowDown');
  await expect(field).toHaveValue('n?');
  await keys.press('Escape');
  await keys.press('n');
  const invite = maya.page.getByRole('dialog', { name: 'New invite' });
  await expect(invite).toBeVisible();
  await keys.press('Escape');
  await expect(invite).toHaveCount(0);
  await maya.messagesWith('Ana').focus();
  await keys.press('?');
  const help = maya.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByRole('switch', { name: 'Single keys', exact: true }).uncheck();
  await keys.press('Escape');
  await expect(help).toHaveCount(0);
  await maya.messagesWith('Ana').focus();
  await keys.press('n');
  await expect(invite).toHaveCount(0);
});
