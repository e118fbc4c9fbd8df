/** A screen through axe: WCAG 2.2, levels A and AA, in both themes. */
import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';

const EVERY_RULE = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } as const;
/** What a theme can break; all other rules judge the same page in either. */
const COLOUR_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;

/** The page keeps the system's theme. */
export async function expectNoViolation(page: Page, screen: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  for (const [colorScheme, runOnly] of [
    ['light', EVERY_RULE],
    ['dark', COLOUR_RULES],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await page.evaluate(async (rules) => {
      const { run } = (window as unknown as { readonly axe: typeof axe }).axe;
      // Nothing is to be fetched, and of what passes nothing is to be told.
      const { violations } = await run({
        runOnly: { ...rules, values: [...rules.values] },
        resultTypes: ['violations'],
        preload: false,
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    }, runOnly);
    expect.soft(found, `${screen}, ${colorScheme}`).toEqual([]);
  }
}
