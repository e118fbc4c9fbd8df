/** A conversation on screen, the same for host and guest. */
import type { Locator, Page } from '@playwright/test';
import { write } from './write.ts';

/** The region that holds the messages; each message is an article. */
export function messagesWith(page: Page, other: string): Locator {
  return page.getByRole('region', { name: `Messages with ${other}`, exact: true });
}

/** What an own message says once the other side has it; whether it is read yet depends on what is on screen there. */
export const ARRIVED = /Delivered|Read/;

/** The newest message with the text. */
export function messageWith(messages: Locator, text: string): Locator {
  return messages.getByRole('article').filter({ hasText: text }).last();
}

/** Chooses from the menu of a message. */
export async function choose(message: Locator, item: string): Promise<void> {
  await message.getByRole('button', { name: 'Message actions', exact: true }).click();
  const menu = message.page().getByRole('menu', { name: 'Message actions' });
  await menu
    .getByRole('menuitem', { name: item, exact: true })
    .or(menu.getByRole('menuitemradio', { name: item, exact: true }))
    .click();
}

export async function send(page: Page, text: string): Promise<void> {
  await write(page.getByRole('textbox', { name: 'Message', exact: true }), text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}
