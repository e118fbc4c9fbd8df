/** Through a relay: a chat that hides both addresses, and what a host and a guest are told of it. */
import { expect, type Page } from '@playwright/test';
import { test as base } from './fixtures/people.ts';
import { recordCandidates } from './fixtures/record-candidates.ts';
import { credentialsUntil, startRelay, startSilentRelay } from './fixtures/relay.ts';
import { startServer } from './fixtures/server.ts';
import { createAppLockPage } from './pages/app-lock.ts';
import { ARRIVED, send } from './pages/conversation.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';
import { whyNoRelay } from './relay-tools.mjs';

const excuse = whyNoRelay();

const test = base.extend<{ answers: boolean }>({
  /** Whether the relay does. */
  answers: [true, { option: true }],
  url: async ({ answers }, use) => {
    const relay = await (answers ? startRelay() : startSilentRelay());
    const server = await startServer(0, relay.settings);
    await use(server.url);
    await server.kill();
    await relay.end();
  },
});

test('a chat that hides addresses goes through the relay, and names no other address', async ({ host, guest }) => {
  test.skip(excuse !== null, excuse ?? '');
  const candidatesOf = [await recordCandidates(host.page), await recordCandidates(guest.page)];
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite({ isRelayOnly: true });
  const ana = createGuestPage(guest.page);
  await ana.open(link);
  await ana.join('Ana', 'Maya');
  await expect(maya.messagesWith('Ana')).toBeVisible();
  await send(guest.page, 'Nobody knows where I am');
  await expect(maya.messagesWith('Ana').getByText('Nobody knows where I am')).toBeVisible();
  await expect(ana.messagesWith('Maya').getByText(ARRIVED)).toBeVisible();
  for (const { page } of [host, guest]) {
    await page.getByRole('button', { name: 'Connection', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Connection', exact: true });
    await expect(panel.getByText('Relayed', { exact: true })).toBeVisible();
  }
  for (const candidates of candidatesOf) {
    const seen = await candidates();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((candidate) => !candidate.includes(' typ relay'))).toEqual([]);
  }
});

/**
 * The first connections that this page makes know other credentials than the server gave.
 * @returns the user names that it gave
 */
async function giveCredentials(
  page: Page,
  first: readonly { readonly username: string; readonly credential: string }[],
): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript((first) => {
    const given: string[] = [];
    Object.assign(window, { givenNames: given });
    const Original = RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration: RTCConfiguration = {}) {
        const other = first[given.length];
        const { iceServers = [] } = configuration;
        given.push(...iceServers.flatMap(({ username = '' }) => username));
        super({ ...configuration, iceServers: iceServers.map((server) => ({ ...server, ...other })) });
      }
    };
  }, first);
  return () => page.evaluate(() => (window as unknown as { givenNames: string[] }).givenNames);
}

// What is done about it is the same in every browser.
test(
  'credentials that have run out or are refused end in a new try with fresh ones',
  { tag: '@once' },
  async ({ host, guest }) => {
    test.skip(excuse !== null, excuse ?? '');
    const nowSeconds = Math.floor(Date.now() / 1000);
    const names = await giveCredentials(guest.page, [
      credentialsUntil(nowSeconds - 60),
      { ...credentialsUntil(nowSeconds + 600), credential: 'not what the relay knows' },
    ]);
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    const link = await maya.createInvite({ isRelayOnly: true });
    const ana = createGuestPage(guest.page);
    await ana.open(link);
    await ana.join('Ana', 'Maya');
    await send(guest.page, 'Third time lucky');
    await expect(maya.messagesWith('Ana').getByText('Third time lucky')).toBeVisible();
    const given = await names();
    expect(given).toHaveLength(3);
    expect(new Set(given).size).toBe(3);
  },
);

test.describe('a relay that never answers', () => {
  test.use({ answers: false });

  test('is said to be in the way, with another try', { tag: '@once' }, async ({ host, guest }) => {
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    const link = await maya.createInvite({ isRelayOnly: true });
    const ana = createGuestPage(guest.page);
    await ana.open(link);
    await ana.join('Ana', 'Maya');
    for (const { page } of [host, guest]) {
      await expect(page.getByRole('heading', { name: 'Can’t connect yet' })).toBeVisible({ timeout: 40_000 });
      await expect(page.getByText('The relay didn’t answer, and this chat uses nothing else.')).toBeVisible();
    }
    await guest.page.getByRole('button', { name: 'Retry', exact: true }).click();
    await expect(guest.page.getByText('Still trying. Your messages will send automatically.')).toBeVisible();
  });
});

test('a test of the connection finds the relay', async ({ host }) => {
  test.skip(excuse !== null, excuse ?? '');
  await createHostPage(host.page).introduce('Maya');
  await createAppLockPage(host.page).openSettings();
  const setting = host.page.getByRole('region', { name: 'Test this connection', exact: true });
  await setting.getByRole('button', { name: 'Test', exact: true }).click();
  const relay = setting.locator('dl > div').filter({ hasText: 'Through the relay (TURN)' });
  await expect(relay.getByRole('definition')).toHaveText('Works', { timeout: 20_000 });
});
