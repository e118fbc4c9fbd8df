/** Whether a screen fits: WCAG 2.2, criteria 1.4.4, 1.4.10, 2.4.11 and 2.5.8, measured on what is drawn. */
import { expect, type Page } from '@playwright/test';

/** Nothing but code and the like may be wider than the window, and that scrolls by itself. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(excess, 'wider than the window').toBeLessThanOrEqual(0);
}

/**
 * Every control that can be pressed, as small as `least` px at most; those within a line of text are exempt (WCAG 2.5.8).
 * @returns the names of those that are smaller
 */
export function tooSmall(page: Page, least: number): Promise<readonly string[]> {
  return page.evaluate((min) => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, a, input, textarea, summary, [role=button], [role^=menuitem]',
    );
    return [...controls].flatMap((control) => {
      const modal = document.querySelector('dialog:modal');
      if (!control.checkVisibility() || (modal !== null && !modal.contains(control))) return [];
      const { display, pointerEvents } = getComputedStyle(control);
      if (display === 'inline' || control.closest('p') !== null) return [];
      // For keys and screen readers only, where a finger has another way.
      if (pointerEvents === 'none') return [];
      // A label belongs to its control.
      const target = control.closest('label') ?? control;
      const { width, height } = target.getBoundingClientRect();
      if (width === 0 || height === 0) return [];
      const name = control.getAttribute('aria-label') ?? control.textContent;
      return Math.round(width) < min || Math.round(height) < min ? [`${name}: ${width} × ${height}`] : [];
    });
  }, least);
}

/** Goes through the page by Tab, and names what has the focus and is hidden under something else, or off the screen. */
export async function hiddenFocus(page: Page, presses: number): Promise<readonly string[]> {
  const hidden: string[] = [];
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { left, top, width, height } = element.getBoundingClientRect();
      const found = document.elementFromPoint(left + width / 2, top + height / 2);
      const isShown = found !== null && (element.contains(found) || found.contains(element));
      return isShown ? null : (element.getAttribute('aria-label') ?? element.textContent);
    });
    if (name !== null) hidden.push(name);
  }
  return hidden;
}
