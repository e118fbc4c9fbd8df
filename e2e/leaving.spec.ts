/** The ways out of a chat with somebody one wants no more of: a host blocks, a guest reports. */
import { expect } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test as base } from './fixtures/people.ts';
import { startServer, type RunningServer } from './fixtures/server.ts';
import { messageWith, send } from './pages/conversation.ts';
import { expectActive } from './pages/focus.ts';
import { createGuestPage } from './pages/guest-page.ts';

const test = base.extend<{ contact: string; ownServer: RunningServer }>({
  contact: ['abuse@example.org', { option: true }],
  ownServer: async ({ contact }, use) => {
    const server = await startServer(0, contact === '' ? {} : { GC_ABUSE_CONTACT: contact });
    await use(server);
    await server.kill();
  },
  url: async ({ ownServer }, use) => {
    await use(ownServer.url);
  },
});

test('a host blocks a guest: the chat is gone on both sides, and nobody gets in by the link', async ({
  host,
  guest,
}) => {
  const { maya, ana, link } = await meet(host, guest);
  await send(ana.page, 'unwelcome words');
  await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['unwelcome words']);
  await maya.page.getByRole('button', { name: 'More', exact: true }).click();
  await maya.page.getByRole('menuitem', { name: 'Block', exact: true }).click();
  const dialog = maya.page.getByRole('dialog', { name: 'Block guest' });
  await expect(dialog).toContainText('The chat ends and this link can’t be used again.');
  await expectActive(dialog.getByRole('button', { name: 'Cancel', exact: true }));
  await dialog.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(maya.page.getByRole('heading', { name: 'Invite someone to a private chat' })).toBeVisible();
  await expect(ana.page.getByRole('heading', { name: 'Maya ended this chat' })).toBeVisible();

  // Somebody whose browser knows nothing of that chat.
  const next = createGuestPage(await host.context.newPage());
  await next.open(link);
  await next.join('Bo', 'Maya');
  await expect(next.page.getByRole('heading', { name: 'Maya isn’t online right now' })).toBeVisible();
  await maya.page.reload();
  await expect(maya.page.getByRole('heading', { name: 'Invite someone to a private chat' })).toBeVisible();
});

test('a guest reports by mail what was ticked, and has left', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  await send(maya.page, 'first unkind words');
  await send(maya.page, 'second unkind words');
  await send(ana.page, 'words of the guest');
  await expect(messageWith(ana.messagesWith('Maya'), 'second unkind')).toBeVisible();
  await ana.page.getByRole('button', { name: 'More', exact: true }).click();
  await ana.page.getByRole('menuitem', { name: 'Report and leave', exact: true }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Report and leave' });
  const mail = dialog.getByRole('link', { name: 'Write mail and leave', exact: true });
  const readMail = async (): Promise<{ readonly to: string; readonly body: string }> => {
    const url = new URL((await mail.getAttribute('href')) ?? '');
    return { to: url.pathname, body: url.searchParams.get('body') ?? '' };
  };
  const base = `I report a chat on ${new URL(ana.page.url()).host}.`;
  expect(await readMail()).toEqual({ to: 'abuse@example.org', body: base });
  await dialog.getByRole('switch', { name: 'The name they gave', exact: true }).check();
  await dialog.getByRole('switch', { name: 'Their latest messages', exact: true }).check();
  const { body } = await readMail();
  expect(body).toBe(
    [
      base,
      'The other person calls themselves “Maya”.',
      'The latest they wrote:',
      '> first unkind words',
      '> second unkind words',
    ].join('\r\n\r\n'),
  );
  await expect(dialog.getByRole('group', { name: 'Your report' })).toContainText('second unkind words');
  // No mail program opens for a test; that the page itself goes on is all that is wanted of the click.
  await mail.evaluate((link: HTMLAnchorElement) => {
    link.addEventListener('click', (event) => event.preventDefault());
  });
  await mail.click();
  await expect(ana.page.getByRole('heading', { name: 'You left this chat' })).toBeVisible();
  await expect(maya.page.getByText('Ana ended this chat.')).toBeVisible();
});

test.describe('where the operator has a page for reports', () => {
  test.use({ contact: 'https://example.org/report' });

  test('the report is copied, the page opens, and the guest has left', async ({ host, guest, url }) => {
    const { ana } = await meet(host, guest);
    await guest.context.route(
      (each) => each.origin !== url,
      (route) => route.fulfill({ body: 'Report here' }),
    );
    await ana.page.getByRole('button', { name: 'More', exact: true }).click();
    await ana.page.getByRole('menuitem', { name: 'Report and leave', exact: true }).click();
    const dialog = ana.page.getByRole('dialog', { name: 'Report and leave' });
    await expect(dialog.getByText('Copy it, and paste it on the page that opens.')).toBeVisible();
    const [page] = await Promise.all([
      guest.context.waitForEvent('page'),
      dialog.getByRole('link', { name: 'Open page and leave', exact: true }).click(),
    ]);
    await page.waitForURL('https://example.org/report');
    await expect(ana.page.getByRole('heading', { name: 'You left this chat' })).toBeVisible();
  });
});

test.describe('where the operator named nobody', () => {
  test.use({ contact: '' });

  test('a guest can leave and not report', { tag: '@once' }, async ({ host, guest }) => {
    const { ana } = await meet(host, guest);
    await ana.page.getByRole('button', { name: 'More', exact: true }).click();
    await expect(ana.page.getByRole('menuitem', { name: 'Leave and delete', exact: true })).toBeVisible();
    await expect(ana.page.getByRole('menuitem', { name: 'Report and leave', exact: true })).toHaveCount(0);
  });
});
