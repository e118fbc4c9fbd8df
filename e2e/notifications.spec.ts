/** How a host and a guest who look elsewhere are called: notifications, the title's count, the number on the app's icon. */
import { expect, type Page } from '@playwright/test';
import { recordCalls } from './fixtures/called.ts';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';

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

test('a host on another tab is told that somebody wants to join, and lets them in', ONCE, async ({ host, guest }) => {
  const called = await recordCalls(host.page);
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  await setNotify(maya.page, 'Who wrote');
  const link = await maya.createInvite({ label: 'Choir', isAdmissionAsked: true });
  await maya.page.keyboard.press('Escape');
  await called.setHidden(true);
  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await ana.join('Ana', 'Maya');
  await expect.poll(called.notifications).toEqual(['Choir: Ana wants to join']);
  await expect(maya.page).toHaveTitle('(1) Guest Chats');
  expect(await called.badge()).toBe(1);
  await called.press();
  await called.setHidden(false);
  expect(await called.shown()).toBe(0);
  await maya.inviteReady.getByRole('button', { name: 'Admit', exact: true }).click();
  await expect(maya.messagesWith('Choir')).toBeVisible();
  await expect(maya.page).toHaveTitle('Guest Chats');
  expect(await called.notifications()).toHaveLength(1);
});

test('a guest on another tab is told who wrote, and never what', ONCE, async ({ host, guest }) => {
  const called = await recordCalls(guest.page);
  const { maya, ana } = await meet(host, guest);
  await send(maya.page, 'Is rehearsal still on?');
  await ana.page.getByRole('button', { name: 'More', exact: true }).click();
  const turnOn = ana.page.getByRole('menuitem', { name: 'Turn on notifications', exact: true });
  expect(await called.asked()).toBe(0);
  await turnOn.click();
  expect(await called.asked()).toBe(1);
  // What watches for messages has come too, and has said how many there are.
  await expect.poll(called.badge).toBe(0);
  await called.setHidden(true);
  await send(maya.page, 'It is, at seven.');
  await expect.poll(called.notifications).toEqual(['Maya: 1 new message']);
  await expect(ana.page).toHaveTitle('(1) Private chat');
  await expect.poll(called.badge).toBe(1);
  await called.setHidden(false);
  await expect.poll(called.shown).toBe(0);
  await expect(ana.page).toHaveTitle('Private chat');
  await expect.poll(called.badge).toBe(0);
});

test('who refuses is told how to change that, and is not called', ONCE, async ({ host }) => {
  const called = await recordCalls(host.page, 'denied');
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  await maya.page.getByRole('button', { name: 'Settings', exact: true }).click();
  const choices = maya.page.getByRole('radiogroup', { name: 'Notifications' });
  await choices.getByRole('radio', { name: 'Who wrote', exact: true }).click();
  await expect(maya.page.getByText(/^Your browser blocks notifications from this page/)).toBeVisible();
  await expect(choices.getByRole('radio', { name: 'Off', exact: true })).toBeChecked();
  expect(await called.notifications()).toEqual([]);
});
