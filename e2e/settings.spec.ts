/** What a host sets on this device, and the keys that do something anywhere on the page. */
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { send } from './pages/conversation.ts';
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

test('a message that comes unseen is shown by the browser as it was asked to, and not for a muted chat', async ({
  host,
  guest,
}) => {
  await host.page.addInitScript(recordNotifications);
  const { maya, ana } = await meet(host, guest);
  const shown = (): Promise<unknown> => maya.page.evaluate(() => (window as unknown as Recorder).shown);
  const setNotify = async (choice: string): Promise<void> => {
    await maya.page.getByRole('button', { name: 'Settings', exact: true }).click();
    const choices = maya.page.getByRole('radiogroup', { name: 'Notifications' });
    await choices.getByRole('radio', { name: choice, exact: true }).check();
    await maya.page.getByRole('button', { name: 'Done', exact: true }).click();
  };
  expect(await maya.page.evaluate(() => (window as unknown as Recorder).asked)).toBe(0);
  await setNotify('Who wrote');
  expect(await maya.page.evaluate(() => (window as unknown as Recorder).asked)).toBe(1);
  await send(ana.page, 'seen at once');
  await expect(maya.messagesWith('Ana').getByText('seen at once')).toBeVisible();
  await maya.messagesWith('Ana').focus();
  await maya.page.keyboard.press('Escape');
  await send(ana.page, 'one');
  await expect.poll(shown).toEqual(['Ana: 1 new message']);
  await setNotify('Who and what');
  await send(ana.page, 'two');
  await expect.poll(shown).toEqual(['Ana: 1 new message', 'Ana: two']);
  await maya.openChat('Ana');
  await maya.page.getByRole('button', { name: 'More', exact: true }).click();
  await maya.page.getByRole('menuitem', { name: 'Mute', exact: true }).click();
  await maya.messagesWith('Ana').focus();
  await maya.page.keyboard.press('Escape');
  await send(ana.page, 'three');
  await expect(maya.chats.getByText('1 unread message')).toBeAttached();
  await expect(maya.page).toHaveTitle('Guest Chats');
  expect(await shown()).toEqual(['Ana: 1 new message', 'Ana: two']);
});

interface Recorder {
  readonly shown: readonly string[];
  readonly asked: number;
}

/** Runs in the page: headless browsers show no notifications, and neither asks. */
function recordNotifications(): void {
  const recorder = { shown: [] as string[], asked: 0 };
  class Recorded {
    static permission: NotificationPermission = 'default';
    static requestPermission(): Promise<NotificationPermission> {
      recorder.asked += 1;
      Recorded.permission = 'granted';
      return Promise.resolve(Recorded.permission);
    }
    onclick: (() => void) | null = null;
    constructor(title: string, { body = '' }: NotificationOptions = {}) {
      recorder.shown.push(`${title}: ${body}`);
    }
    close(): void {
      this.onclick = null;
    }
  }
  Object.assign(window, { Notification: Recorded, ...recorder });
  Object.defineProperties(window, {
    shown: { get: () => recorder.shown },
    asked: { get: () => recorder.asked },
  });
}
