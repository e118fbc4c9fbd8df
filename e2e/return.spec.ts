/** Chats outlive pages: reloads, a second tab, the link opened again. */
import { expect } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { ARRIVED, send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';

test(
  'both sides reload, in turn and at once, and go on with the same chat',
  { tag: '@every-pair' },
  async ({ host, guest }) => {
    const { maya, ana } = await meet(host, guest);
    await send(ana.page, 'one');
    await send(maya.page, 'two');
    await expect(ana.messagesWith('Maya').getByRole('article')).toHaveCount(2);
    expect(new URL(ana.page.url()).hash).toMatch(/^#c\.[\w-]{8}$/);

    await ana.page.reload();
    await expect(ana.page.getByText('Online', { exact: true })).toBeVisible();
    await maya.page.reload();
    await maya.openChat('Ana');
    await expect(ana.page.getByText('Online', { exact: true })).toBeVisible();
    await Promise.all([ana.page.reload(), maya.page.reload()]);
    await maya.openChat('Ana');
    await send(ana.page, 'three');
    await send(maya.page, 'four');
    for (const messages of [maya.messagesWith('Ana'), ana.messagesWith('Maya')]) {
      await expect(messages.getByRole('article')).toHaveCount(4);
      await expect(messages.getByRole('article').filter({ hasText: ARRIVED })).toHaveCount(2);
    }
  },
);

test('an invite survives the host’s reload', async ({ host, guest }) => {
  const { maya } = await meet(host, guest);
  const link = await maya.createInvite({ label: 'Bo' });
  await host.page.reload();
  await expect(maya.chats.getByText('Bo')).toBeVisible();
  const bo = createGuestPage(await guest.context.newPage());
  await bo.open(link);
  await bo.join('Bo', 'Maya');
  await maya.openChat('Bo');
  await expect(maya.messagesWith('Bo')).toBeVisible();
});

test('the link opened again, and the bare page, lead back to the chat', async ({ host, guest }) => {
  const { ana, link } = await meet(host, guest);
  await send(ana.page, 'kept');
  await expect(ana.messagesWith('Maya').getByRole('article')).toContainText(ARRIVED);
  await ana.open('about:blank');
  await ana.open(link);
  await ana.join('Ana', 'Maya');
  await expect(ana.messagesWith('Maya').getByRole('article')).toContainText(['kept']);
  await ana.open('about:blank');
  await ana.page.goto('/j');
  await ana.page.getByRole('button', { name: 'Open chat with Maya' }).click();
  await expect(ana.messagesWith('Maya').getByRole('article')).toContainText(['kept']);
  await expect(ana.page.getByText('Online', { exact: true })).toBeVisible();
});

test('a second tab says where the chat is, and takes it over when asked', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  const second = await guest.context.newPage();
  await second.goto(ana.page.url());
  await expect(second.getByRole('heading', { name: 'This chat is open in another tab' })).toBeVisible();
  await second.getByRole('button', { name: 'Use here', exact: true }).click();
  await expect(second.getByText('Online', { exact: true })).toBeVisible();
  await expect(ana.page.getByRole('heading', { name: 'This chat is open in another tab' })).toBeVisible();
  await send(second, 'from the second tab');
  await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['from the second tab']);
});

test('a tab that is closed hands the chat on to the one that waits, on either side', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  await send(ana.page, 'from the first tab');
  await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['from the first tab']);
  const second = createGuestPage(await guest.context.newPage());
  await second.page.goto(ana.page.url());
  await expect(second.page.getByRole('heading', { name: 'This chat is open in another tab' })).toBeVisible();
  await ana.page.close();
  await expect(second.page.getByText('Online', { exact: true })).toBeVisible();
  await expect(second.messagesWith('Maya').getByRole('article')).toContainText(['from the first tab']);

  const secondHome = createHostPage(await host.context.newPage());
  await secondHome.page.goto(maya.page.url());
  await expect(secondHome.page.getByRole('heading', { name: 'Your chats are open in another tab' })).toBeVisible();
  await maya.page.close();
  await secondHome.openChat('Ana');
  await expect(secondHome.page.getByText('Online', { exact: true })).toBeVisible();
  await send(second.page, 'still here');
  await expect(secondHome.messagesWith('Ana').getByRole('article')).toContainText(['from the first tab', 'still here']);
});

test('nothing readable is left in storage, and no secret in the address', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  await send(ana.page, 'a very secret sentence');
  await expect(maya.messagesWith('Ana').getByRole('article')).toContainText(['a very secret sentence']);
  for (const page of [maya.page, ana.page]) {
    const stored = await page.evaluate(dumpDatabases);
    expect(stored.length).toBeGreaterThan(200);
    for (const text of ['secret sentence', 'Ana']) expect(stored).not.toContain(text);
  }
});

/** Everything in this origin's databases, bytes as Latin-1. */
async function dumpDatabases(): Promise<string> {
  let dump = '';
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('no database'));
    });
    for (const store of database.objectStoreNames) {
      const values = await new Promise<unknown[]>((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result as unknown[]);
      });
      for (const value of values) {
        const parts = value instanceof Uint8Array ? [value] : Object.values(value as object);
        for (const part of parts)
          if (part instanceof Uint8Array) dump += String.fromCharCode(...part.subarray(0, 50_000));
      }
    }
    database.close();
  }
  return dump;
}
