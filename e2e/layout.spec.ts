/** What people can send and call themselves, on the smallest screen: the page never scrolls sideways. */
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { messageWith, send } from './pages/conversation.ts';

const SMALL = { width: 320, height: 568 };

async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const widths = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('nav ul, section[data-messages]')].map(
      ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
    ),
  );
  expect(Math.max(...widths), what).toBeLessThanOrEqual(0);
}

for (const [what, name] of [
  ['forty emoji', '👩🏽‍🚀'.repeat(8) + '🌱'.repeat(24)],
  ['controls that turn text around', '\u202Egpj.tnega\u2066\u2067Ana'],
  ['HTML', '<img src=x onerror=alert(1)><b>Ana'],
] as const) {
  test(`a name of ${what} stays a name on a small screen`, async ({ host, guest }) => {
    for (const { page } of [host, guest]) await page.setViewportSize(SMALL);
    const { maya } = await meet(host, guest, { host: 'Maya', guest: name });
    await expect(maya.page.getByRole('heading', { level: 1 }).filter({ visible: true })).toContainText(name);
    await expectNoSidewaysScroll(maya.page, 'the chat');
    await maya.page.getByRole('button', { name: 'Back', exact: true }).click();
    await expectNoSidewaysScroll(maya.page, 'the list');
    await expect(maya.page.locator('img')).toHaveCount(0);
  });
}

test('one word of 12,000 bytes, and a thousand addresses, stay within their bubbles', async ({ host, guest }) => {
  for (const { page } of [host, guest]) await page.setViewportSize(SMALL);
  const { maya, ana } = await meet(host, guest);
  const word = 'w'.repeat(12_000);
  const links = Array.from({ length: 1_000 }, (_, place) => `http://a${place}.de`)
    .join(' ')
    .slice(0, 12_000);
  for (const text of [word, links]) await send(ana.page, text);
  await expect(maya.messagesWith('Ana').getByRole('article')).toHaveCount(2);
  for (const [page, messages] of [
    [maya.page, maya.messagesWith('Ana')],
    [ana.page, ana.messagesWith('Maya')],
  ] as const) {
    await expect(messageWith(messages, 'wwww')).toBeAttached();
    await expectNoSidewaysScroll(page, 'the beginnings');
    for (const article of await messages.getByRole('article').all()) {
      await article.getByRole('button', { name: 'Show all', exact: true }).click();
    }
    await expectNoSidewaysScroll(page, 'the conversation');
  }
  // As long a text as can be stays in the field when it is one letter too long.
  const field = ana.page.getByRole('textbox', { name: 'Message', exact: true });
  await field.click();
  await ana.page.keyboard.insertText(`${word}w`);
  await expect(ana.page.getByText('Too long by 1. Shorten it, or send it in parts.')).toBeVisible();
  await field.press('Enter');
  await expect(field).toHaveValue(`${word}w`);
  await expectNoSidewaysScroll(ana.page, 'the field');
});
