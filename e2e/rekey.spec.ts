/** Fresh keys inside a running connection, seen from outside: the long records of a handshake, and nothing interrupted. */
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { ARRIVED, send } from './pages/conversation.ts';

/** The first message of a rekey is longer than any record of these short texts. */
const LONG_RECORD_BYTES = 1_000;

/** Counts what the page sends over its data channels that is longer than a short text. */
async function countLongRecords(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript((longBytes) => {
    let count = 0;
    const send = RTCDataChannel.prototype.send;
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
      if (ArrayBuffer.isView(data) && data.byteLength > longBytes) count += 1;
      Reflect.apply(send, this, [data]);
    };
    Object.defineProperty(globalThis, 'longRecords', { get: () => count });
  }, LONG_RECORD_BYTES);
  return () => page.evaluate(() => Number(Reflect.get(globalThis, 'longRecords')));
}

test('after half an hour the two agree on new keys, and the chat goes on', async ({ host, guest }) => {
  const longRecords = await countLongRecords(guest.page);
  await guest.page.clock.install();
  const { maya, ana } = await meet(host, guest);
  await send(ana.page, 'before');
  await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['before']);
  expect(await longRecords()).toBe(0);

  await guest.page.clock.fastForward('30:00');
  await expect.poll(longRecords).toBe(1);
  await send(maya.page, 'after, from Maya');
  await send(ana.page, 'after, from Ana');
  for (const messages of [maya.messagesWith('Ana'), ana.messagesWith('Maya')]) {
    await expect(messages.getByRole('article')).toHaveCount(3);
  }
  await expect(ana.messagesWith('Maya').getByRole('article').last()).toContainText(ARRIVED);
  await expect(guest.page.getByText('Online', { exact: true })).toBeVisible();
});
