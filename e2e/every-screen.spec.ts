/**
 * Every screen in languages that nobody speaks, from left to right and from right to left: no word stands outside the
 * catalogue, longer words break no layout, and axe finds nothing in either theme.
 */
import { expect, type Page } from '@playwright/test';
import { buildInPseudo } from './gallery/pseudo-build.ts';
import { tour } from './gallery/tour.ts';
import { test as base } from './fixtures/people.ts';
import { startServer } from './fixtures/server.ts';
import { expectNoViolation } from './pages/axe.ts';

const test = base.extend({
  url: async ({}, use, testInfo) => {
    const server = await startServer(
      0,
      { GC_ABUSE_CONTACT: 'abuse@example.org' },
      [],
      await buildInPseudo(testInfo.title.includes('right') ? 'rtl' : 'long'),
    );
    await use(server.url);
    await server.kill();
  },
});

/** Layouts change between these: WCAG 2.2's narrowest, and a desk. */
const WIDTHS = [320, 1280];
const HEIGHT = 800;

/** Words in Latin letters without an accent that are neither a person's, nor a name, an address, a unit or a date. */
function findForeignWords(): readonly string[] {
  const OTHERS =
    '[role="log"], bdi, [dir="auto"], [dir="ltr"], [translate="no"], textarea, input, code, kbd, noscript, title, script, style';
  const ALLOWED = /\b(?:QR|STUN|TURN|UDP|TCP|https?|IP|ms|AM|PM|localhost|Maya|Ana|Ben|Choir)\b|\d+\s?h\b/g;
  const DATES =
    /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:today|tomorrow|yesterday)\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b/gi;
  const found: string[] = [];
  const judge = (text: string): void => {
    const rest = text.replace(DATES, '').replace(ALLOWED, '');
    if (/[A-Za-z]/.test(rest)) found.push(text.trim());
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || element.closest(OTHERS) !== null || !element.checkVisibility()) continue;
    judge(node.textContent ?? '');
  }
  for (const name of ['aria-label', 'placeholder', 'alt', 'title']) {
    for (const element of document.querySelectorAll(`[${name}]`)) judge(element.getAttribute(name) ?? '');
  }
  return found;
}

/** What is wider than its place and cut off, or makes the page scroll sideways. */
function findBrokenLayout(): readonly string[] {
  const found: string[] = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) found.push(`the page is ${page.scrollWidth} wide`);
  for (const element of document.querySelectorAll('body *')) {
    if (!(element instanceof HTMLElement) || !element.checkVisibility()) continue;
    const { overflowX, textOverflow, position } = getComputedStyle(element);
    // Hidden for eyes, and shortened on purpose.
    if (position === 'absolute' && element.clientWidth <= 1) continue;
    if (!['hidden', 'clip'].includes(overflowX) || textOverflow === 'ellipsis') continue;
    if (element.scrollWidth > element.clientWidth + 1) found.push(`${element.className}: ${element.innerText}`);
  }
  return found;
}

async function check(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    expect.soft(await page.evaluate(findForeignWords), `${name}: words that are not in the catalogue`).toEqual([]);
    expect.soft(await page.evaluate(findBrokenLayout), `${name} at ${width}`).toEqual([]);
  }
  await expectNoViolation(page, name);
}

for (const [kind, locale] of [
  ['longer words', 'long'],
  ['words from right to left', 'rtl'],
] as const) {
  test(`every screen in ${kind}`, { tag: '@once' }, async ({ host, guest }) => {
    test.setTimeout(240_000);
    const seen: string[] = [];
    for await (const { name, page } of tour({ host: host.context, guest: guest.context, locale })) {
      await check(page, name);
      seen.push(name);
    }
    expect(new Set(seen).size).toBe(seen.length);
  });
}
