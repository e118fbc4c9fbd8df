/** The app lock as a host uses it, by the roles and names that a person or a screen reader goes by. */
import { expect, type Locator, type Page } from '@playwright/test';
import { write } from './write.ts';

/** Argon2id is slow on purpose, and slower where browsers share a processor. */
const ARGON2_DEADLINE_MS = 40_000;

export interface AppLockPage {
  /** The setting, in the open Settings dialog. */
  readonly setting: Locator;
  /** The question of a locked page. */
  readonly question: Locator;
  openSettings(): Promise<void>;
  closeSettings(): Promise<void>;
  /** Fills in the form and sends it. */
  tryTurnOn(passphrase: string): Promise<void>;
  turnOn(passphrase: string): Promise<void>;
  turnOff(passphrase: string): Promise<void>;
  change(current: string, next: string): Promise<void>;
  unlock(passphrase: string): Promise<void>;
}

export function createAppLockPage(page: Page): AppLockPage {
  const setting = page.getByRole('dialog', { name: 'Settings' }).getByRole('region', { name: 'App lock' });
  const press = (name: string, within: Page | Locator = page): Promise<void> =>
    within.getByRole('button', { name, exact: true }).click();
  const fill = (name: string, text: string): Promise<void> =>
    write(page.getByRole('textbox', { name, exact: true }), text);
  const writeNew = async (passphrase: string): Promise<void> => {
    await fill('New passphrase', passphrase);
    await fill('Repeat it', passphrase);
  };

  const tryTurnOn = async (passphrase: string): Promise<void> => {
    await press('Turn on', setting);
    await writeNew(passphrase);
    await press('Turn on');
  };
  /** The form gives way to the setting when the work is done. */
  const expectState = async (state: 'On' | 'Off'): Promise<void> => {
    await expect(setting.getByText(state, { exact: true })).toBeVisible({ timeout: ARGON2_DEADLINE_MS });
  };

  return {
    setting,
    question: page.getByRole('textbox', { name: 'Passphrase', exact: true }),
    openSettings: () => press('Settings'),
    closeSettings: () => press('Done'),
    tryTurnOn,
    turnOn: async (passphrase) => {
      await tryTurnOn(passphrase);
      await expectState('On');
    },
    turnOff: async (passphrase) => {
      await press('Turn off', setting);
      await fill('Current passphrase', passphrase);
      await press('Turn off');
      await expectState('Off');
    },
    change: async (current, next) => {
      await press('Change passphrase', setting);
      await fill('Current passphrase', current);
      await writeNew(next);
      await press('Change passphrase');
      await expectState('On');
    },
    unlock: async (passphrase) => {
      await fill('Passphrase', passphrase);
      await press('Unlock');
      await expect(page.getByText('Checking…')).toBeHidden({ timeout: ARGON2_DEADLINE_MS });
    },
  };
}
