/** The app as two people use it: they meet, look which way their messages take, and write a lot. */
import type { BrowserContext, Page } from '@playwright/test';
import { whenLive } from '../fixtures/when-live.ts';
import { createGuestPage } from '../pages/guest-page.ts';
import { createHostPage, type HostPage } from '../pages/host-page.ts';
import { findInexact } from './exact.ts';
import type { Profile } from './profiles.ts';

const CONNECT_DEADLINE_MS = 60_000;
/** The app says so after 25 s (`client/session/reach.ts`). */
const NO_WAY_DEADLINE_MS = 30_000;
const DELIVER_DEADLINE_MS = 90_000;
const PATH_DEADLINE_MS = 10_000;
/** At 256 kbit/s the code of a chat takes 5 s. */
const LOAD_DEADLINE_MS = 60_000;

const HOST = 'Maya';
const ROUND = 20;

export interface Chat {
  readonly host: Page;
  readonly guest: Page;
  /** What the host calls the guest. */
  readonly guestName: string;
  /** All that either has written, in order. */
  readonly written: { readonly byHost: string[]; readonly byGuest: string[] };
}

export interface Meeting {
  readonly chat: Chat;
  /** From the click on "Join chat" to a chat that both see online, ms; or what was on the screens instead. */
  readonly outcome: number | string;
}

/** A host who can make any number of invites. */
export async function introduceHost(context: BrowserContext): Promise<HostPage> {
  const host = createHostPage(await context.newPage());
  await host.introduce(HOST);
  return host;
}

/** @param guestName another one for each meeting of a host */
export async function meet(
  host: HostPage,
  guestContext: BrowserContext,
  guestName: string,
  { isRelayOnly, path }: Pick<Profile, 'isRelayOnly' | 'path'>,
): Promise<Meeting> {
  await host.page.bringToFront();
  const link = await host.createInvite({ isRelayOnly });
  const guest = createGuestPage(await guestContext.newPage());
  await guest.open(link);
  await guest.page.evaluate(noteJoining);
  // What a page does while somebody reads and types is not a part of connecting.
  for (const { page } of [host, guest]) await page.waitForFunction(hasRehearsed, null, { timeout: LOAD_DEADLINE_MS });
  await guest.join(guestName, HOST);
  const chat: Chat = { host: host.page, guest: guest.page, guestName, written: { byHost: [], byGuest: [] } };
  const began = guest.page.evaluate(() => (window as unknown as JoiningWindow).joinedAtUnixMs ?? 0);
  const live = await liveAt(chat, Date.now() + (path === null ? NO_WAY_DEADLINE_MS : CONNECT_DEADLINE_MS));
  return { chat, outcome: typeof live === 'number' ? live - (await began) : live };
}

/** Throws unless the guest is told what was tried, and may try again. */
export async function expectNoWay({ guest }: Chat): Promise<void> {
  await guest.getByText('Can’t connect yet', { exact: true }).waitFor({ timeout: PATH_DEADLINE_MS });
  await guest.getByRole('button', { name: 'Retry', exact: true }).waitFor({ timeout: PATH_DEADLINE_MS });
}

/** When both pages show the chat online with nothing under way, unix ms; or what they show when the deadline passes. */
export async function liveAt({ host, guest, guestName }: Chat, deadlineUnixMs: number): Promise<number | string> {
  const outcomes = await Promise.all([
    host.evaluate(whenLive, { deadlineUnixMs, title: guestName }),
    guest.evaluate(whenLive, { deadlineUnixMs, title: HOST }),
  ]);
  const missing = outcomes.filter((outcome) => typeof outcome === 'string');
  if (missing.length > 0) return missing.join('; ');
  return Math.max(...outcomes.filter((outcome) => typeof outcome === 'number'));
}

/** What the panel says on this page: `direct udp`, `relayed tcp` and so on. */
export async function readPath(page: Page): Promise<string> {
  await page.bringToFront();
  await page.getByRole('button', { name: 'Connection', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Connection', exact: true });
  const way = panel.getByText(/^(?:Directly|Relayed)$/);
  await way.waitFor({ timeout: PATH_DEADLINE_MS });
  const path = (await way.innerText()) === 'Directly' ? 'direct' : 'relayed';
  const protocol = panel.locator('dl > div').filter({ hasText: 'Protocol' }).getByRole('definition');
  const text = `${path} ${(await protocol.innerText()).toLowerCase()}`;
  await panel.getByRole('button', { name: 'Close', exact: true }).last().click();
  return text;
}

/** Both write at once, as fast as their keyboards are, and nobody waits for anything to arrive. */
export async function writeBoth({ host, guest, written }: Chat, countEach: number): Promise<void> {
  // Keyboards differ, and of a long chat each page shows only the end.
  for (let count = 0; count < countEach; count += ROUND) {
    const round = Math.min(ROUND, countEach - count);
    await Promise.all([writeMany(host, 'h', written.byHost, round), writeMany(guest, 'g', written.byGuest, round)]);
  }
}

async function writeMany(page: Page, initial: 'h' | 'g', written: string[], count: number): Promise<void> {
  await page.bringToFront();
  await page.getByRole('textbox', { name: 'Message', exact: true }).click();
  for (let n = 0; n < count; n += 1) {
    const text = `${initial}${String(written.length + 1).padStart(3, '0')}`;
    // Key by key: what Firefox's driver inserts at once goes behind the back of a controlled field.
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    written.push(text);
  }
}

/** Throws unless both screens show all that was written, once, in order, and as delivered; says what is not so. */
export async function expectExact(chat: Chat): Promise<void> {
  const deadlineUnixMs = Date.now() + DELIVER_DEADLINE_MS;
  for (const text of [chat.written.byHost.at(-1), chat.written.byGuest.at(-1)]) {
    if (text === undefined) throw new Error('internal: nothing was written');
    for (const page of [chat.host, chat.guest]) {
      const timeout = Math.max(1, deadlineUnixMs - Date.now());
      // What is not there by then is named below.
      await page.getByRole('article').filter({ hasText: text }).first().waitFor({ timeout }).catch(ignore);
    }
  }
  const live = await liveAt(chat, deadlineUnixMs);
  const faults = [
    ...(typeof live === 'string' ? ['not everything had arrived in time'] : []),
    ...(await findInexact({ page: chat.host, other: chat.guestName }, { page: chat.guest, other: HOST }, chat.written)),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

interface JoiningWindow {
  joinedAtUnixMs?: number;
}

function ignore(): void {
  // Compared in the end.
}

/** Runs in the page. */
function hasRehearsed(): boolean {
  return performance.getEntriesByName('rehearsed').length > 0;
}

/** Runs in the page. */
function noteJoining(): void {
  addEventListener(
    'click',
    ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button?.textContent === 'Join chat') (window as unknown as JoiningWindow).joinedAtUnixMs = Date.now();
    },
    true,
  );
}
