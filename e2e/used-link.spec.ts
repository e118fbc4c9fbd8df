/** One guest per link: whoever comes second is told so, the host is told of them, and the chat goes on. */
import { expect } from '@playwright/test';
import { watchComplaints } from './fixtures/complaints.ts';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';

test('a second browser with the same link is told that it was used, and the host that someone else has it', async ({
  host,
  guest,
  browserOf,
  guestBrowser,
}) => {
  const { maya, ana, link } = await meet(host, guest);

  const context = await (await browserOf(guestBrowser)).newContext();
  const complaints = await watchComplaints('second guest', context);
  const mallory = createGuestPage(await context.newPage());
  await mallory.open(link);
  await mallory.join('Mallory', 'Maya');
  await expect(mallory.page.getByRole('heading', { name: 'This invite was already used' })).toBeVisible();
  await expect(mallory.page.getByText('If it wasn’t you, tell Maya.')).toBeVisible();
  await expect(maya.page.getByText(/Someone else also opened this link/)).toBeVisible();

  await send(ana.page, 'still the two of us');
  await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['still the two of us']);
  await expect(maya.messagesWith('Ana').getByText('Mallory')).toHaveCount(0);

  await mallory.page.getByRole('button', { name: 'Try again', exact: true }).click();
  await expect(mallory.page.getByRole('heading', { name: 'This invite was already used' })).toBeVisible();
  await context.close();
  expect(complaints).toEqual([]);
});
