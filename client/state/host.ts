/** The host's side without a screen: a name, and many chats over one signaling socket, kept on this device. */
import { encodeUtf8, toBase64Url } from '../protocol/bytes.ts';
import { MAX_HOST_NAME_BYTES } from '../protocol/invite.ts';
import { preparePassword } from '../protocol/password.ts';
import { isRecovery } from '../session/connection.ts';
import type { ChatLog, Signaling } from '../session/ports.ts';
import { toCommands } from './chat-actions.ts';
import type { HostRecord } from './chat-record.ts';
import { createHostChat, type HostChat, type HostChatWorld, type Line } from './host-chat.ts';
import type { HostNetwork } from './host-network.ts';
import { keepLoading } from './keep-loading.ts';
import { createLeadership } from './leadership.ts';
import type { ChatHandle, HeldLock, Locks, Persistence } from './ports.ts';
import { openChat } from './open-chat.ts';
import { share } from './share.ts';
import { lastsUntilUnixMs } from './silence.ts';
import type { Storage } from './storage.ts';
import { StorageError } from './storage-error.ts';
import { createStore } from './store.ts';
import { createTrouble } from './trouble.ts';
import type { DamagedChat, Host, HostView, NewInvite } from './view.ts';

/** What the host is called, kept on this device. */
export interface Profile {
  /** Null before the first run is over. */
  name(): string | null;
  setName(name: string): void;
}

export interface HostWorld extends Omit<HostChatWorld, 'line' | 'safetyNumbers'> {
  /** Rejects when the code cannot be had now; it is asked again. */
  loadNetwork(): Promise<HostNetwork>;
  readonly locks: Locks;
  /** Resolves once the app lock is open. */
  openStorage(): Promise<Storage<HostRecord>>;
  /** For when storing fails later on. */
  createMemoryStorage(): Storage<HostRecord>;
  readonly persistence: Persistence;
  /** Four words. */
  generatePassword(): Promise<string>;
}

/** So long a guest who is blocked may take to hear that the chat has ended. */
const LAST_WORD_MS = 2_000;
const LOCK_NAME = 'guest-chats-host';
/** The list of chats, each of them, and what is in it; the messages in there are the same anyway while they say the same. */
const SHARED_DEPTH = 4;

