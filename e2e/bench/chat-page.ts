/**
 * Runs inside a browser page: one end of a chat, or of what it is compared with, and the stop-watch. Chats are the shipped
 * app without its screen, with the shipped adapters and storage.
 */
import { createBrowserPage } from '../../client/adapters/browser-page.ts';
import { createMemoryStorage, openChatStorage } from '../../client/adapters/chat-storage.ts';
import { browserClock } from '../../client/adapters/clock.ts';
import { createPersistence } from '../../client/adapters/persistence.ts';
import { browserRandom } from '../../client/adapters/random.ts';
import { GUEST_RECORD, HOST_RECORD } from '../../client/adapters/record-codec.ts';
import { createSimplePeerTransport } from '../../client/adapters/simple-peer-transport.ts';
import { createSocketioSignaling } from '../../client/adapters/socketio-signaling.ts';
import { createWebLocks } from '../../client/adapters/web-locks.ts';
import { createInvite, deriveInviteKeys, type RoomKeys } from '../../client/protocol/invite-keys.ts';
import { hostNetwork, rehearse } from '../../client/host-online.ts';
import type { ChatLog } from '../../client/session/ports.ts';
import { createEarlySignaling } from '../../client/adapters/early-signaling.ts';
import { createGuestRecord, openGuest } from '../../client/state/guest.ts';
import { createHost } from '../../client/state/host.ts';
import { openLink } from '../../client/state/link.ts';
import type { Storage } from '../../client/state/storage.ts';
import type { ChatView, Guest, Host, NewInvite } from '../../client/state/view.ts';
import { LINKS, type Link, type LinkKind } from './chat-links.ts';

/** What the guest's page needs to know of the host's. */
export type Ticket = string;

export interface Flood {
  readonly seconds: number;
  /** The longest task of this page's main thread meanwhile, in ms; 0 when none took 50. */
  readonly longestTaskMs: number;
}

/** Everything by value: what is called from outside the page. */
export interface BenchPage {
  /** The host's end, ready before the guest clicks. */
  listen(kind: LinkKind): Promise<Ticket>;
  /** The guest's click: resolves to ms until a text can be sent. */
  call(kind: LinkKind, ticket: Ticket): Promise<number>;
  /** One text after the other, each echoed before the next: ms there and back. */
  roundTrips(count: number): Promise<readonly number[]>;
  /** The other end of `roundTrips` and `pour`: what it should do with texts. */
  onText(does: 'echo' | 'count'): void;
  /** Sends texts as fast as they go. */
  pour(count: number): void;
  /** Resolves when so many texts were counted. */
  counted(count: number): Promise<void>;
  hangUp(): void;
  /** As the app does while a person reads. */
  rehearse(): Promise<void>;
  invite(): Promise<Ticket>;
  join(ticket: Ticket): Promise<number>;
  /** Says texts in the chat as fast as its outbox takes them; resolves when the other side has stored all of them. */
  say(count: number): Promise<Flood>;
  /** Begins to look for long tasks; the returned function of `endWatch` says how long the longest was. */
  watch(): void;
  endWatch(): Promise<number>;
  /** Reads the log again from the disk: the texts of the other, or own, in order. */
  stored(side: 'own' | 'other'): Promise<readonly string[]>;
  leave(): void;
}

const TEXT_BYTES = 100;
const AT_ONCE = 50;
const INVITE: NewInvite = {
  label: '',
  lifetimeSeconds: 3_600,
  password: '',
  isAdmissionAsked: false,
  isRelayOnly: false,
  silenceDays: 10,
  disappearAfterSeconds: 0,
};

const page = createBrowserPage();
const locks = createWebLocks(navigator.locks);
const common = { createTransport: createSimplePeerTransport, clock: browserClock, random: browserRandom, page, locks };
const signalingOf = () => createSocketioSignaling(location.origin);
const encoder = new TextEncoder();
const decoder = new TextDecoder();

