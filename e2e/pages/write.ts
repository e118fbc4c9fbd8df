/** Typing, as a keyboard does it. `fill` sets the value behind a controlled field's back, which Firefox's driver exposes. */
import type { Locator } from '@playwright/test';

export async function write(field: Locator, text: string): Promise<void> {
  await field.click();
  await field.page().keyboard.insertText(text);
}
