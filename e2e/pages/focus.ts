/** Where a page has its focus, whether or not its window is in front. */
import { expect, type Locator } from '@playwright/test';

export async function expectActive(control: Locator): Promise<void> {
  await expect.poll(() => isActive(control)).toBe(true);
}

export function isActive(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}