let link: Link | null = null;
let hangUp = (): void => undefined;
let heard: (text: string) => void = () => undefined;
let counted = 0;
let isCounted = (): void => undefined;

let host: Host | null = null;
let guest: Guest | null = null;
let chatId = '';

function toText(number: number): string {
  return `text ${String(number)} `.padEnd(TEXT_BYTES, 'abcdefghij');
}

function connect(kind: LinkKind, room: RoomKeys, isGuest: boolean, isOpen: () => void): Promise<void> {
  return new Promise((resolve) => {
    const signaling = signalingOf();
    let other = '';
    const early: string[] = [];
    const listener = {
      signal: (json: string) => {
        if (other === '') early.push(json);
        else signaling.relay(room.roomId, other, encoder.encode(json));
      },
      open: isOpen,
      text: (text: string) => {
        heard(text);
      },
    };
    const meet = (peer: string): void => {
      other = peer;
      link ??= LINKS[kind](isGuest, listener);
      for (const json of early.splice(0)) listener.signal(json);
    };
    hangUp = () => {
      link?.close();
      link = null;
      signaling.stop();
    };
    signaling.start((event) => {
      if (event.type === 'frame') link?.signal(decoder.decode(event.frame));
      if (event.type === 'peer-joined') meet(event.peer);
      if (event.type !== 'connected') return;
      const expiresAtUnixMs = Date.now() + 3_600_000;
      const opening = { ...room, ownerToken: browserRandom(32), seats: 1, expiresAtUnixMs } as const;
      if (!isGuest) void signaling.open(opening).then(() => resolve());
      else
        void signaling.join(room.roomId, room.joinToken).then((outcome) => {
          if (outcome.status !== 'joined') throw new Error(`not joined: ${outcome.status}`);
          meet(outcome.peer);
          resolve();
        });
    });
  });
}

function drawRoom(): RoomKeys {
  const terms = { hostName: '', deadlineUnixSeconds: 1, silence: 10, hasPassword: false, isRelayOnly: false } as const;
  return deriveInviteKeys(createInvite(terms, browserRandom).invite).room;
}

function chatView(): ChatView | null {
  const view = guest?.view.get();
  if (view?.screen === 'chat') return view.chat;
  return host?.view.get().chats.find(({ id }) => id === chatId) ?? null;
}

/** Resolves as soon as what is said of the chat satisfies `isDone`. */
function until(of: Host | Guest, isDone: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isDone()) return;
      end();
      resolve();
    };
    const end = of.view.subscribe(look);
    look();
  });
}

let longestTaskMs = 0;
let observer: PerformanceObserver | null = null;

async function readAll<Record extends { readonly id: string }>(
  storage: Storage<Record>,
  role: 'host' | 'guest',
  side: 'own' | 'other',
): Promise<readonly string[]> {
  const log: ChatLog = await storage.openLog(chatId, role);
  while (log.hasEarlier()) await log.loadEarlier();
  return log
    .entries()
    .flatMap((entry) =>
      entry.is === 'line' && entry.side === side && entry.content.kind === 'text' ? [entry.content.text] : [],
    );
}

