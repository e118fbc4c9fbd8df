/** Links as they really arrive: cut, wrapped, doubly encoded, made by somebody else. Each ends in its own sentence. */
import { expect } from '@playwright/test';
import { encodeInvite, parseInvite, repairFragment } from '../client/protocol/invite.ts';
import { test } from './fixtures/people.ts';
import { createGuestPage } from './pages/guest-page.ts';
import { createHostPage } from './pages/host-page.ts';
import { write } from './pages/write.ts';

const INVITED = 'Maya invited you to a private chat';

test('an invite can be scanned, mailed and copied', async ({ host }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite();
  await expect(maya.inviteReady.getByRole('img', { name: 'QR code of the invite link' })).toBeVisible();
  const mail = maya.inviteReady.getByRole('link', { name: 'Email', exact: true });
  const address = new URL((await mail.getAttribute('href')) ?? '');
  expect(address.protocol).toBe('mailto:');
  expect(address.searchParams.get('body')).toContain(link);
  await expect(maya.inviteReady.getByRole('button', { name: 'Copy link', exact: true })).toBeVisible();
});

test('a link still opens when a messenger has encoded its #', async ({ host, guest }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite();
  for (const encoded of [link.replace('/j#', '/j/%23'), link.replace('/j#', '/j/%2523'), `${link}%20`]) {
    await guest.page.goto('about:blank');
    await guest.page.goto(encoded);
    await expect(guest.page.getByRole('heading', { name: INVITED })).toBeVisible();
  }
  await createGuestPage(guest.page).join('Ana', 'Maya');
  await expect(maya.messagesWith('Ana')).toBeVisible();
});

test('a link that lost its end says so and takes the whole one by hand', async ({ host, guest }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite();
  await guest.page.goto(link.slice(0, -12));
  await expect(guest.page.getByRole('heading', { name: 'This link is damaged' })).toBeVisible();
  await write(guest.page.getByRole('textbox', { name: 'Invite link', exact: true }), `  <${link}> `);
  await guest.page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(guest.page.getByRole('heading', { name: INVITED })).toBeVisible();
  await createGuestPage(guest.page).join('Ana', 'Maya');
  await expect(maya.messagesWith('Ana')).toBeVisible();
});

test('an address without its last part asks for the link', async ({ guest }) => {
  await guest.page.goto('/j');
  await expect(guest.page.getByRole('heading', { name: 'Part of the link is missing' })).toBeVisible();
  await write(guest.page.getByRole('textbox', { name: 'Invite link', exact: true }), 'not a link');
  await guest.page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(guest.page.getByText(/isn’t a whole invite link/)).toBeVisible();
});

for (const [what, edit] of [
  ['of another version', (bytes: Uint8Array) => bytes.with(0, 2)],
  ['with a flag nobody knows', (bytes: Uint8Array) => bytes.with(1, 0x80)],
] as const) {
  test(`a link ${what} says that the page is too old`, async ({ host, guest }) => {
    const maya = createHostPage(host.page);
    await maya.introduce('Maya');
    const [base = '', fragment = ''] = (await maya.createInvite()).split('#');
    const edited = Buffer.from(edit(Buffer.from(fragment, 'base64url'))).toString('base64url');
    await guest.page.goto(`${base}#${edited}`);
    await expect(guest.page.getByRole('heading', { name: 'This link is newer than this page' })).toBeVisible();
  });
}

test('an edited link leads nowhere: the host never hears of it', async ({ host, guest }) => {
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite();
  const invite = parseInvite(repairFragment(link));
  const edited = `${link.split('#')[0] ?? ''}#${encodeInvite({ ...invite, hostName: 'Your bank' })}`;
  await guest.page.goto(edited);
  await createGuestPage(guest.page).join('Ana', 'Your bank');
  await expect(guest.page.getByRole('heading', { name: 'Your bank isn’t online right now' })).toBeVisible();
  await expect(maya.inviteReady.getByText(/Waiting for/)).toBeVisible();
});

test('an expired link says so, on both sides', async ({ host, guest }) => {
  await host.page.clock.install();
  const maya = createHostPage(host.page);
  await maya.introduce('Maya');
  const link = await maya.createInvite({ label: 'Ana', lifetime: '1 hour' });
  await host.page.clock.fastForward('01:00:01');
  await expect(maya.chats.getByText('Invite expired')).toBeVisible();

  await guest.page.clock.install({ time: Date.now() + 2 * 3_600_000 });
  await guest.page.goto(link);
  await expect(guest.page.getByText(/^Expire[sd] /)).toBeVisible();
  await createGuestPage(guest.page).join('Ana', 'Maya');
  await expect(guest.page.getByRole('heading', { name: 'This invite has expired' })).toBeVisible();
  await guest.page.getByRole('button', { name: 'Try again', exact: true }).click();
  await expect(guest.page.getByRole('heading', { name: 'This invite has expired' })).toBeVisible();
});
