/** Typing as a keyboard does it, in place of what is there. */
import type { Locator } from '@playwright/test';

/** Longer texts, and those whose line breaks must not be taken for Enter, are pasted in. */
const MAX_TYPED_CHARS = 200;

export async function write(field: Locator, text: string): Promise<void> {
  await field.click();
  await field.press('ControlOrMeta+a');
  // Setting the value directly would go behind the back of a controlled field, which Firefox's driver does not hide.
  if (text.length <= MAX_TYPED_CHARS && !text.includes('\n')) await field.pressSequentially(text);
  else await field.page().keyboard.insertText(text);
}
