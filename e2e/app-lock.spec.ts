/** The host's chats under a passphrase: nothing of them is open, shown or connected before it. */
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { createAppLockPage } from './pages/app-lock.ts';
import { ARRIVED, send } from './pages/conversation.ts';
import { createHostPage } from './pages/host-page.ts';
import { write } from './pages/write.ts';

const PASSPHRASE = 'tulip anchor mosaic';

// Each passphrase takes seconds.
test.describe.configure({ timeout: 150_000 });

test('locked with a passphrase, nothing is there until it is right; then all of it is', async ({ host, guest }) => {
  const { maya, ana } = await meet(host, guest);
  await send(ana.page, 'from before');
  await expect(maya.messagesWith('Ana').getByRole('article')).toHaveCount(1);

  const lock = createAppLockPage(host.page);
  await lock.openSettings();
  await lock.turnOn(PASSPHRASE);
  expect(await usableKeys(host.page)).toBe(0);
  await lock.closeSettings();
  // The chat went on meanwhile, and goes on.
  await send(maya.page, 'after its keys were locked away');
  await expect(ana.messagesWith('Maya').getByRole('article')).toHaveCount(2);

  const sockets = watchSockets(host.page);
  await host.page.reload();
  await expect(host.page.getByRole('heading', { name: 'Your chats are locked' })).toBeVisible();
  await expect(lock.question).toBeFocused();
  await expect(host.page.getByText('Ana')).toHaveCount(0);
  await send(ana.page, 'to a locked page');
  await lock.unlock('tulip anchor mosaik');
  await expect(host.page.getByText('That passphrase isn’t right. Try again.')).toBeVisible();
  await expect(lock.question).toBeFocused();
  expect(sockets()).toBe(0);

  await lock.unlock(PASSPHRASE);
  await maya.openChat('Ana');
  await expect(maya.messagesWith('Ana').getByRole('article')).toHaveCount(3);
  await expect(ana.messagesWith('Maya').getByRole('article').filter({ hasText: 'to a locked page' })).toContainText(
    ARRIVED,
  );
});

test('locks at once when told to, takes another passphrase, and can be turned off', async ({ host }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  await maya.createInvite({ label: 'Choir' });
  await host.page.getByRole('button', { name: 'Close', exact: true }).click();
  const lock = createAppLockPage(host.page);
  await lock.openSettings();
  await lock.turnOn(PASSPHRASE);
  await lock.change(PASSPHRASE, 'another one altogether');
  await lock.setting.getByRole('button', { name: 'Lock now', exact: true }).click();
  await lock.unlock('another one altogether');
  await expect(maya.chats.getByText('Choir')).toBeVisible();

  await lock.openSettings();
  await lock.turnOff('another one altogether');
  expect(await usableKeys(host.page)).toBe(1);
  await host.page.reload();
  await expect(maya.chats.getByText('Choir')).toBeVisible();
});

test('a form says what is wrong with it', async ({ host }) => {
  await createHostPage(host.page).introduce('Maya');
  const lock = createAppLockPage(host.page);
  await lock.openSettings();
  await lock.tryTurnOn('tulip');
  await expect(host.page.getByText('That is too short. Use 8 characters or more.')).toBeVisible();
  await write(host.page.getByRole('textbox', { name: 'New passphrase', exact: true }), PASSPHRASE);
  await host.page.getByRole('button', { name: 'Turn on', exact: true }).click();
  await expect(host.page.getByText('The two are not the same.')).toBeVisible();
  await host.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(lock.setting.getByText('Off', { exact: true })).toBeVisible();
});

test('who forgot the passphrase can delete everything and start again', async ({ host }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  await maya.createInvite({ label: 'Choir' });
  await host.page.getByRole('button', { name: 'Close', exact: true }).click();
  const lock = createAppLockPage(host.page);
  await lock.openSettings();
  await lock.turnOn(PASSPHRASE);
  await lock.setting.getByRole('button', { name: 'Lock now', exact: true }).click();

  await host.page.getByRole('button', { name: 'Forgot your passphrase?', exact: true }).click();
  const dialog = host.page.getByRole('dialog', { name: 'Delete everything on this device' });
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(lock.question).toBeVisible();
  await host.page.getByRole('button', { name: 'Forgot your passphrase?', exact: true }).click();
  await dialog.getByRole('button', { name: 'Delete everything', exact: true }).click();
  await expect(host.page.getByRole('textbox', { name: 'Your name', exact: true })).toBeVisible();
  await maya.introduce('Maya');
  await expect(host.page.getByRole('heading', { name: 'Invite someone to a private chat' })).toBeVisible();
});

test('a tab that takes over a locked home asks for the passphrase itself', async ({ host }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  await maya.createInvite({ label: 'Choir' });
  await host.page.getByRole('button', { name: 'Close', exact: true }).click();
  const second = await host.context.newPage();
  await second.goto('/');
  await expect(second.getByRole('heading', { name: 'Your chats are open in another tab' })).toBeVisible();
  const lock = createAppLockPage(host.page);
  await lock.openSettings();
  await lock.turnOn(PASSPHRASE);
  await second.getByRole('button', { name: 'Use here', exact: true }).click();
  await createAppLockPage(second).unlock(PASSPHRASE);
  await expect(createHostPage(second).chats.getByText('Choir')).toBeVisible();
});

/** Connections to the signaling server from now on. */
function watchSockets(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/s')) count += 1;
  });
  page.on('websocket', () => {
    count += 1;
  });
  return () => count;
}

/** How many keys lie in the host's database that its pages could use without a passphrase. */
async function usableKeys(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('guest-chats-host');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('no database'));
    });
    let count = 0;
    for (const store of database.objectStoreNames) {
      const values = await new Promise<unknown[]>((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result as unknown[]);
      });
      count += values.filter((value) => value instanceof CryptoKey).length;
    }
    database.close();
    return count;
  });
}
