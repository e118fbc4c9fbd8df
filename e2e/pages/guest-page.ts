/** What a guest does, step by step, by the roles and names that a person or a screen reader goes by. */
import type { Locator, Page } from '@playwright/test';
import { messagesWith } from './conversation.ts';
import { write } from './write.ts';

export interface GuestPage {
  readonly page: Page;
  /** Follows an invite link to the landing page. */
  open(link: string): Promise<void>;
  /** From the landing page into the chat; `host` is the name in the invitation. */
  join(name: string, host: string, password?: string): Promise<void>;
  messagesWith(host: string): Locator;
}

export function createGuestPage(page: Page): GuestPage {
  return {
    page,
    messagesWith: (host) => messagesWith(page, host),
    open: async (link) => {
      await page.goto(link);
    },
    join: async (name, host, password) => {
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await write(page.getByRole('textbox', { name: `What should ${host} call you?`, exact: true }), name);
      if (password !== undefined) await write(page.getByRole('textbox', { name: 'Password', exact: true }), password);
      await page.getByRole('button', { name: 'Join chat', exact: true }).click();
    },
  };
}
