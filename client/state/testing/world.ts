/** A host, guests, and everything between them, in one process under one clock. */
import { createMemoryStorage } from '../../adapters/chat-storage.ts';
import { createFakeClock, type FakeClock } from '../../session/testing/fake-clock.ts';
import { createFakePage, type FakePage } from '../../session/testing/fake-page.ts';
import { createFakeRandom } from '../../session/testing/fake-random.ts';
import { createFakeSignalingServer, type FakeSignalingServer } from '../../session/testing/fake-signaling.ts';
import { createFakeTransportNetwork, type FakeTransportNetwork } from '../../session/testing/fake-transport.ts';
import type { GuestRecord, HostRecord } from '../chat-record.ts';
import { createGuestRecord, findGuestChat, openGuest } from '../guest.ts';
import { createHost } from '../host.ts';
import { createHostNetwork } from '../host-network.ts';
import { openLink } from '../link.ts';
import type { Persistence } from '../ports.ts';
import type { Storage } from '../storage.ts';
import type { ChatView, Guest, Host, NewInvite } from '../view.ts';
import { createFakeLocks, type FakeLocks } from './fake-locks.ts';
import { createFakePersistence } from './fake-persistence.ts';

/** One browser: what outlives a page. */
export interface Browser<Record extends { readonly id: string }> {
  readonly storage: Storage<Record>;
  readonly locks: FakeLocks;
  /** What the host is called there; Maya if not said otherwise. */
  readonly name?: string | null;
  /** One that grants it when asked, if not said otherwise. */
  readonly persistence?: Persistence;
}

export interface HostPerson {
  readonly host: Host;
  readonly page: FakePage;
  readonly browser: Browser<HostRecord>;
  /** The page's socket goes away and does not come back. */
  unplug(): void;
  /** The first chat, or the one named. */
  chat(id?: string): ChatView;
  invite(choices?: Partial<NewInvite>): Promise<{ readonly id: string; readonly link: string }>;
}

export interface GuestPerson {
  readonly guest: Guest;
  readonly page: FakePage;
  readonly browser: Browser<GuestRecord>;
  unplug(): void;
  chat(): ChatView;
}

export interface World {
  readonly clock: FakeClock;
  readonly server: FakeSignalingServer;
  readonly network: FakeTransportNetwork;
  createHost(browser?: Browser<HostRecord>): Promise<HostPerson>;
  join(
    link: string,
    options?: { readonly name?: string; readonly password?: string; readonly browser?: Browser<GuestRecord> },
  ): Promise<GuestPerson>;
}

/** How many attempts guests have begun. */
export function hs1Count({ server }: World): number {
  return server.relayed.filter(([type]) => type === 1).length;
}

export function createWorld(seed = 'world'): World {
  const clock = createFakeClock();
  const server = createFakeSignalingServer(clock);
  const network = createFakeTransportNetwork(clock);
  let people = 0;

  const createBrowser = <Record extends { readonly id: string }>(): Browser<Record> => ({
    storage: createMemoryStorage<Record>(clock),
    locks: createFakeLocks(),
  });

  const arrive = () => {
    people += 1;
    const page = createFakePage();
    const sockets = [server.connect()];
    return {
      page,
      clock,
      createTransport: network.create,
      random: createFakeRandom(`${seed} ${String(people)}`),
      createSignaling: () => {
        const socket = server.connect();
        sockets.push(socket);
        return socket;
      },
      unplug: () => {
        for (const socket of sockets) socket.stop();
      },
    };
  };

  return {
    clock,
    server,
    network,
    createHost: async (browser = createBrowser<HostRecord>()) => {
      let name: string | null = browser.name === undefined ? 'Maya' : browser.name;
      const { unplug, ...world } = arrive();
      const host = createHost(
        {
          ...world,
          locks: browser.locks,
          openStorage: () => Promise.resolve(browser.storage),
          createMemoryStorage: () => createMemoryStorage(clock),
          loadNetwork: () =>
            Promise.resolve(createHostNetwork({ ...world, gatherCandidates: () => Promise.resolve(new Set()) })),
          persistence: browser.persistence ?? createFakePersistence(true),
          generatePassword: () => Promise.resolve('river-anchor-mosaic-tulip'),
          origin: 'https://chat.example.org',
        },
        {
          name: () => name,
          setName: (next) => {
            name = next;
          },
        },
      );
      await clock.advance(10);
      const chat = (id?: string): ChatView => {
        const { chats } = host.view.get();
        const found = id === undefined ? chats[0] : chats.find((one) => one.id === id);
        if (found === undefined) throw new Error('no such chat');
        return found;
      };
      return {
        host,
        page: world.page,
        browser,
        unplug,
        chat,
        invite: async (choices = {}) => {
          const created = host.createInvite({
            label: '',
            lifetimeSeconds: 86_400,
            password: '',
            isAdmissionAsked: false,
            isRelayOnly: false,
            silenceDays: 10,
            disappearAfterSeconds: 0,
            ...choices,
          });
          if ('problem' in created) throw new Error(created.problem);
          await clock.advance(10);
          const { phase } = chat(created.id);
          if (phase.is !== 'invited') throw new Error('no link');
          return { id: created.id, link: phase.link };
        },
      };
    },
    join: async (link, { name = 'Ana', password, browser = createBrowser<GuestRecord>() } = {}) => {
      const opened = openLink(link);
      if (opened.status !== 'ok') throw new Error(opened.failure);
      const { unplug, ...world } = arrive();
      const { storage, locks } = browser;
      const record =
        (await findGuestChat(storage, opened.invite)) ??
        (await createGuestRecord({ ...world, storage }, opened.invite, name));
      const guest = await openGuest({ ...world, storage, locks }, record.id, password ?? null);
      if (guest === null) throw new Error('no such chat');
      return {
        guest,
        page: world.page,
        browser,
        unplug,
        chat: () => {
          const view = guest.view.get();
          if (view.screen !== 'chat') throw new Error(`not in the chat: ${view.screen}`);
          return view.chat;
        },
      };
    },
  };
}
