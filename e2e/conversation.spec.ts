/** What can be done with messages, and that both sides see it: reply, edit, delete, react, disappear, draft, earlier ones. */
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { readStored, type Stored } from './fixtures/stored.ts';
import { ARRIVED, choose, messageWith, send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';
import { write } from './pages/write.ts';

/** More than a chat opens with. */
const LONG_CHAT = 84;

test('a reply quotes what it answers; an edit, a reaction and a deletion show on both sides', async ({
  host,
  guest,
}) => {
  const { maya, ana } = await meet(host, guest);
  const atMaya = maya.messagesWith('Ana');
  const atAna = ana.messagesWith('Maya');
  await send(ana.page, 'Could you bring the alto parts?');
  await choose(messageWith(atMaya, 'alto parts'), 'Reply');
  await expect(maya.page.getByText('Reply to Ana', { exact: true })).toBeVisible();
  await send(maya.page, 'All twelve copes.');
  await expect(maya.page.getByText('Reply to Ana', { exact: true })).toBeHidden();
  for (const [messages, author] of [
    [atMaya, 'Ana'],
    [atAna, 'You'],
  ] as const) {
    const quote = messageWith(messages, 'copes').getByRole('button', {
      name: `${author} Could you bring the alto parts?`,
    });
    await expect(quote).toBeVisible();
    await quote.click();
    await expect(messages.getByRole('article').first()).toBeFocused();
  }

  await choose(messageWith(atMaya, 'copes'), 'Edit');
  const field = maya.page.getByRole('textbox', { name: 'Message', exact: true });
  await expect(field).toHaveValue('All twelve copes.');
  await write(field, 'All twelve copies.');
  await field.press('Enter');
  await expect(field).toHaveValue('');
  for (const messages of [atMaya, atAna]) {
    await expect(messageWith(messages, 'copies')).toContainText('Edited');
    await expect(messages.getByText('copes')).toHaveCount(0);
  }

  await choose(messageWith(atAna, 'copies'), 'Heart');
  await expect(messageWith(atMaya, 'copies')).toContainText('Ana reacted with ❤️');
  await expect(messageWith(atAna, 'copies')).toContainText('You reacted with ❤️');
  await choose(messageWith(atAna, 'copies'), 'Remove reaction');
  for (const messages of [atMaya, atAna]) await expect(messages.getByText('reacted with')).toHaveCount(0);

  await choose(messageWith(atMaya, 'copies'), 'Delete for everyone');
  const dialog = maya.page.getByRole('dialog', { name: 'Delete for everyone?' });
  await expect(dialog).toContainText('Ana can have read or copied it before.');
  await dialog.getByRole('button', { name: 'Delete for everyone', exact: true }).click();
  for (const messages of [atMaya, atAna]) {
    await expect(messages.getByRole('article').last()).toContainText('This message was deleted');
    await expect(messages.getByText('copies')).toHaveCount(0);
  }
});

test('what a message’s author has seen read is ticked so', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  await send(ana.page, 'hello');
  await maya.page.bringToFront();
  await expect(messageWith(ana.messagesWith('Maya'), 'hello')).toContainText('Read');
});

test('the silence an invite was made with stands on the landing page, and in the chat of both', async ({
  host,
  guest,
}) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite({ silence: '30 days', disappearing: '24 hours' });
  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await expect(ana.page.getByText('Deletes itself after 30 days of silence')).toBeVisible();
  await ana.join('Ana', 'Maya');
  await expect(maya.messagesWith('Ana')).toBeVisible();
  for (const page of [maya.page, ana.page]) {
    await expect(page.getByText('This chat deletes itself after 30 days of silence.')).toBeVisible();
    await expect(page.getByText('Messages disappear 24 hours after they are written.')).toBeVisible();
  }
});

test('either side sets when messages disappear, and both see who did', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  const atMaya = maya.messagesWith('Ana');
  const atAna = ana.messagesWith('Maya');
  await disappear(maya.page, '1 hour');
  await expect(atMaya.getByText('You set messages to disappear after 1 hour')).toBeVisible();
  await expect(atAna.getByText('Maya set messages to disappear after 1 hour')).toBeVisible();
  await send(ana.page, 'for a while');
  await expect(messageWith(atMaya, 'for a while')).toContainText('Disappears');
  await disappear(ana.page, 'Off');
  await expect(atMaya.getByText('Ana turned disappearing messages off')).toBeVisible();
  await expect(atAna.getByText('You turned disappearing messages off')).toBeVisible();
});

