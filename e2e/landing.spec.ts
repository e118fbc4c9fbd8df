/** The landing page is drawn from the link alone: link scanners run scripts, so nothing happens before a person's click. */
import { expect } from '@playwright/test';
import { test } from './fixtures/people.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';

test('opening a link without a click opens no socket, asks the server for nothing but files, and stores nothing', async ({
  host,
  guest,
}) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite();

  const sockets: string[] = [];
  const requests: string[] = [];
  guest.page.on('websocket', (socket) => sockets.push(socket.url()));
  guest.page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await guest.page.addInitScript(() => {
    const opened: string[] = [];
    Object.assign(window, { opened });
    for (const name of ['WebSocket', 'RTCPeerConnection', 'EventSource'] as const) {
      const Original = window[name];
      Object.assign(window, {
        [name]: new Proxy(Original, {
          construct: () => {
            opened.push(name);
            throw new Error(`${name} before a click`);
          },
        }),
      });
    }
  });
  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await expect(guest.page.getByRole('heading', { name: 'Maya invited you to a private chat' })).toBeVisible();
  await expect(guest.page.getByText('Deletes itself after 10 days of silence')).toBeVisible();
  await expect(guest.page.getByText(/^Expires tomorrow at/)).toBeVisible();
  // The chat's code is preloaded when idle: once it is here, everything that would act on its own has had its chance.
  await expect.poll(() => requests.some((request) => /\/assets\/guest-chat-.*\.js$/.test(request))).toBe(true);
  await guest.page.waitForLoadState('networkidle');

  expect(sockets).toEqual([]);
  expect(requests.filter((request) => !/^GET \/(j|assets\/[\w.-]+|icon\.svg|favicon\.ico)$/.test(request))).toEqual([]);
  const found = await guest.page.evaluate(async () => ({
    opened: (window as unknown as { opened: string[] }).opened,
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(found).toEqual({ opened: [], local: 0, session: 0, cookies: '', databases: 0, caches: 0, workers: 0 });
  await expect(maya.inviteReady.getByText(/Waiting for/)).toBeVisible();
});

test('whoever it is not for can say so, and nothing was sent', async ({ host, guest }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const ana = createGuestPage(guest.page);
  await ana.open(await maya.createInvite());
  await guest.page.getByRole('button', { name: 'This isn’t for me', exact: true }).click();
  await expect(guest.page.getByText('Nothing was sent or stored.')).toBeVisible();
});
