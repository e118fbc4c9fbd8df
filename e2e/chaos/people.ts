/** A host and guests, each with a browser that outlives its pages. A person opens a page again when it is gone. */
import { createMemoryStorage } from '../../client/adapters/chat-storage.ts';
import { createFakeRandom } from '../../client/session/testing/fake-random.ts';
import type { GuestRecord, HostRecord } from '../../client/state/chat-record.ts';
import { createGuestRecord, findGuestChat, openGuest } from '../../client/state/guest.ts';
import { createHost } from '../../client/state/host.ts';
import { createHostNetwork } from '../../client/state/host-network.ts';
import { openLink } from '../../client/state/link.ts';
import type { Locks, Persistence } from '../../client/state/ports.ts';
import { StorageError } from '../../client/state/storage-error.ts';
import { createFakeLocks } from '../../client/state/testing/fake-locks.ts';
import { createFakePersistence } from '../../client/state/testing/fake-persistence.ts';
import type { ChatView, Guest, GuestView, Host, HostView } from '../../client/state/view.ts';
import { createDisk, openDisk, type Disk } from './disk.ts';
import { openTab, type Tab, type TabWorld } from './tab.ts';

/** What outlives a page. */
interface Browser<Record> {
  readonly disk: Disk<Record>;
  readonly locks: Locks;
  readonly persistence: Persistence;
  /** How wrong the device's clock is. */
  clockErrorMs: number;
}

interface Person<Record, Side, View> {
  readonly name: string;
  readonly browser: Browser<Record>;
  /** The page, for as long as there is one. */
  tab(): Tab | null;
  /** What the page offers, once it is ready. */
  side(): Side | null;
  view(): View | null;
  /** The conversation on screen; null while there is none. */
  chat(): ChatView | null;
  /** Whether this person has come at all. */
  hasCome(): boolean;
  /** Does nothing while a page is open. */
  open(): void;
  /** A second page beside the one that is open. */
  openAnother(): void;
  closeOthers(): void;
  crash(): void;
  close(): void;
}

export interface HostPerson extends Person<HostRecord, Host, HostView> {
  readonly role: 'host';
}

export interface GuestPerson extends Person<GuestRecord, Guest, GuestView> {
  readonly role: 'guest';
  /** What this person was told; typed when the page asks for it. */
  password: string | null;
}

export type AnyPerson = HostPerson | GuestPerson;

export interface PeopleWorld extends TabWorld {
  readonly seed: string;
  /** What a right clock shows. */
  nowUnixMs(): number;
}

export function createHostPerson(world: PeopleWorld, name: string): HostPerson {
  const browser = createBrowser<HostRecord>(createDisk());
  const pages = createPages<Host>(world, name, browser, (tab) =>
    Promise.resolve(
      createHost(
        {
          ...tab,
          openStorage: () => Promise.resolve(openDisk(browser.disk, tab.clock, tab.write)),
          createMemoryStorage: () => createMemoryStorage(tab.clock),
          persistence: browser.persistence,
          loadNetwork: () =>
            Promise.resolve(createHostNetwork({ ...tab, gatherCandidates: () => Promise.resolve(new Set()) })),
          generatePassword: () => Promise.resolve('river-anchor-mosaic-tulip'),
          origin: 'https://chat.example.org',
        },
        { name: () => name, setName: () => undefined },
      ),
    ),
  );
  const view = (): HostView | null => pages.side()?.view.get() ?? null;
  return { role: 'host', name, browser, ...pages, view, chat: () => view()?.chats[0] ?? null };
}

/** @param link opened anew each time, as from a bookmark; @param disk what this browser already has */
export function createGuestPerson(
  world: PeopleWorld,
  name: string,
  link: () => string,
  disk: Disk<GuestRecord> = createDisk(),
): GuestPerson {
  const browser = createBrowser(disk);
  const pages = createPages<Guest>(world, name, browser, async (tab) => {
    const opened = openLink(link());
    if (opened.status !== 'ok') throw new Error(`internal: ${opened.failure}`);
    const storage = openDisk(browser.disk, tab.clock, tab.write);
    const record =
      (await findGuestChat(storage, opened.invite)) ??
      (await createGuestRecord({ ...tab, storage }, opened.invite, name));
    const guest = await openGuest({ ...tab, storage }, record.id, person.password);
    if (guest === null) throw new Error('internal: the chat was just stored');
    return guest;
  });
  const view = (): GuestView | null => pages.side()?.view.get() ?? null;
  const chat = (): ChatView | null => {
    const shown = view();
    return shown?.screen === 'chat' ? shown.chat : null;
  };
  const person: GuestPerson = { role: 'guest', name, browser, ...pages, view, chat, password: null };
  return person;
}

function createBrowser<Record>(disk: Disk<Record>): Browser<Record> {
  return { disk, locks: createFakeLocks(), persistence: createFakePersistence(true), clockErrorMs: 0 };
}

/** One page after the other. */
function createPages<Side>(
  world: PeopleWorld,
  name: string,
  browser: Browser<never> | Browser<HostRecord> | Browser<GuestRecord>,
  start: (tab: Tab) => Promise<Side>,
) {
  let count = 0;
  let tab: Tab | null = null;
  /** Open, and not looked at. */
  const others: Tab[] = [];
  let side: Side | null = null;

  const open = (): void => {
    count += 1;
    const opened = openTab(
      world,
      `${name} ${count}`,
      { locks: browser.locks, nowUnixMs: () => world.nowUnixMs() + browser.clockErrorMs },
      createFakeRandom(`${world.seed} ${name} ${count}`),
    );
    tab = opened;
    side = null;
    start(opened).then(
      (next) => {
        if (tab === opened) side = next;
      },
      (error: unknown) => {
        // Storing the new chat failed: the person sees it and opens the link again.
        opened.crash();
        if (!(error instanceof StorageError)) throw error;
      },
    );
  };

  const alive = (): Tab | null => (tab?.isAlive() === true ? tab : null);

  return {
    tab: alive,
    hasCome: () => count > 0,
    side: () => (alive() === null ? null : side),
    open: () => {
      if (alive() === null) open();
    },
    openAnother: () => {
      if (tab !== null) others.push(tab);
      open();
    },
    closeOthers: () => {
      for (const other of others.splice(0)) other.close();
    },
    crash: () => alive()?.crash(),
    close: () => alive()?.close(),
  };
}
