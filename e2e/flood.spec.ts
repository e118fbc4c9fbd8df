/** A guest who sends without end: the host's page stays small, says why it let go, and goes on when asked to. */
import { expect } from '@playwright/test';
import { expectFlooded, letFlooderIn } from './fixtures/flooder.ts';
import { test } from './fixtures/people.ts';
import { messagesWith } from './pages/conversation.ts';

/** As many of the longest texts as a gigabyte has. */
const GIGABYTE = 65_000;
const MAX_GROWTH_BYTES = 64 * 1024 * 1024;

// Only Chromium says how much memory a page has.
test('a gigabyte of texts ends after a few megabytes, with a reason', { tag: '@once' }, async ({ host, guest }) => {
  const flooder = await letFlooderIn(host, guest);
  const session = await host.context.newCDPSession(host.page);
  const heapBytes = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
    return usedSize + backingStorageSize;
  };
  const before = await heapBytes();
  expect(await flooder.flood('texts', GIGABYTE)).toBeLessThan(GIGABYTE / 10);
  await expectFlooded(host.page);
  expect((await heapBytes()) - before).toBeLessThan(MAX_GROWTH_BYTES);
  // What is on screen can still be scrolled, and the chat be ended.
  await host.page.getByRole('button', { name: 'Try again', exact: true }).click();
  await expect(host.page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
});

test(
  'much that arrives takes nothing from who reads back, and leaves little on the screen of who does not',
  { tag: '@once' },
  async ({ host, guest }) => {
    const flooder = await letFlooderIn(host, guest);
    const list = messagesWith(host.page, 'Ana');
    const articles = list.getByRole('article');
    await flooder.flood('texts', 100);
    await expect(articles).toHaveCount(100);
    await list.evaluate((box) => box.scrollTo({ top: -1_000 }));
    const jump = host.page.getByRole('button', { name: 'Jump to latest', exact: true });
    await expect(jump).toBeVisible();
    await flooder.flood('texts', 300);
    await expect(articles).toHaveCount(400);
    await jump.click();
    await expect.poll(() => articles.count()).toBeLessThan(300);
    await expect(host.page.getByRole('button', { name: 'Load earlier', exact: true })).toBeAttached();
  },
);
