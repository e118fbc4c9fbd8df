/** Walks a page by the keys of the catalogue instead of its words, so that one way serves every language. */
import { setupI18n } from '@lingui/core';
import type { Locator, Page } from '@playwright/test';
import { compileMessage } from '../../client/ui/wording/compile.ts';
import { en } from '../../client/ui/wording/en.ts';
import type { Key } from '../../client/ui/wording/t.ts';
import { write } from '../pages/write.ts';
import { toPseudo, type PseudoLocale } from './pseudo-locale.ts';

type Role = 'button' | 'dialog' | 'heading' | 'menuitem' | 'region' | 'radio' | 'switch' | 'textbox';
type Values = Readonly<Record<string, string | number>>;

export interface Walker {
  readonly page: Page;
  /** What the page says for a key. */
  say(key: Key, values?: Values): string;
  find(role: Role, key: Key, values?: Values): Locator;
  press(key: Key, values?: Values): Promise<void>;
  /** From the ⋮ menu of the chat. */
  choose(key: Key): Promise<void>;
  /** From the menu of the newest message with that text. */
  chooseFor(text: string, key: Key): Promise<void>;
  write(key: Key, text: string, values?: Values): Promise<void>;
  send(text: string): Promise<void>;
  /** The newest message with that text. */
  message(text: string): Locator;
}

export function createWalker(page: Page, locale: PseudoLocale | null): Walker {
  const i18n = setupI18n({
    locale: 'en',
    messages: {
      en: Object.fromEntries(
        Object.entries(en).map(([key, message]) => [key, locale === null ? message : toPseudo(message, locale)]),
      ),
    },
  });
  // Lingui's type of a compiled message is mutable.
  i18n.setMessagesCompiler((message) => compileMessage(message) as never);

  const say: Walker['say'] = (key, values) => i18n._(key, values);
  const find: Walker['find'] = (role, key, values) => page.getByRole(role, { name: say(key, values), exact: true });
  const press: Walker['press'] = (key, values) => find('button', key, values).first().click();
  const message: Walker['message'] = (text) => page.getByRole('article').filter({ hasText: text }).last();
  const fill: Walker['write'] = (key, text, values) => write(find('textbox', key, values), text);
  return {
    page,
    say,
    find,
    press,
    message,
    choose: async (key) => {
      await press('common.more');
      await find('menuitem', key).click();
    },
    chooseFor: async (text, key) => {
      await message(text)
        .getByRole('button', { name: say('message.actions'), exact: true })
        .click();
      await find('menuitem', key).click();
    },
    write: fill,
    send: async (text) => {
      await fill('composer.message', text);
      await press('composer.send');
    },
  };
}
