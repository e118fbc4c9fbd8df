/** What stands in a host's list beside the messages: who writes, what is new, and what the host makes of a chat. */
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { ARRIVED, choose, messageWith, send } from './pages/conversation.ts';

/** Chooses from the menu of a chat's row, as a pointer does: the ⋮ comes out when the row is pointed at. */
async function chooseInRow(page: Page, chat: string, item: string): Promise<void> {
  const row = page.getByRole('navigation', { name: 'Chats' }).getByRole('listitem').filter({ hasText: chat });
  await row.hover();
  await row.getByRole('button', { name: `More for ${chat}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('who is writing shows in the list and in the chat, and what came unseen begins at a line', async ({
  host,
  guest,
}) => {
  const { maya, ana } = await meet(host, guest);
  const field = ana.page.getByRole('textbox', { name: 'Message', exact: true });
  await field.pressSequentially('One');
  await expect(maya.page.getByText('typing…', { exact: true })).toHaveCount(2);
  await field.press('Enter');
  await expect(maya.page.getByText('typing…', { exact: true })).toHaveCount(0);
  await expect(messageWith(maya.messagesWith('Ana'), 'One')).toBeVisible();

  await chooseInRow(maya.page, 'Ana', 'Mark unread');
  await expect(maya.messagesWith('Ana')).toHaveCount(0);
  await expect(maya.chats.getByText('Marked unread')).toBeAttached();
  for (const text of ['Two', 'Three']) await send(ana.page, text);
  await expect(maya.chats.getByText('2 unread messages')).toBeAttached();
  await expect(maya.page).toHaveTitle('(2) Guest Chats');
  await maya.openChat('Ana');
  await expect(maya.messagesWith('Ana').getByText('2 unread messages')).toBeVisible();
  await expect(maya.chats.getByText(/unread/)).toHaveCount(0);
  await expect(maya.page).toHaveTitle('Guest Chats');
  await send(maya.page, 'Four');
  await expect(maya.messagesWith('Ana').getByText('2 unread messages')).toHaveCount(0);
});

test('who has scrolled up stays there, is told what came, and gets back', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  const messages = maya.messagesWith('Ana');
  await send(ana.page, `${'line\n'.repeat(80)}end`);
  await expect(messages.getByRole('article')).toHaveCount(1);
  const jump = maya.page.getByRole('button', { name: 'Jump to latest', exact: true });
  await expect(jump).toHaveCount(0);
  await messages.evaluate((list) => list.scrollTo({ top: -400 }));
  await expect(jump).toBeVisible();
  await send(ana.page, 'below');
  await expect(jump).toHaveAccessibleDescription('1 new message');
  expect(await messages.evaluate((list) => list.scrollTop)).toBeLessThan(-300);
  await jump.click();
  await expect(messageWith(messages, 'below')).toBeInViewport();
  await expect(jump).toHaveCount(0);
  await expect(messages).toBeFocused();
});

test('a host renames, mutes and exports a chat, and looks at a message', async ({ host, guest, hostBrowser }) => {
  const { maya, ana } = await meet(host, guest);
  await send(ana.page, 'Is rehearsal still on Thursday?');
  await maya.page.getByRole('textbox', { name: 'Message', exact: true }).click();
  await maya.page.keyboard.type('It is,');
  await maya.page.keyboard.press('Shift+Enter');
  await maya.page.keyboard.type('at seven.');
  await maya.page.keyboard.press('Enter');
  await expect(messageWith(maya.messagesWith('Ana'), 'at seven')).toContainText(ARRIVED);

  await chooseInRow(maya.page, 'Ana', 'Rename');
  const name = maya.page.getByRole('textbox', { name: 'Name of this chat', exact: true });
  await expect(name).toBeFocused();
  await maya.page.keyboard.type('Choir');
  await maya.page.keyboard.press('Enter');
  await expect(maya.page.getByRole('heading', { name: 'Choir Guest' })).toBeVisible();
  await expect(maya.page.getByRole('button', { name: 'More for Choir', exact: true })).toBeFocused();
  await maya.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(maya.page.getByRole('heading', { name: 'Ana Guest' })).toBeVisible();

  await maya.page.getByRole('button', { name: 'More', exact: true }).click();
  await maya.page.getByRole('menuitem', { name: 'Mute', exact: true }).click();
  await expect(maya.chats.getByText('Muted', { exact: true })).toBeAttached();

  // Firefox's driver does not tell of downloads.
  if (hostBrowser === 'chromium') {
    const downloading = maya.page.waitForEvent('download');
    await chooseInRow(maya.page, 'Ana', 'Export');
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('Chat with Ana.txt');
    const lines = (await readFile(await download.path(), 'utf8')).split('\n');
    expect(lines[0]).toBe('Chat with Ana');
    expect(lines.slice(3)).toEqual([
      expect.stringMatching(/^\[.+\] Ana: Is rehearsal still on Thursday\?$/),
      expect.stringMatching(/^\[.+\] You: It is,$/),
      '    at seven.',
      '',
    ]);
  }

  await choose(messageWith(maya.messagesWith('Ana'), 'Is rehearsal'), 'Info');
  const info = maya.page.getByRole('dialog', { name: 'Message info' });
  await expect(info.getByRole('definition').first()).toHaveText('Ana');
  await expect(info.getByText('Arrived', { exact: true })).toBeVisible();
});
