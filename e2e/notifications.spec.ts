/** How a host who looks elsewhere is called: notifications, the title's count, the number on the app's icon. */
import { expect, type Page } from '@playwright/test';
import { recordCalls } from './fixtures/called.ts';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { send } from './pages/conversation.ts';

// What the browser then makes of it is beyond its edge, where the stand-ins are the same in each.
const ONCE = { tag: '@once' };

async function setNotify(page: Page, choice: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const choices = page.getByRole('radiogroup', { name: 'Notifications' });
  await choices.getByRole('radio', { name: choice, exact: true }).check();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
}

test('a host is told of messages as they asked to be, and not of a muted chat', ONCE, async ({ host, guest }) => {
  const called = await recordCalls(host.page);
  const { maya, ana } = await meet(host, guest);
  const leaveChat = async (): Promise<void> => {
    await maya.messagesWith('Ana').focus();
    await maya.page.keyboard.press('Escape');
  };
  expect(await called.asked()).toBe(0);
  await setNotify(maya.page, 'Who wrote');
  expect(await called.asked()).toBe(1);
  await send(ana.page, 'seen at once');
  await expect(maya.messagesWith('Ana').getByText('seen at once')).toBeVisible();
  await leaveChat();
  await send(ana.page, 'one');
  await expect.poll(called.notifications).toEqual(['Ana: 1 new message']);
  await setNotify(maya.page, 'Who and what');
  await send(ana.page, 'two');
  await expect.poll(called.notifications).toEqual(['Ana: 1 new message', 'Ana: two']);
  expect(await called.shown()).toBe(1);
  expect(await called.badge()).toBe(2);
  await called.press();
  await expect(maya.messagesWith('Ana').getByText('two')).toBeVisible();
  expect(await called.shown()).toBe(0);
  await expect.poll(called.badge).toBe(0);
  await maya.page.getByRole('button', { name: 'More', exact: true }).click();
  await maya.page.getByRole('menuitem', { name: 'Mute', exact: true }).click();
  await leaveChat();
  await send(ana.page, 'three');
  await expect(maya.chats.getByText('1 unread message')).toBeAttached();
  await expect(maya.page).toHaveTitle('Guest Chats');
  expect(await called.notifications()).toHaveLength(2);
  expect(await called.badge()).toBe(0);
});
