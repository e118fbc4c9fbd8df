/** What a host does, step by step, by the roles and names that a person or a screen reader goes by. */
import type { Locator, Page } from '@playwright/test';
import { messagesWith } from './conversation.ts';
import { write } from './write.ts';

export interface NewInviteChoices {
  /** "Who is it for?" */
  readonly label?: string;
  readonly lifetime?: '1 hour' | '24 hours' | '7 days';
  /** Four words, drawn by the page. */
  readonly password?: 'generate';
  /** "Ask me before they join" */
  readonly isAdmissionAsked?: boolean;
  /** "Hide my IP address" */
  readonly isRelayOnly?: boolean;
  /** "Delete after silence" */
  readonly silence?: '1 day' | '10 days' | '30 days';
  readonly disappearing?: 'Off' | '24 hours' | '1 hour' | '5 minutes after reading';
}

export interface HostPage {
  readonly page: Page;
  /** Opens the page and, as on first run, says who the host is. */
  introduce(name: string): Promise<void>;
  /** Creates an invite and gives its link; the dialog stays open. */
  createInvite(choices?: NewInviteChoices): Promise<string>;
  readonly inviteReady: Locator;
  readonly chats: Locator;
  messagesWith(guest: string): Locator;
  /** From the list, as after a reload. */
  openChat(guest: string): Promise<void>;
}

export function createHostPage(page: Page): HostPage {
  const inviteReady = page.getByRole('dialog', { name: 'Invite ready' });
  return {
    page,
    inviteReady,
    chats: page.getByRole('navigation', { name: 'Chats' }),
    messagesWith: (guest) => messagesWith(page, guest),
    openChat: async (guest) => {
      const row = page.getByRole('navigation', { name: 'Chats' }).getByRole('listitem').filter({ hasText: guest });
      await row.getByRole('button').first().click();
    },
    introduce: async (name) => {
      await page.goto('/');
      await write(page.getByRole('textbox', { name: 'Your name', exact: true }), name);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
    },
    createInvite: async ({ label, lifetime, password, isAdmissionAsked, isRelayOnly, silence, disappearing } = {}) => {
      await page.getByRole('button', { name: 'New invite', exact: true }).first().click();
      const dialog = page.getByRole('dialog', { name: 'New invite' });
      if (label !== undefined) await write(dialog.getByRole('textbox', { name: 'Who is it for?' }), label);
      if (lifetime !== undefined) {
        await dialog.getByRole('radiogroup', { name: 'Link works for' }).getByRole('radio', { name: lifetime }).check();
      }
      if (password !== undefined) {
        await dialog.getByRole('switch', { name: 'Require a password' }).check();
        await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
      }
      if (isAdmissionAsked === true) await dialog.getByRole('switch', { name: 'Ask me before they join' }).check();
      const advanced = [
        ['Delete after silence', silence],
        ['Disappearing messages', disappearing],
      ] as const;
      if (isRelayOnly === true || advanced.some(([, choice]) => choice !== undefined))
        await dialog.getByText('Advanced', { exact: true }).click();
      if (isRelayOnly === true) await dialog.getByRole('switch', { name: 'Hide my IP address' }).check();
      for (const [name, choice] of advanced) {
        if (choice === undefined) continue;
        await dialog.getByRole('radiogroup', { name }).getByRole('radio', { name: choice, exact: true }).check();
      }
      await dialog.getByRole('button', { name: 'Create link', exact: true }).click();
      return inviteReady.getByRole('textbox', { name: 'Invite link', exact: true }).inputValue();
    },
  };
}
