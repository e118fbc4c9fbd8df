/** A host, guests, and everything between them, in one process under one clock. */
import { createMemoryKeyStore } from '../../adapters/memory-key-store.ts';
import { createMemoryLog } from '../../adapters/memory-log.ts';
import type { ChatLog, Signaling } from '../../session/ports.ts';
import { createFakeClock, type FakeClock } from '../../session/testing/fake-clock.ts';
import { createFakePage, type FakePage } from '../../session/testing/fake-page.ts';
import { createFakeRandom } from '../../session/testing/fake-random.ts';
import { createFakeSignalingServer, type FakeSignalingServer } from '../../session/testing/fake-signaling.ts';
import { createFakeTransportNetwork, type FakeTransportNetwork } from '../../session/testing/fake-transport.ts';
import { createGuest } from '../guest.ts';
import { createHost } from '../host.ts';
import { openLink } from '../link.ts';
import type { ChatView, Guest, Host, LinkLifetimeSeconds } from '../view.ts';

export interface HostPerson {
  readonly host: Host;
  readonly page: FakePage;
  readonly signaling: Signaling;
  /** The first chat, or the one named. */
  chat(id?: string): ChatView;
  invite(label?: string, lifetimeSeconds?: LinkLifetimeSeconds): { readonly id: string; readonly link: string };
}

export interface GuestPerson {
  readonly guest: Guest;
  readonly page: FakePage;
  chat(): ChatView;
}

export interface World {
  readonly clock: FakeClock;
  readonly server: FakeSignalingServer;
  readonly network: FakeTransportNetwork;
  createHost(name?: string): HostPerson;
  join(link: string, name?: string, log?: ChatLog): GuestPerson;
}

export function createWorld(seed = 'world'): World {
  const clock = createFakeClock();
  const server = createFakeSignalingServer(clock);
  const network = createFakeTransportNetwork(clock);
  let people = 0;

  const common = (signaling: Signaling, page: FakePage) => {
    people += 1;
    return {
      signaling,
      page,
      clock,
      createTransport: network.create,
      random: createFakeRandom(`${seed} ${String(people)}`),
      createLog: () => createMemoryLog(clock),
      createKeyStore: createMemoryKeyStore,
    };
  };

  return {
    clock,
    server,
    network,
    createHost: (name = 'Maya') => {
      let stored: string | null = name;
      const page = createFakePage();
      const signaling = server.connect();
      const host = createHost(
        { ...common(signaling, page), origin: 'https://chat.example.org' },
        {
          name: () => stored,
          setName: (next) => {
            stored = next;
          },
        },
      );
      const chat = (id?: string): ChatView => {
        const { chats } = host.view.get();
        const found = id === undefined ? chats[0] : chats.find((one) => one.id === id);
        if (found === undefined) throw new Error('no such chat');
        return found;
      };
      return {
        host,
        page,
        signaling,
        chat,
        invite: (label = '', lifetimeSeconds = 86_400) => {
          const id = host.createInvite({ label, lifetimeSeconds });
          const { phase } = chat(id);
          if (phase.is !== 'invited') throw new Error('no link');
          return { id, link: phase.link };
        },
      };
    },
    join: (link, name = 'Ana', log) => {
      const opened = openLink(link);
      if (opened.status !== 'ok') throw new Error(opened.failure);
      const page = createFakePage();
      const world = common(server.connect(), page);
      const guest = createGuest(log === undefined ? world : { ...world, createLog: () => log }, opened.invite, name);
      return {
        guest,
        page,
        chat: () => {
          const view = guest.view.get();
          if (view.screen !== 'chat') throw new Error(`failed: ${view.failure}`);
          return view.chat;
        },
      };
    },
  };
}
