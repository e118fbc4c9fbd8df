/** What a screen reader hears, and where the focus is: each of it as experience promises it, beside axe's rules. */
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { ARRIVED, choose, messageWith, send } from './pages/conversation.ts';
import { expectActive, isActive } from './pages/focus.ts';
import { write } from './pages/write.ts';

/** What the log has said from now on, in order. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.getByRole('log').evaluate((log) => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver(() => {
      heard.push(log.textContent);
    }).observe(log, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: readonly string[] }).heard);
}

test(
  'one new message is announced once, a flood as one, and history, edits and own messages never; the focus stays',
  { tag: '@once' },
  async ({ host, guest }) => {
    const { maya, ana } = await meet(host, guest);
    const heard = await listen(maya.page);
    const field = maya.page.getByRole('textbox', { name: 'Message', exact: true });
    await write(field, 'half a sentence');
    await send(ana.page, 'Is rehearsal still on?');
    await expect.poll(heard).toEqual(['Ana: Is rehearsal still on?']);
    await expectActive(field);
    await expect(field).toHaveValue('half a sentence');

    await send(maya.page, 'It is, at seven.');
    await expect(messageWith(maya.messagesWith('Ana'), 'at seven').getByText(ARRIVED)).toBeAttached();
    await choose(messageWith(ana.messagesWith('Maya'), 'Is rehearsal'), 'Edit');
    await write(ana.page.getByRole('textbox', { name: 'Message', exact: true }), 'Is rehearsal on?');
    await ana.page.keyboard.press('Enter');
    await expect(messageWith(maya.messagesWith('Ana'), 'Is rehearsal on?')).toContainText('Edited');
    await choose(messageWith(ana.messagesWith('Maya'), 'at seven'), 'Heart');
    await expect(maya.messagesWith('Ana').getByText('reacted with')).toBeAttached();
    expect(await heard()).toEqual(['Ana: Is rehearsal still on?']);

    // Many that come at once, as after a time without a connection.
    const flood = ['one', 'two', 'three', 'four'];
    await ana.page.getByRole('textbox', { name: 'Message', exact: true }).focus();
    for (const word of flood) await ana.page.keyboard.type(`${word}\n`);
    await expect(maya.messagesWith('Ana').getByRole('article')).toHaveCount(2 + flood.length);
    await expect.poll(async () => (await heard()).at(-1)).toMatch(/^\d new messages from Ana$|^Ana: four$/);
    expect((await heard()).length).toBeLessThan(1 + flood.length);
    await expectActive(field);

    await maya.page.reload();
    await maya.openChat('Ana');
    await expect(maya.messagesWith('Ana').getByRole('article')).toHaveCount(2 + flood.length);
    await expect(maya.page.getByRole('log')).toHaveText('');
  },
);

test(
  'a dialog holds the focus and gives it back; the messages are one stop for Tab, and the arrow keys go through them',
  { tag: '@once' },
  async ({ host, guest }) => {
    const { maya, ana } = await meet(host, guest);
    for (const text of ['first', 'second', 'third']) await send(ana.page, text);
    await expect(maya.messagesWith('Ana').getByRole('article')).toHaveCount(3);
    const { keyboard } = maya.page;

    const more = maya.page.getByRole('button', { name: 'More', exact: true });
    for (const item of ['End chat', 'Block']) {
      await more.click();
      await maya.page.getByRole('menuitem', { name: item, exact: true }).click();
      const dialog = maya.page.getByRole('dialog');
      await expectActive(dialog.getByRole('button', { name: 'Cancel', exact: true }));
      for (let press = 0; press < 6; press += 1) {
        await keyboard.press('Tab');
        // Past its last control, the browser's own window may be next; nothing of the page behind is.
        expect(await isFocusWithin(maya.page, 'dialog')).toBe(true);
      }
      await keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expectActive(more);
    }

    const list = maya.messagesWith('Ana');
    const field = maya.page.getByRole('textbox', { name: 'Message', exact: true });
    await field.focus();
    // Past the buttons of what the app itself says, above the messages.
    await expect
      .poll(async () => {
        await keyboard.press('Shift+Tab');
        return isActive(list);
      })
      .toBe(true);
    const articles = list.getByRole('article');
    await keyboard.press('ArrowUp');
    await expectActive(articles.nth(2));
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowUp');
    await expectActive(articles.nth(0));
    await keyboard.press('End');
    await expectActive(articles.nth(2));
    await send(ana.page, 'fourth');
    await expect(articles).toHaveCount(4);
    await expectActive(articles.nth(2));
    await keyboard.press('Tab');
    await expectActive(field);
  },
);

function isFocusWithin(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((within) => {
    const { activeElement } = document;
    return activeElement === document.body || activeElement?.closest(within) !== null;
  }, selector);
}
