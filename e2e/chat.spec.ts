/** The whole of it: an invite, a guest, and messages both ways. */
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { ARRIVED, send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { write } from './pages/write.ts';

const COUNT = 12;

test(
  'a host and a guest write at once; all of it arrives, in order, delivered',
  { tag: '@every-pair' },
  async ({ host, guest }) => {
    const { maya, ana } = await meet(host, guest);
    await expect(maya.inviteReady).toBeHidden();

    const fromMaya = Array.from({ length: COUNT }, (_, i) => `from Maya, number ${i + 1}`);
    const fromAna = Array.from({ length: COUNT }, (_, i) => `from Ana, number ${i + 1}`);
    await Promise.all([sendAll(maya.page, fromMaya), sendAll(ana.page, fromAna)]);

    for (const messages of [maya.messagesWith('Ana'), ana.messagesWith('Maya')]) {
      const articles = messages.getByRole('article');
      await expect(articles).toHaveCount(2 * COUNT);
      await expect(articles.filter({ hasText: 'from Maya' })).toContainText(fromMaya);
      await expect(articles.filter({ hasText: 'from Ana' })).toContainText(fromAna);
      await expect(articles.filter({ hasText: ARRIVED })).toHaveCount(COUNT);
    }
  },
);

test('every kind of text arrives as it was written', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  const texts = [
    'emoji 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽',
    'שלום, مرحبا بالعالم',
    'line one\nline two\n\nline four',
    '<img src=x onerror=alert(1)> & <b>bold</b>',
    'combining e\u0301, null \u0000, zero\u200bwidth',
    'ж'.repeat(6_000),
  ];
  for (const text of texts) await send(ana.page, text);
  const articles = maya.messagesWith('Ana').getByRole('article');
  await expect(articles).toHaveCount(texts.length);
  // Of a long one only the beginning is shown until somebody asks.
  await expect(articles.last().locator('p')).toHaveText(/^ж{499}ж…$/);
  await articles.last().getByRole('button', { name: 'Show all', exact: true }).click();
  await expect(articles.last()).toBeFocused();
  for (const [index, text] of texts.entries()) {
    // The browser's own rule for NUL in a text field, not ours, decides whether it is typed at all.
    const shown = await articles
      .nth(index)
      .locator('p')
      .evaluate((p) => p.textContent);
    expect(shown.replaceAll('\u0000', '')).toBe(text.replaceAll('\u0000', ''));
  }
});

test('a text over the limit stays in the field and says why', async ({ host, guest }) => {
  const { ana } = await meet(host, guest);
  const field = ana.page.getByRole('textbox', { name: 'Message', exact: true });
  await write(field, 'a'.repeat(12_001));
  await field.press('Enter');
  await expect(ana.page.getByText('Too long by 1.')).toBeVisible();
  await expect(field).toHaveValue('a'.repeat(12_001));
  await expect(ana.messagesWith('Maya').getByRole('article')).toHaveCount(0);
  await send(ana.page, 'a'.repeat(12_000));
  await expect(ana.messagesWith('Maya').getByRole('article').filter({ hasText: ARRIVED })).toHaveCount(1);
});

test('a host keeps several chats side by side', async ({ host, guest, browserOf, guestBrowser }) => {
  const { maya, ana } = await meet(host, guest);
  const context = await (await browserOf(guestBrowser)).newContext();
  const leo = createGuestPage(await context.newPage());
  await leo.open(await maya.createInvite({ label: 'Leo from work', lifetime: '7 days' }));
  await leo.join('Leo', 'Maya');
  await expect(maya.messagesWith('Leo from work')).toBeVisible();
  await send(ana.page, 'from Ana');
  await send(leo.page, 'from Leo');

  await expect(maya.messagesWith('Leo from work').getByRole('article')).toContainText(['from Leo']);
  const row = maya.chats.getByRole('listitem').filter({ hasText: 'Ana' });
  await expect(row).toContainText('1 unread message');
  await row.getByRole('link').or(row.getByRole('button')).first().click();
  await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['from Ana']);
  await expect(row).not.toContainText('unread');
  await context.close();
});

async function sendAll(page: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts) await send(page, text);
}
