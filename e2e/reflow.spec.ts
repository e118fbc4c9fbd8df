/** Every screen at 400 % (320 px wide) and with text twice as large: nothing scrolls sideways, hides the focus, or is too small to press. */
import { expect, type Page } from '@playwright/test';
import { test } from './fixtures/people.ts';
import { send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';
import { expectNoSidewaysScroll, hiddenFocus, tooSmall } from './pages/reflow.ts';

/** 1280 × 1024 at 400 %. */
const NARROW = { width: 320, height: 256 };
const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

async function check(page: Page): Promise<void> {
  const size = page.viewportSize();
  expect(await tooSmall(page, 24)).toEqual([]);
  await page.setViewportSize(NARROW);
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await setText(page, '200%');
  await expectNoSidewaysScroll(page);
  await setText(page, '');
  if (size !== null) await page.setViewportSize(size);
}

function setText(page: Page, size: string): Promise<void> {
  return page.evaluate((next) => {
    document.documentElement.style.fontSize = next;
  }, size);
}

test('every screen fits, whatever the zoom', { tag: '@once' }, async ({ host, guest }) => {
  const { page } = host;
  await page.goto('/');
  await check(page);
  const maya = createHostPage(page);
  await maya.introduce('Maya');
  await check(page);
  await page.getByRole('button', { name: 'New invite', exact: true }).first().click();
  for (const name of ['Require a password', 'Ask me before they join']) {
    await page.getByRole('switch', { name, exact: true }).check();
  }
  await page.getByText('Advanced', { exact: true }).click();
  await check(page);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  const link = await maya.createInvite();
  await check(page);
  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await check(ana.page);
  await ana.page.getByRole('button', { name: 'Continue', exact: true }).click();
  await check(ana.page);
  await ana.page.reload();
  await ana.join('Ana', 'Maya');
  await expect(maya.messagesWith('Ana')).toBeVisible();
  await send(ana.page, `${LONG_WORD} https://example.org/${'a'.repeat(150)} https://cityhall.org.seats-now.tk`);
  await send(page, LONG_WORD);
  await expect(ana.messagesWith('Maya').getByRole('article')).toHaveCount(2);
  for (const each of [page, ana.page]) {
    await check(each);
    await each.getByRole('button', { name: 'Verify security code', exact: true }).click();
    await check(each);
    await each.getByRole('button', { name: 'Close', exact: true }).click();
    await each.setViewportSize({ width: 360, height: 500 });
    expect(await hiddenFocus(each, 12)).toEqual([]);
  }
  await page.getByRole('button', { name: 'https://cityhall.org.seats-now.tk', exact: true }).click();
  await check(page);
});

test(
  'with less motion nothing moves, and with forced colours every edge is drawn',
  { tag: '@once' },
  async ({ host, guest }) => {
    for (const { page } of [host, guest]) await page.emulateMedia({ reducedMotion: 'reduce' });
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    const link = await maya.createInvite();
    await expectNothingMoves(host.page);
    const ana = createGuestPage(guest.page);
    await ana.open(link);
    await ana.join('Ana', 'Maya');
    await send(ana.page, 'hello');
    const message = maya.messagesWith('Ana').getByRole('article');
    await expect(message).toHaveCount(1);
    await host.page.getByRole('button', { name: 'More', exact: true }).click();
    await expectNothingMoves(host.page);
    await host.page.keyboard.press('Escape');
    await host.page.emulateMedia({ forcedColors: 'active' });
    for (const part of [
      message.locator('div > div').first(),
      host.page.getByRole('textbox', { name: 'Message' }),
      host.page.getByRole('button', { name: 'New invite' }),
    ]) {
      const edge = await part.evaluate((element) => {
        const { borderTopWidth, borderTopStyle } = getComputedStyle(element);
        return `${borderTopWidth} ${borderTopStyle}`;
      });
      expect(edge).toBe('1px solid');
    }
  },
);

async function expectNothingMoves(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
}
