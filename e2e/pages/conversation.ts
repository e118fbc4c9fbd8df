/** A conversation on screen, the same for host and guest. */
import type { Locator, Page } from '@playwright/test';
import { write } from './write.ts';

/** The region that holds the messages; each message is an article. */
export function messagesWith(page: Page, other: string): Locator {
  return page.getByRole('region', { name: `Messages with ${other}`, exact: true });
}

export async function send(page: Page, text: string): Promise<void> {
  await write(page.getByRole('textbox', { name: 'Message', exact: true }), text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}
