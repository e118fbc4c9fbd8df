/**
 * What a person waits for, in bytes as the server sends them: every file that the built page had fetched by then. What is held
 * back until a screen is there is not needed for it.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { test } from './fixtures/people.ts';
import { messagesWith } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';
import { write } from './pages/write.ts';

const KB = 1_000;

test('what a guest and a host wait for stays small', { tag: '@once' }, async ({ host, guest }) => {
  const hostFiles = await weigh(host.page);
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite();

  const guestFiles = await weigh(guest.page, { holdsBack: true });
  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await expect(guest.page.getByRole('button', { name: 'Continue', exact: true })).toBeVisible();
  within('guest, landing: HTML, CSS and JS', guestFiles.sum('html', 'css', 'js'), 40);
  guestFiles.release();

  await ana.join('Ana', 'Maya');
  await expect(maya.messagesWith('Ana')).toBeVisible();
  await expect(guest.page.getByText('Online', { exact: true })).toBeVisible();
  within('host, connected: JS', hostFiles.sum('js'), 210);
  await write(guest.page.getByRole('textbox', { name: 'Message', exact: true }), 'Hello');
  within('guest, first message: JS', guestFiles.sum('js'), 115);
  await guest.page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(messagesWith(host.page, 'Ana').getByText('Hello')).toBeVisible();

  const page = await host.context.newPage();
  await host.page.close();
  const listFiles = await weigh(page, { holdsBack: true });
  await page.goto('/');
  await expect(page.getByRole('navigation', { name: 'Chats' }).getByText('Hello')).toBeVisible();
  within('host, chat list: JS', listFiles.sum('js'), 110);
  listFiles.release();
});

/** Prints what it found. */
function within(what: string, bytes: number, budgetKb: number): void {
  console.log(`      ${what.padEnd(34)} ${(bytes / KB).toFixed(1).padStart(6)} of ${String(budgetKb)} KB`);
  expect(bytes, 'something was weighed').toBeGreaterThan(10 * KB);
  expect(bytes, what).toBeLessThanOrEqual(budgetKb * KB);
}

type Kind = 'html' | 'css' | 'js';

interface Weight {
  /** Bytes after gzip of all files of these kinds so far. */
  sum(...kinds: readonly Kind[]): number;
  /** Lets through what was held back, and all that comes. */
  release(): void;
}

/** From now on. @param holdsBack everything but what the document itself names, until `release` */
async function weigh(page: Page, { holdsBack = false } = {}): Promise<Weight> {
  const asked = new Set<string>();
  let isHolding = holdsBack;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const isNamed = (file: string): boolean =>
    [...asked].some((one) => one.endsWith('.html') && readBuilt(one).toString().includes(file));

  await page.route(/\/(?:j|assets\/.*\.(?:js|css))?$/, async (route) => {
    const file = toFile(new URL(route.request().url()).pathname);
    if (isHolding && !file.endsWith('.html') && !isNamed(file)) await released;
    asked.add(file);
    await route.continue();
  });
  return {
    sum: (...kinds) =>
      [...asked]
        .filter((file) => kinds.some((kind) => file.endsWith(`.${kind}`)))
        .reduce((sum, file) => sum + gzipSync(readBuilt(file), { level: 9 }).length, 0),
    release: () => {
      isHolding = false;
      release();
    },
  };
}

function toFile(path: string): string {
  if (path === '/') return 'index.html';
  return path === '/j' ? 'j/index.html' : path.slice(1);
}

function readBuilt(file: string): Buffer {
  return readFileSync(resolve(import.meta.dirname, '../dist/client', file));
}
