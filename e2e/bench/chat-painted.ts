/** From the composer to the other person's screen, in the shipped pages: Enter on one side, painted on the other. */
import type { Browser, Page } from '@playwright/test';
import { bundle } from '../fixtures/bundle.ts';
import { meet } from '../fixtures/meet.ts';
import type { Noted } from './painted-page.ts';
import { quantile } from './quantile.ts';

const TEXTS = 150;
const WARM_UP = 20;

/** @returns ms, of texts of 100 bytes, one at a time */
export async function measurePainted(url: string, ...browsers: readonly [Browser, Browser]) {
  const contexts = await Promise.all(browsers.map((browser) => browser.newContext({ baseURL: url })));
  const [host, guest] = await Promise.all(
    contexts.map(async (context) => ({ context, page: await context.newPage() })),
  );
  if (host === undefined || guest === undefined) throw new Error('internal: two people');
  const content = await bundle('../bench/painted-page.ts');
  await Promise.all([host, guest].map(({ page }) => page.addInitScript({ content })));
  await meet(host, guest);
  const tookMs: number[] = [];
  for (let number = 0; number < WARM_UP + TEXTS; number += 1) {
    const took = await sayAndSee(guest.page, host.page, `text ${number} `.padEnd(100, 'abcdefghij'));
    if (number >= WARM_UP) tookMs.push(took);
  }
  await Promise.all(contexts.map((context) => context.close()));
  return { p50: quantile(tookMs, 0.5), p99: quantile(tookMs, 0.99) };
}

async function sayAndSee(from: Page, to: Page, text: string): Promise<number> {
  await to.evaluate((text) => {
    (window as unknown as { noted: Noted }).noted.expect(text);
  }, text);
  await from.getByRole('textbox', { name: 'Message', exact: true }).click();
  await from.keyboard.insertText(text);
  await from.keyboard.press('Enter');
  const paintedAtMs = await to.evaluate(() => (window as unknown as { noted: Noted }).noted.paintedAtMs);
  return paintedAtMs - (await from.evaluate(() => (window as unknown as { noted: Noted }).noted.enterAtMs));
}