test('a draft survives a reload on both sides, and an edit does not disturb it', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  await send(maya.page, 'sent before');
  const own = messageWith(maya.messagesWith('Ana'), 'sent before');
  await expect(own).toContainText(ARRIVED);
  for (const { page } of [maya, ana]) {
    const before = await readStored(page);
    await write(page.getByRole('textbox', { name: 'Message', exact: true }), 'half a thought');
    await expectStored(page, before);
  }
  await choose(own, 'Edit');
  await maya.page.keyboard.press('Escape');
  await expect(maya.page.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue('half a thought');
  await Promise.all([maya.page.reload(), ana.page.reload()]);
  await maya.openChat('Ana');
  for (const { page } of [maya, ana]) {
    await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue('half a thought');
  }
});

test('a long chat opens with its end, and the rest comes when asked for', { tag: '@once' }, async ({ host, guest }) => {
  // Every one of them is typed.
  test.setTimeout(180_000);
  const { maya, ana } = await meet(host, guest);
  await Promise.all(
    [maya.page, ana.page].map(async (page) => {
      for (let i = 1; i <= LONG_CHAT / 2; i += 1) await send(page, `n${i}`);
    }),
  );
  const articles = maya.messagesWith('Ana').getByRole('article');
  await expect(articles.filter({ hasText: ARRIVED })).toHaveCount(LONG_CHAT / 2);
  await expect(articles).toHaveCount(LONG_CHAT);
  await maya.page.reload();
  await maya.openChat('Ana');
  const earlier = maya.page.getByRole('button', { name: 'Load earlier', exact: true });
  await expect(earlier).toBeAttached();
  expect(await articles.count()).toBeLessThan(LONG_CHAT);
  await earlier.scrollIntoViewIfNeeded();
  const first = await articles.first().elementHandle();
  const before = await first.boundingBox();
  await earlier.click();
  await expect(articles).toHaveCount(LONG_CHAT);
  await expect(earlier).toHaveCount(0);
  const after = await first.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0)), 'what was on screen stays where it was').toBeLessThan(2);
});

test('a message is reached and answered by keyboard alone', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  for (const text of ['one', 'two']) await send(ana.page, text);
  const messages = maya.messagesWith('Ana');
  await expect(messages.getByRole('article')).toHaveCount(2);
  const field = maya.page.getByRole('textbox', { name: 'Message', exact: true });
  await field.focus();
  const keys = maya.page.keyboard;
  await keys.press('Shift+Tab');
  while (!(await messages.evaluate((list) => list === document.activeElement))) await keys.press('Shift+Tab');
  await keys.press('ArrowUp');
  await keys.press('ArrowUp');
  await expect(messageWith(messages, 'one')).toBeFocused();
  await keys.press('Enter');
  await expect(maya.page.getByRole('menuitemradio', { name: 'Thumbs up' })).toBeFocused();
  await keys.press('Escape');
  await expect(messageWith(messages, 'one')).toBeFocused();
  await keys.press('Enter');
  await keys.press('ArrowDown');
  await expect(maya.page.getByRole('menuitem', { name: 'Reply', exact: true })).toBeFocused();
  await keys.press('Enter');
  await expect(field).toBeFocused();
  await keys.type('to one');
  await keys.press('Enter');
  await expect(messageWith(messages, 'to one').getByRole('button', { name: 'Ana one' })).toBeVisible();
});

async function disappear(page: Page, after: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Disappearing messages', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Disappearing messages' });
  await dialog.getByRole('radio', { name: after, exact: true }).check();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
}

/** Something else than before is stored, and all of it: a draft is written every half second while somebody types. */
async function expectStored(page: Page, before: Stored): Promise<void> {
  let last = before.text;
  await expect
    .poll(
      async () => {
        const { text } = await readStored(page);
        const isSettled = text !== before.text && text === last;
        last = text;
        return isSettled;
      },
      { message: 'the draft is stored', intervals: [800] },
    )
    .toBe(true);
}
