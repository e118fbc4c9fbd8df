/** Both pages by finger alone, on a phone, also while its keyboard takes almost half of the screen. */
import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './fixtures/people.ts';
import { ARRIVED, messageWith, messagesWith } from './pages/conversation.ts';
import { createHostPage } from './pages/host-page.ts';
import { tooSmall } from './pages/reflow.ts';

// Of the drivers only Chromium's has fingers.
test.use({ formFactor: 'phone' });

/** WCAG 2.5.5, and what the phones' makers ask for. */
const LEAST_PX = 44;
/** What the keyboard leaves of the screen. */
const LEFT_BY_KEYBOARD = 0.55;

/** As a phone types: into what has the focus, with no key pressed that a page could see. */
async function type(field: Locator, text: string): Promise<void> {
  await field.tap();
  await typeOn(field, text);
}

/** A tap is over before the click that comes of it, and the focus after that. */
async function typeOn(field: Locator, text: string): Promise<void> {
  await expect(field).toBeFocused();
  await field.page().keyboard.insertText(text);
}

function tap(page: Page | Locator, name: string, role: 'button' | 'menuitem' | 'menuitemradio' = 'button') {
  return page.getByRole(role, { name, exact: true }).tap();
}

async function expectTargets(page: Page): Promise<void> {
  expect(await tooSmall(page, LEAST_PX)).toEqual([]);
}

/** A finger that stays where it is. */
async function rest(page: Page, target: Locator): Promise<void> {
  const { x, y, width, height } = (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const cdp = await page.context().newCDPSession(page);
  const touchPoints = [{ x: x + width / 2, y: y + height / 2 }];
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await expect(page.getByRole('menu')).toBeVisible();
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await cdp.detach();
}

/** While the keyboard is there: what is written, and what was said last. */
async function expectRoomToWrite(page: Page, newest: Locator): Promise<void> {
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  await field.tap();
  await page.setViewportSize({ ...size, height: Math.round(size.height * LEFT_BY_KEYBOARD) });
  await expect(field).toBeFocused();
  for (const part of [field, newest, page.getByRole('button', { name: 'Send', exact: true })]) {
    await expect(part).toBeInViewport({ ratio: 1 });
  }
  await page.setViewportSize(size);
}

test('host and guest, from the first look to the last word, by finger', { tag: '@once' }, async ({ host, guest }) => {
  const maya = host.page;
  const ana = guest.page;
  await maya.goto('/');
  await expectTargets(maya);
  await type(maya.getByRole('textbox', { name: 'Your name', exact: true }), 'Maya');
  await tap(maya, 'Save');
  await expect(maya.getByRole('button', { name: 'New invite', exact: true }).first()).toBeVisible();
  await expectTargets(maya);
  await maya.getByRole('button', { name: 'New invite', exact: true }).first().tap();
  await type(maya.getByRole('textbox', { name: 'Who is it for?' }), 'Choir');
  await maya.getByRole('switch', { name: 'Ask me before they join', exact: true }).tap();
  await maya.getByText('Advanced', { exact: true }).tap();
  await expectTargets(maya);
  await tap(maya, 'Create link');
  const link = await maya.getByRole('textbox', { name: 'Invite link', exact: true }).inputValue();
  await expectTargets(maya);

  await ana.goto(link);
  await expectTargets(ana);
  await tap(ana, 'Continue');
  await expectTargets(ana);
  await type(ana.getByRole('textbox', { name: 'What should Maya call you?', exact: true }), 'Ana');
  await tap(ana, 'Join chat');
  await tap(maya.getByRole('dialog'), 'Admit');

  const toAna = messagesWith(maya, 'Choir');
  const toMaya = messagesWith(ana, 'Maya');
  // Enough of them that not all fit, whatever else is on the screen.
  for (const [page, text] of [
    [ana, 'Is rehearsal still on Thursday?\n\nI could also come on Friday, or on Saturday, if the hall is free then.'],
    [maya, 'It is, at seven.\n\nDoors open at half past six.\nThe piano was tuned this morning.\nBring a pencil.'],
    [ana, 'See you then.'],
  ] as const) {
    await type(page.getByRole('textbox', { name: 'Message', exact: true }), text);
    await tap(page, 'Send');
  }
  await expect(messageWith(toMaya, 'See you then').getByText(ARRIVED)).toBeAttached();
  await expect(toAna.getByRole('article')).toHaveCount(3);
  for (const page of [maya, ana]) await expectTargets(page);
  await expectRoomToWrite(maya, messageWith(toAna, 'See you then'));
  await expectRoomToWrite(ana, messageWith(toMaya, 'See you then'));

  // On a phone Enter begins a line, and the bubble itself opens what can be done with a message.
  await type(maya.getByRole('textbox', { name: 'Message', exact: true }), 'one');
  await maya.keyboard.press('Enter');
  await maya.keyboard.insertText('two');
  await expect(maya.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue('one\ntwo');
  await expect(toAna.getByRole('article')).toHaveCount(3);
  await messageWith(toMaya, 'Is rehearsal').getByText('Is rehearsal').tap();
  await expectTargets(ana);
  await tap(ana, 'Edit', 'menuitem');
  await typeOn(ana.getByRole('textbox', { name: 'Message', exact: true }), ' Yours, Ana');
  await tap(ana, 'Send');
  await expect(messageWith(toAna, 'Yours, Ana')).toContainText('Edited');
  await messageWith(toAna, 'See you then').getByText('See you then').tap();
  await tap(maya, 'Heart', 'menuitemradio');
  await expect(toMaya.getByText('reacted with')).toBeAttached();

  await tap(maya, 'Back');
  const row = createHostPage(maya).chats.getByRole('listitem').getByRole('button').first();
  await expectTargets(maya);
  await rest(maya, row);
  await expectTargets(maya);
  await tap(maya, 'Mute', 'menuitem');
  await expect(createHostPage(maya).chats.getByText('Muted', { exact: true })).toBeAttached();
  await tap(maya, 'Settings');
  await expectTargets(maya);
  await tap(maya, 'Done');
  await row.tap();
  await expect(toAna).toBeVisible();

  await tap(ana, 'More');
  await expectTargets(ana);
  await tap(ana, 'Leave and delete', 'menuitem');
  await expectTargets(ana);
  await tap(ana, 'End and delete');
  await expect(maya.getByText(/ended this chat/)).toBeVisible();
});
