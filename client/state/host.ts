/** The host's side without a screen: a name, and many chats over one signaling socket. */
import { encodeUtf8, toBase64Url } from '../protocol/bytes.ts';
import { MAX_HOST_NAME_BYTES } from '../protocol/invite.ts';
import { createHostChat, type HostChat, type HostWorld } from './host-chat.ts';
import { createStore } from './store.ts';
import { createTrouble } from './trouble.ts';
import type { Host, HostView } from './view.ts';

/** What the host is called, kept on this device. */
export interface Profile {
  /** Null before the first run is over. */
  name(): string | null;
  setName(name: string): void;
}

export function createHost(world: HostWorld, profile: Profile): Host {
  const { signaling, page, clock, random } = world;
  const chats = new Map<string, HostChat>();
  let shownId: string | null = null;
  let server: 'connecting' | 'up' | 'down' = 'connecting';

  const trouble = createTrouble(clock, () => {
    refresh();
  });

  const toServer = (): HostView['server'] => {
    if (server === 'up') return 'connected';
    return server === 'down' && trouble.level() !== 'none' ? 'lost' : 'connecting';
  };

  const toView = (): HostView => ({
    name: profile.name(),
    server: toServer(),
    isOnline: page.isOnline(),
    chats: [...chats.values()].map((chat) => chat.toView()).sort((a, b) => b.lastActivityUnixMs - a.lastActivityUnixMs),
  });

  const view = createStore<HostView>(toView());

  const refresh = (): void => {
    trouble.set(server === 'down');
    view.set(toView());
  };

  const updateShown = (): void => {
    for (const chat of chats.values()) chat.setShown(chat.id === shownId && page.isVisible());
  };

  const forget = (chatId: string): void => {
    chats.get(chatId)?.stop();
    chats.delete(chatId);
    refresh();
  };

  signaling.start((event) => {
    switch (event.type) {
      case 'connected':
      case 'disconnected':
        server = event.type === 'connected' ? 'up' : 'down';
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
  page.subscribe((event) => {
    updateShown();
    for (const chat of chats.values()) chat.pageChanged(event);
    refresh();
  });

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
      const id = toBase64Url(random(6));
      const options = {
        ...invite,
        label: invite.label.trim(),
        id,
        hostName: profile.name() ?? '',
        isSignalingUp: server === 'up',
      };
      chats.set(id, createHostChat(world, options, refresh));
      refresh();
      return id;
    },
    cancelInvite: forget,
    remove: forget,
    send: (chatId, text) => {
      const chat = chats.get(chatId);
      return chat === undefined ? 'chat-over' : chat.send(text);
    },
    show: (chatId) => {
      shownId = chatId;
      updateShown();
    },
    retry: () => {
      for (const chat of chats.values()) chat.pageChanged('online');
    },
    end: (chatId) => {
      chats.get(chatId)?.end();
    },
  };
}
