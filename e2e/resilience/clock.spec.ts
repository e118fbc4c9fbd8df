/** Days that pass: a chat past its silence leaves nothing behind, and an end that comes a day late is an end. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { meet } from '../fixtures/meet.ts';
import type { Person } from '../fixtures/people.ts';
import { test } from '../fixtures/resilience.ts';
import { readStored } from '../fixtures/stored.ts';
import { createWriter } from '../fixtures/writer.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Invites are made for ten days of silence unless the host chooses otherwise. */
const PAST_SILENCE_MS = 10 * DAY_MS + HOUR_MS;
const LATE_MS = DAY_MS + HOUR_MS;

/** What a chat may leave: the key of the database, which has never left the browser and opens nothing by itself. */
const KEY_STORES = /\/vault$/;

test('a chat past its silence is gone when its pages are opened again, with every byte', async ({ host, guest }) => {
  const { ana } = await meetAndTalk(host, guest);
  const address = ana.page.url();
  await Promise.all([host.page.close(), guest.page.close()]);

  for (const person of [host, guest]) await setClock(person.context, PAST_SILENCE_MS);
  const hostPage = await host.context.newPage();
  await hostPage.goto('/');
  await expect(hostPage.getByRole('button', { name: 'New invite', exact: true }).first()).toBeVisible();
  const guestPage = await guest.context.newPage();
  await guestPage.goto(address);
  await expect(guestPage.getByRole('heading', { name: /deleted itself|no longer on this device/ })).toBeVisible();
  for (const page of [hostPage, guestPage]) await expectNothingLeft(page);
});

test('a clock that jumps past the silence takes the chat from open pages, with every byte', async ({ host, guest }) => {
  for (const person of [host, guest]) await person.context.clock.install();
  const { maya, ana } = await meetAndTalk(host, guest);
  for (const person of [host, guest]) await setClock(person.context, PAST_SILENCE_MS);
  await expect(ana.page.getByRole('heading', { name: 'This chat has deleted itself' })).toBeVisible();
  await expectNothingSaid(maya.page);
  for (const page of [maya.page, ana.page]) await expectNothingLeft(page);
});

test('a guest who was away for a day finds that the host has ended the chat', async ({ host, guest }) => {
  for (const person of [host, guest]) await person.context.clock.install();
  const { maya, ana } = await meetAndTalk(host, guest);
  const address = ana.page.url();
  await ana.page.close();
  await expect(maya.page.getByText('Offline', { exact: true })).toBeVisible();
  await maya.page.getByRole('button', { name: 'More', exact: true }).click();
  await maya.page.getByRole('menuitem', { name: 'End chat', exact: true }).click();
  await maya.page.getByRole('button', { name: 'End and delete', exact: true }).click();
  await expect(maya.page.getByText('You ended this chat.')).toBeVisible();

  for (const person of [host, guest]) await setClock(person.context, LATE_MS);
  const again = await guest.context.newPage();
  await again.goto(address);
  await expect(again.getByRole('heading', { name: 'Maya ended this chat' })).toBeVisible();
  await expectNothingSaid(again);

  // A day more, for acknowledgements that were lost, and neither side has anything left.
  await again.close();
  await setClock(guest.context, 2 * LATE_MS);
  const gone = await guest.context.newPage();
  await gone.goto(address);
  await expect(gone.getByRole('heading', { name: 'This chat is no longer on this device' })).toBeVisible();
  for (const page of [maya.page, gone]) await expectNothingLeft(page);
});

test('a host who was away for a day finds that the guest has left', async ({ host, guest }) => {
  for (const person of [host, guest]) await person.context.clock.install();
  const { maya, ana } = await meetAndTalk(host, guest);
  await maya.page.close();
  await expect(ana.page.getByText('Offline', { exact: true })).toBeVisible();
  await ana.page.getByRole('button', { name: 'More', exact: true }).click();
  await ana.page.getByRole('menuitem', { name: 'Leave and delete', exact: true }).click();
  await ana.page.getByRole('button', { name: 'End and delete', exact: true }).click();
  await expect(ana.page.getByRole('heading', { name: 'You left this chat' })).toBeVisible();

  for (const person of [host, guest]) await setClock(person.context, LATE_MS);
  const again = await host.context.newPage();
  await again.goto('/');
  await again.getByRole('navigation', { name: 'Chats' }).getByRole('listitem').getByRole('button').first().click();
  await expect(again.getByText('Ana ended this chat.')).toBeVisible();
  await expectNothingSaid(again);
  await expectNothingLeft(ana.page);
});

async function meetAndTalk(host: Person, guest: Person): ReturnType<typeof meet> {
  const couple = await meet(host, guest);
  await createWriter('Maya', 'Ana').write(couple.maya.page);
  await createWriter('Ana', 'Maya').write(couple.ana.page);
  for (const messages of [couple.maya.messagesWith('Ana'), couple.ana.messagesWith('Maya')]) {
    await expect(messages.getByRole('article').filter({ hasText: /Delivered|Read/ })).toHaveCount(1);
    await expect(messages.getByRole('article')).toHaveCount(2);
  }
  return couple;
}

/** As when somebody sets the clock of the device, or wakes it: no timer has run meanwhile. */
async function setClock(context: BrowserContext, aheadMs: number): Promise<void> {
  await context.clock.setSystemTime(Date.now() + aheadMs);
}

/** Nothing of what `meetAndTalk` said is on the screen. */
async function expectNothingSaid(page: Page): Promise<void> {
  for (const text of ['Maya 001', 'Ana 001']) await expect(page.getByText(text)).toHaveCount(0);
}

async function expectNothingLeft(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await readStored(page);
      return Object.entries(rows).filter(([store, count]) => count > 0 && !KEY_STORES.test(store));
    }, 'no row of a chat')
    .toEqual([]);
  const { text } = await readStored(page);
  for (const word of ['Ana', '001']) expect(text).not.toContain(word);
}