export function createHost(world: HostWorld, profile: Profile): Host {
  const { page, clock, random } = world;
  const chats = new Map<string, HostChat>();
  /** On their way out, and shown no more. */
  const blocked = new Set<string>();
  let storage: Storage<HostRecord> | null = null;
  let loading: Promise<HostNetwork> | null = null;
  let network: HostNetwork | null = null;
  let line: HostChatWorld['line'] | null = null;
  let signaling: Signaling | null = null;
  let shownId: string | null = null;
  let server: 'connecting' | 'up' | 'down' = 'connecting';
  let canRelay = false;
  let isNearbyOnly = false;
  let isElsewhere = false;
  /** Of this page with the chats; what an older one began is dropped. */
  let term = 0;
  let isRestoring = false;
  let mayBeEvicted = false;
  let damaged: readonly DamagedChat[] = [];

  const trouble = createTrouble(clock, () => {
    refresh();
  });

  const toServer = (): HostView['server'] => {
    if (server === 'up') return 'connected';
    return server === 'down' && trouble.level() !== 'none' ? 'lost' : 'connecting';
  };

  const toStorage = (): HostView['storage'] => {
    if (storage === null) return 'loading';
    return storage.isKept ? 'kept' : 'memory';
  };

  const toView = (): HostView => ({
    name: profile.name(),
    server: toServer(),
    isOnline: page.isOnline(),
    canRelay,
    isNearbyOnly,
    storage: toStorage(),
    mayBeEvicted: mayBeEvicted && storage?.isKept === true,
    isElsewhere,
    damaged,
    chats: [...chats.values()]
      .filter(({ id }) => !blocked.has(id))
      .map((chat) => chat.toView())
      .sort((a, b) => b.lastActivityUnixMs - a.lastActivityUnixMs),
  });

  const view = createStore<HostView>(toView());

  const refresh = (): void => {
    trouble.set(server === 'down');
    if (!isRestoring) view.set(share(view.get(), toView(), SHARED_DEPTH));
  };

  const updateShown = (): void => {
    for (const chat of chats.values()) chat.setShown(chat.id === shownId, page.isVisible());
  };

  const loadNetwork = (): Promise<HostNetwork> => {
    loading ??= keepLoading(world.loadNetwork, world, () => {
      server = 'down';
      refresh();
    });
    return loading;
  };

  /** @returns null when another page has taken the chats over meanwhile */
  const reach = async (mine: number): Promise<Line | null> => {
    network = await loadNetwork();
    if (mine !== term) return null;
    signaling = network.createSignaling();
    listen(signaling);
    return { network, signaling };
  };

  /** Takes the chats into this page: it holds the lock now. */
  const lead = async (_lock: HeldLock, isTaken: boolean): Promise<void> => {
    isElsewhere = false;
    term += 1;
    const mine = term;
    storage = null;
    refresh();
    void loadNetwork();
    const opened = await world.openStorage();
    // Which can take as long as a person needs for a passphrase.
    if (mine !== term) return;
    storage = opened;
    line = reach(mine);
    isRestoring = true;
    const listed = await opened.chats.list();
    if (mine !== term) return;
    damaged = listed.filter((one) => one.is === 'unreadable').map(({ id, why }) => ({ id, why }));
    const readable = listed.filter((one) => one.is === 'readable');
    await Promise.all(readable.map(({ record }) => restore(opened, record.id, isTaken)));
    if (mine !== term) return;
    recoverName(readable.map(({ record }) => record));
    isRestoring = false;
    updateShown();
    refresh();
    if (listed.length > 0) setEvictable(await world.persistence.isGranted());
  };

  /** A browser that crashes can lose what it wrote last of a page's settings; what the newest link says is kept safely. */
  const recoverName = (records: readonly HostRecord[]): void => {
    const [newest] = [...records].sort((a, b) => b.createdAtUnixMs - a.createdAtUnixMs);
    const name = newest?.terms.hostName ?? '';
    if (profile.name() === null && name !== '') profile.setName(name);
  };

  /** One chat that cannot be opened must not keep the others away; it stays where it is. */
  const restore = async (opened: Storage<HostRecord>, chatId: string, isTaken: boolean): Promise<void> => {
    const mine = term;
    try {
      const stored = await openChat(opened, chatId, 'host', isTaken);
      if (mine !== term || stored === null) return;
      const { handle, log } = stored;
      // Nothing of it may be shown any more, nor anybody be let in.
      if (clock.now() >= lastsUntilUnixMs(handle.read(), log.counters())) await opened.chats.remove(chatId);
      else add(opened, handle, log);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      const { code } = error;
      if (code === 'corrupt' || code === 'future-version') damaged = [...damaged, { id: chatId, why: code }];
    }
  };

  const setEvictable = (isGranted: boolean): void => {
    mayBeEvicted = !isGranted;
    refresh();
  };

  /** Another page has taken the chats over; nothing of them is touched here any more. */
  const giveAway = (): void => {
    isElsewhere = true;
    isRestoring = false;
    term += 1;
    for (const chat of chats.values()) chat.leave();
    chats.clear();
    signaling?.stop();
    signaling = null;
    line = null;
    server = 'connecting';
    refresh();
  };

  /** @returns null when another page has taken the chats over meanwhile */
  const add = (opened: Storage<HostRecord>, handle: ChatHandle<HostRecord>, log: ChatLog): HostChat | null => {
    if (line === null) return null;
    const { id } = handle.read();
    const present = { isSignalingUp: server === 'up', isKept: opened.isKept };
    const safetyNumbers = () => network?.safetyNumbers ?? null;
    const chat = createHostChat({ ...world, line, safetyNumbers }, handle, log, present, {
      changed: refresh,
      over: () => {
        erase(id);
      },
    });
    chats.set(chat.id, chat);
    chat.setShown(chat.id === shownId, page.isVisible());
    refresh();
    return chat;
  };

  const createIn = async (opened: Storage<HostRecord>, record: HostRecord): Promise<HostChat | null> => {
    const mine = term;
    const handle = await opened.chats.create(record);
    const log = await opened.openLog(record.id, 'host');
    return mine === term ? add(opened, handle, log) : null;
  };

  const create = async (id: string, invite: NewInvite): Promise<void> => {
    if (line === null) throw new Error('internal: an invite before the chats are loaded');
    const hostName = profile.name() ?? '';
    const reached = await line;
    // Another page has taken the chats over.
    if (reached === null || storage === null) return;
    const record = reached.network.createRecord({ ...invite, id, hostName });
    let chat: HostChat | null;
    try {
      chat = await createIn(storage, record);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      // No room left, or the browser has changed its mind: from here on this page is all there is, and says so.
      storage = world.createMemoryStorage();
      chat = await createIn(storage, record);
    }
    // The first event of the chat, so that whoever comes knows it from the beginning.
    chat?.actions.setDisappearing(invite.disappearAfterSeconds);
    setEvictable((await world.persistence.isGranted()) || (await world.persistence.request()));
  };

  const erase = (chatId: string): void => {
    // What cannot be erased now is met again, and erased, after the next start.
    storage?.chats.remove(chatId).catch(() => undefined);
  };

  const forget = (chatId: string): void => {
    chats.get(chatId)?.stop();
    chats.delete(chatId);
    blocked.delete(chatId);
    damaged = damaged.filter(({ id }) => id !== chatId);
    erase(chatId);
    refresh();
  };

  const block = (chatId: string): void => {
    const chat = chats.get(chatId);
    const phase = chat?.toView().phase;
    if (phase?.is !== 'open' || phase.presence === 'offline') {
      forget(chatId);
      return;
    }
    const mine = term;
    blocked.add(chatId);
    chat?.actions.end();
    clock.after(LAST_WORD_MS, () => {
      if (mine === term) forget(chatId);
    });
    refresh();
  };

  const listen = (socket: Signaling): void => {
    socket.start((event) => {
      if (socket !== signaling) return;
      switch (event.type) {
        case 'connected':
        case 'disconnected':
          server = event.type === 'connected' ? 'up' : 'down';
          if (event.type === 'connected') ({ hasTurn: canRelay, isNearbyOnly } = event);
          for (const chat of chats.values()) chat.signalingEvent(event);
          break;
        case 'peer-joined':
        case 'peer-left':
        case 'frame':
        case 'superseded':
          for (const chat of chats.values()) if (chat.owns(event.roomId)) chat.signalingEvent(event);
      }
      refresh();
    });
  };

  const leadership = createLeadership(world, LOCK_NAME, {
    lead,
    follow: giveAway,
  });

  page.subscribe((event) => {
    for (const chat of [...chats.values()]) chat.pageChanged(event);
    updateShown();
    if (isRecovery(event)) signaling?.check();
    refresh();
  });
  void leadership.start();

  return {
    view,
    setName: (name) => {
      const trimmed = name.trim();
      if (trimmed === '') return 'empty';
      if (encodeUtf8(trimmed).length > MAX_HOST_NAME_BYTES) return 'too-long';
      profile.setName(trimmed);
      refresh();
      return null;
    },
    createInvite: (invite) => {
      if (invite.password !== '' && preparePassword(invite.password) === null) return { problem: 'bad-password' };
      const id = toBase64Url(random(6));
      void create(id, invite);
      return { id };
    },
    generatePassword: world.generatePassword,
    testConnection: async () => {
      if (network === null && server === 'down') return { is: 'server-away' };
      return (await loadNetwork()).testConnection();
    },
    useHere: () => {
      void leadership.takeOver();
    },
    rename: (chatId, label) => chats.get(chatId)?.rename(label),
    setMuted: (chatId, isMuted) => chats.get(chatId)?.setMuted(isMuted),
    markUnread: (chatId, isUnread) => chats.get(chatId)?.markUnread(isUnread),
    cancelInvite: forget,
    block,
    remove: forget,
    ...toCommands((chatId) => chats.get(chatId)?.actions),
    show: (chatId) => {
      shownId = chatId;
      updateShown();
    },
    inspect: (chatId) => chats.get(chatId)?.inspect() ?? Promise.resolve(null),
    retry: (chatId) => {
      signaling?.check();
      chats.get(chatId)?.retry();
    },
    admit: (chatId, guestId) => chats.get(chatId)?.admit(guestId),
    decline: (chatId, guestId) => chats.get(chatId)?.decline(guestId),
    resetPasswordTries: (chatId) => chats.get(chatId)?.resetPasswordTries(),
  };
}
