/** Who is there, who left, and how a chat ends. */
import { expect } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { send } from './pages/conversation.ts';

const NOTICED_WITHIN = { timeout: 5_000 };

test(
  'a guest who closes the page is seen to be gone within five seconds, and the host likewise',
  { tag: '@every-pair' },
  async ({ host, guest }) => {
    const { maya } = await meet(host, guest);
    await guest.page.close();
    await expect(maya.page.getByText('Offline', { exact: true })).toBeVisible(NOTICED_WITHIN);
  },
);

test('a guest sees the host go', async ({ host, guest }) => {
  const { ana } = await meet(host, guest);
  await host.page.close();
  await expect(ana.page.getByText('Offline', { exact: true })).toBeVisible(NOTICED_WITHIN);
  await send(ana.page, 'are you still there?');
  await expect(ana.messagesWith('Maya').getByRole('article').last()).toContainText('Waiting');
});

test('the host ends the chat: it is gone on both sides', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  await send(ana.page, 'a secret');
  await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['a secret']);
  await maya.page.getByRole('button', { name: 'More', exact: true }).click();
  await maya.page.getByRole('menuitem', { name: 'End chat', exact: true }).click();
  const dialog = maya.page.getByRole('dialog', { name: 'End chat' });
  await expect(dialog).toContainText('Ana can still have copied or photographed messages.');
  await dialog.getByRole('button', { name: 'End and delete', exact: true }).click();
  await expect(ana.page.getByRole('heading', { name: 'Maya ended this chat' })).toBeVisible();
  await expect(maya.page.getByText('You ended this chat.')).toBeVisible();
  for (const page of [maya.page, ana.page]) await expect(page.getByText('a secret')).toHaveCount(0);
});

test('the guest leaves: it is gone on both sides', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  await send(maya.page, 'another secret');
  await expect(ana.messagesWith('Maya').getByRole('article')).toContainText(['another secret']);
  await ana.page.getByRole('button', { name: 'More', exact: true }).click();
  await ana.page.getByRole('menuitem', { name: 'Leave and delete', exact: true }).click();
  await ana.page.getByRole('button', { name: 'End and delete', exact: true }).click();
  await expect(ana.page.getByRole('heading', { name: 'You left this chat' })).toBeVisible();
  await expect(maya.page.getByText('Ana ended this chat.')).toBeVisible();
  for (const page of [maya.page, ana.page]) await expect(page.getByText('another secret')).toHaveCount(0);
});

test('a cancelled invite lets nobody in', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  const link = await maya.createInvite({ label: 'Bo' });
  await maya.inviteReady.getByRole('button', { name: 'Cancel invite', exact: true }).click();
  await ana.open('about:blank');
  await ana.open(link);
  await ana.join('Bo', 'Maya');
  await expect(ana.page.getByRole('heading', { name: 'Maya isn’t online right now' })).toBeVisible();
});
