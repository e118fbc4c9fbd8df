/** A chat of ten thousand messages: it opens without reading all of them, and writing in it is as quick as in any. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { bundle } from '../fixtures/bundle.ts';
import { meet } from '../fixtures/meet.ts';
import { test } from '../fixtures/resilience.ts';
import { messagesWith, send } from '../pages/conversation.ts';
import { createHostPage } from '../pages/host-page.ts';

const COUNT = 10_000;
/** Records, counters and keys of a chat, and a few pages of it. */
const MAX_OPENED = 300;
/** A round of typing; the machine may be busy with other things in any one of them, but not in all. */
const ROUNDS = 5;
const TYPED = 'as quick as in any other chat';

interface LongChatPage {
  fillChat(side: 'host' | 'guest', count: number): Promise<void>;
}

test('ten thousand messages open as a few, and typing makes no long task', async ({ host, guest }) => {
  test.setTimeout(180_000);
  const couple = await meet(host, guest);
  const address = couple.ana.page.url();
  await Promise.all([host.page.close(), guest.page.close()]);
  const script = await bundle('long-chat-page.ts');
  await Promise.all([fill(host.context, 'host', script), fill(guest.context, 'guest', script)]);

  const [ana, maya] = [await openCounting(guest.context, address), await openCounting(host.context, '/')];
  await createHostPage(maya).openChat('Ana');
  for (const [page, messages] of [
    [maya, messagesWith(maya, 'Ana')],
    [ana, messagesWith(ana, 'Maya')],
  ] as const) {
    await expect(messages.getByText(`message number ${COUNT}`, { exact: true })).toBeVisible();
    await expect(page.getByText('Online', { exact: true })).toBeVisible();
    const opened = await page.evaluate(() => performance.getEntriesByName('opened').length);
    expect.soft(opened, 'unsealed to open the chat').toBeLessThan(MAX_OPENED);
    if (!(await page.evaluate(canSeeLongTasks))) continue;
    const rounds = await longTasksWhileTyping(page);
    expect.soft(Math.min(...rounds), `tasks over 50 ms while typing, by round: ${rounds.join(' ')}`).toBe(0);
  }
  await send(maya, 'and one more');
  await expect(messagesWith(ana, 'Maya').getByText('and one more')).toBeVisible();
  await expect(messagesWith(maya, 'Ana').getByRole('article').last()).toContainText(/Delivered|Read/);
});

/** On the bare guest page, which lists the chats of guests and writes to none. */
async function fill(context: BrowserContext, side: 'host' | 'guest', script: string): Promise<void> {
  const page = await context.newPage();
  await page.goto('/j');
  await page.evaluate(script);
  const order = { side, count: COUNT };
  await page.evaluate(({ side, count }) => (window as unknown as LongChatPage).fillChat(side, count), order);
  await page.close();
}

async function openCounting(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(countOpened);
  await page.goto(address);
  return page;
}

/** Runs in the page, before the app: leaves a mark for everything that is unsealed. */
function countOpened(): void {
  // The empty page that every tab begins with is no secure origin.
  if (!isSecureContext) return;
  const { decrypt } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.decrypt = function (...args) {
    performance.mark('opened');
    return decrypt.apply(this, args);
  };
}

/** Runs in the page. */
function canSeeLongTasks(): boolean {
  return PerformanceObserver.supportedEntryTypes.includes('longtask');
}

/** @returns for each round of typing, how many tasks took more than 50 ms */
async function longTasksWhileTyping(page: Page): Promise<readonly number[]> {
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.evaluate(() => {
      const seen = { count: 0 };
      new PerformanceObserver((list) => {
        seen.count += list.getEntries().length;
      }).observe({ entryTypes: ['longtask'] });
      Object.assign(window, { seen });
    });
    await field.click();
    await field.pressSequentially(TYPED);
    await field.press('ControlOrMeta+a');
    await field.press('Delete');
    rounds.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            // Observers are told after the task is over.
            requestAnimationFrame(() => {
              setTimeout(() => {
                resolve((window as unknown as { seen: { count: number } }).seen.count);
              });
            });
          }),
      ),
    );
  }
  return rounds;
}