const bench: BenchPage = {
  listen: async (kind) => {
    const room = drawRoom();
    await connect(kind, room, false, () => undefined);
    const { roomId, joinToken } = room;
    return JSON.stringify({ roomId, joinToken: [...joinToken] });
  },
  call: (kind, ticket) => {
    const { roomId, joinToken } = JSON.parse(ticket) as Pick<RoomKeys, 'roomId'> & { joinToken: number[] };
    const room = { roomId, joinToken: Uint8Array.from(joinToken), joinHash: new Uint8Array(32) };
    const clickedAtMs = performance.now();
    return new Promise((resolve) => {
      void connect(kind, room, true, () => {
        resolve(performance.now() - clickedAtMs);
      });
    });
  },
  roundTrips: async (count) => {
    const tookMs: number[] = [];
    const text = toText(0);
    for (let number = 0; number < count; number += 1) {
      const sentAtMs = performance.now();
      await new Promise<void>((resolve) => {
        heard = () => {
          resolve();
        };
        link?.send(text);
      });
      tookMs.push(performance.now() - sentAtMs);
    }
    return tookMs;
  },
  onText: (does) => {
    counted = 0;
    heard = (text) => {
      if (does === 'echo') link?.send(text);
      counted += 1;
      isCounted();
    };
  },
  pour: (count) => {
    for (let number = 1; number <= count; number += 1) link?.send(toText(number));
  },
  counted: (count) =>
    new Promise((resolve) => {
      isCounted = () => {
        if (counted >= count) resolve();
      };
      isCounted();
    }),
  hangUp: () => {
    hangUp();
  },
  rehearse,
  invite: async () => {
    if (host === null) {
      let name: string | null = 'Maya';
      host = createHost(
        {
          ...common,
          loadNetwork: () => Promise.resolve(hostNetwork),
          origin: location.origin,
          openStorage: () => openChatStorage('guest-chats-host', HOST_RECORD, browserClock),
          persistence: createPersistence(navigator.storage),
          createMemoryStorage: () => createMemoryStorage(browserClock),
          generatePassword: () => Promise.resolve(''),
        },
        { name: () => name, setName: (next) => (name = next) },
      );
      const { view } = host;
      await until(host, () => view.get().storage === 'kept' && view.get().server === 'connected');
    }
    const created = host.createInvite(INVITE);
    if (!('id' in created)) throw new Error('no invite');
    chatId = created.id;
    host.show(chatId);
    await until(host, () => chatView()?.phase.is === 'invited');
    const phase = chatView()?.phase;
    return phase?.is === 'invited' ? phase.link : '';
  },
  join: async (ticket) => {
    const opened = openLink(ticket);
    if (opened.status !== 'ok') throw new Error('no link');
    const clickedAtMs = performance.now();
    const signaling = createEarlySignaling(signalingOf);
    const storage = await openChatStorage('guest-chats-guest', GUEST_RECORD, browserClock);
    const record = await createGuestRecord({ ...common, storage }, opened.invite, 'Ana');
    chatId = record.id;
    guest = await openGuest({ ...common, createSignaling: signaling.create, storage }, record.id, null);
    if (guest === null) throw new Error('no chat');
    await until(guest, () => {
      const phase = chatView()?.phase;
      return phase?.is === 'open' && phase.presence === 'online';
    });
    return performance.now() - clickedAtMs;
  },
  say: async (count) => {
    if (guest === null) throw new Error('nobody joined');
    bench.watch();
    const beganAtMs = performance.now();
    for (let number = 1; number <= count;) {
      const refusal = guest.send(chatId, toText(number), null);
      if (refusal === null) {
        number += 1;
        // As what a person does comes in tasks of its own.
        if (number % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
      } else if (refusal !== 'outbox-full') throw new Error(refusal);
      else {
        const before = guest.view.get();
        const { view } = guest;
        await until(guest, () => view.get() !== before);
      }
    }
    const isArrived = (): boolean => {
      const last = chatView()?.messages.at(-1);
      return (
        last?.is === 'text' && last.text === toText(count) && ['delivered', 'read'].includes(String(last.delivery))
      );
    };
    await until(guest, isArrived);
    const seconds = (performance.now() - beganAtMs) / 1000;
    return { seconds, longestTaskMs: await bench.endWatch() };
  },
  watch: () => {
    longestTaskMs = 0;
    observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    });
    observer.observe({ entryTypes: ['longtask'] });
  },
  endWatch: async () => {
    // Observers are told after a task is over.
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer?.disconnect();
    return longestTaskMs;
  },
  stored: async (side) =>
    guest !== null
      ? readAll(await openChatStorage('guest-chats-guest', GUEST_RECORD, browserClock), 'guest', side)
      : readAll(await openChatStorage('guest-chats-host', HOST_RECORD, browserClock), 'host', side),
  leave: () => {
    guest?.end(chatId);
  },
};

Object.assign(window, { bench });
