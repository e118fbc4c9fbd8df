/** Browsers that lack something, and pages that came only in part: each gets a plain screen with the next step. */
import { expect, type Page } from '@playwright/test';
import { test } from './fixtures/people.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';

const LACKS = [
  ['WebRTC', 'RTCPeerConnection', 'WebRTC is off in this browser'],
  ['crypto.subtle', 'crypto.subtle', 'This browser can’t open chats'],
  ['Web Locks', 'navigator.locks', 'This browser can’t open chats'],
  ['https', 'isSecureContext', 'This page needs https'],
] as const;

for (const [what, path, heading] of LACKS) {
  test(`without ${what} both pages say so`, async ({ host, guest }) => {
    await takeAway(host.page, path);
    await host.page.goto('/');
    await expect(host.page.getByRole('heading', { name: heading })).toBeVisible();
    await takeAway(guest.page, path);
    await guest.page.goto('/j#whatever');
    await expect(guest.page.getByRole('heading', { name: heading })).toBeVisible();
  });
}

const FORGETFUL = [
  ['without IndexedDB', (page: Page) => takeAway(page, 'indexedDB'), []],
  // What refuses is in no browser other than in the next.
  ['where a site may keep nothing', (page: Page) => page.addInitScript(refuseToKeep), ['@once']],
] as const;

for (const [what, prepare, tag] of FORGETFUL) {
  const name = `${what} a chat works for as long as the pages are open, and both are told`;
  test(name, { tag: [...tag] }, async ({ host, guest }) => {
    await prepare(host.page);
    await prepare(guest.page);
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    await expect(host.page.getByText(/This browser won’t store anything here/)).toBeVisible();
    const ana = createGuestPage(guest.page);
    await ana.open(await maya.createInvite());
    await ana.join('Ana', 'Maya');
    await expect(maya.messagesWith('Ana')).toBeVisible();
    await expect(guest.page.getByText(/This browser doesn’t keep this chat/)).toBeVisible();
  });
}

test('a clipboard that refuses leaves the link selected, and that is said', { tag: '@once' }, async ({ host }) => {
  await host.page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
  });
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite();
  await maya.inviteReady.getByRole('button', { name: 'Copy link', exact: true }).click();
  await expect(maya.inviteReady.getByText('Select it and copy it', { exact: true })).toBeVisible();
  const field = maya.inviteReady.getByRole('textbox', { name: 'Invite link', exact: true });
  await expect(field).toBeFocused();
  const selected = await field.evaluate((input: HTMLInputElement) =>
    input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
  );
  expect(selected).toBe(link);
});

test.describe('a page that came only in part', () => {
  test.use({ understood: [/ERR_|NetworkError|dynamically imported module/] });

  test('a guest whose chat cannot be loaded is told, and joins when it can', async ({ host, guest }) => {
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    const ana = createGuestPage(guest.page);
    const isLate = /\/assets\/guest-chat-[\w-]+\.js$/;
    const link = await maya.createInvite();
    await guest.page.route(isLate, (route) => route.abort());
    await ana.open(link);
    await expect(guest.page.getByRole('button', { name: 'Continue', exact: true })).toBeVisible();
    await guest.page.route(/\/j$/, (route) => route.abort());
    await ana.join('Ana', 'Maya');
    await expect(guest.page.getByText(/^The chat could not be loaded/)).toBeVisible();

    await guest.page.unrouteAll();
    await guest.page.getByRole('button', { name: 'Join chat', exact: true }).click();
    // A browser that asks for the file again goes on; one that does not gets a new page from the same link.
    const again = guest.page.getByRole('button', { name: 'Continue', exact: true });
    await expect(again.or(ana.messagesWith('Maya'))).toBeVisible();
    if (await again.isVisible()) await ana.join('Ana', 'Maya');
    await expect(maya.messagesWith('Ana')).toBeVisible();
  });

  test('a host without the code that connects sees the list, is told, and is connected when it comes', async ({
    host,
  }) => {
    const isLate = /\/assets\/host-online-[\w-]+\.js$/;
    await host.page.route(isLate, (route) => route.abort());
    await host.page.route('/', (route, request) => (request.method() === 'HEAD' ? route.abort() : route.continue()));
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    await expect(host.page.getByText('Can’t reach the server. Nobody can join until it’s back.')).toBeVisible();
    await host.page.unrouteAll();
    await expect(host.page.getByText('Can’t reach the server. Nobody can join until it’s back.')).toBeHidden();
    await maya.createInvite();
    await expect(maya.inviteReady.getByText(/Waiting for/)).toBeVisible();
  });

  test('a screen that cannot be loaded says so', async ({ host }) => {
    await host.page.route(/\/assets\/Settings-[\w-]+\.js$/, (route) => route.abort());
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    await host.page.getByRole('button', { name: 'Settings', exact: true }).click();
    const missing = host.page.getByRole('dialog', { name: 'This part could not be loaded' });
    await expect(missing).toBeVisible();
    await host.page.unrouteAll();
    await missing.getByRole('button', { name: 'Reload', exact: true }).click();
    await host.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await expect(host.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  });
});

test('without scripts both pages say what they need', { tag: '@once' }, async ({ browserOf, url }) => {
  // The driver of Firefox cannot turn them off.
  const context = await (await browserOf('chromium')).newContext({ javaScriptEnabled: false, baseURL: url });
  const page = await context.newPage();
  for (const path of ['/', '/j#whatever']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'JavaScript is off' })).toBeVisible();
    await expect(page.getByText(/Turn it on and reload/)).toBeVisible();
  }
  await context.close();
});

/** What the page finds missing as it begins. */
async function takeAway(page: Page, path: string): Promise<void> {
  await page.addInitScript((names) => {
    const name = names.at(-1) ?? '';
    const owner = names.slice(0, -1).reduce<object>((object, key) => Reflect.get(object, key) as object, window);
    Object.defineProperty(owner, name, { value: name === 'isSecureContext' ? false : undefined, configurable: true });
  }, path.split('.'));
}

/** Runs in the page: with a person's "block all cookies", whatever a site could keep something in throws. */
function refuseToKeep(): void {
  const refuse = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse });
  Object.defineProperty(IDBFactory.prototype, 'open', { value: refuse });
  Object.defineProperty(LockManager.prototype, 'request', {
    value: () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError')),
  });
  Object.defineProperty(StorageManager.prototype, 'persist', { value: () => Promise.resolve(false) });
}
