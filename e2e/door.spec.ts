/** Who gets in: a password, and the host's word. */
import { expect } from '@playwright/test';
import { test } from './fixtures/people.ts';
import { send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';
import { write } from './pages/write.ts';

test('a password: wrong ones are told with the tries left and shown to the host, the right one opens the chat', async ({
  host,
  guest,
}) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite({ label: 'Ana', password: 'generate' });
  const password = await maya.inviteReady.getByText(/^\w+-\w+-\w+-\w+$/).innerText();

  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await ana.join('Ana', 'Maya', 'not the password');
  await expect(guest.page.getByText('That password isn’t right. 9 tries left.')).toBeVisible();
  await expect(maya.inviteReady.getByText(/wrong password/)).toBeVisible();
  const field = guest.page.getByRole('textbox', { name: 'Password', exact: true });
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await write(field, password);
  await field.press('Enter');
  await expect(maya.messagesWith('Ana')).toBeVisible();
  await send(guest.page, 'I had a typo');
  await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['I had a typo']);
});

test(
  '"Ask me before they join": the guest waits and may write; the host admits',
  { tag: '@every-pair' },
  async ({ host, guest }) => {
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    const link = await maya.createInvite({ isAdmissionAsked: true });
    const ana = createGuestPage(guest.page);
    await ana.open(link);
    await ana.join('Ana', 'Maya');
    await expect(guest.page.getByRole('heading', { name: 'Waiting for Maya to let you in' })).toBeVisible();
    await send(guest.page, 'it is me');
    await maya.inviteReady.getByRole('button', { name: 'Admit', exact: true }).click();
    await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['it is me']);
  },
);

test('declined, the guest is told that the invite is not available', async ({ host, guest }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite({ isAdmissionAsked: true });
  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await ana.join('Mallory', 'Maya');
  await maya.inviteReady.getByRole('button', { name: 'Decline', exact: true }).click();
  await expect(guest.page.getByRole('heading', { name: 'This invite isn’t available any more' })).toBeVisible();
});
