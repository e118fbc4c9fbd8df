/** Home: the chat list with one chat beside it, and the dialogs of an invite over both. */
import { useEffect, useState, type ReactNode } from 'react';
import type { AppLock } from '../../state/app-lock-view.ts';
import type { Notifier } from '../../state/notifier.ts';
import type { Preferences } from '../../state/preferences.ts';
import type { ChatView, Host, HostView, NewInvite as Invite } from '../../state/view.ts';
import { later } from '../later.tsx';
import { MissingDialog } from '../parts/MissingDialog.tsx';
import { useCalls } from '../useCalls.ts';
import { useStore } from '../useStore.ts';
import { useTitleCount } from '../useTitleCount.ts';
import { t } from '../wording/t.ts';
import { toCallCount } from './call-count.ts';
import { ChatList } from './ChatList.tsx';
import { toHomeNotes } from './home-notes.ts';
import { toDoor } from './Knocks.tsx';
import { MissingPane } from './MissingPane.tsx';
import { runShortcut } from './run-shortcut.ts';
import { prefetchDeeds, useChatDeeds } from './useChatDeeds.tsx';
import { useKnockCalls } from './useKnockCalls.ts';
import { useShortcuts } from './useShortcuts.ts';
import { withWords } from './with-words.ts';
import css from './Home.module.css';

const ChatScreen = later(async () => (await withWords(import('../chat/ChatScreen.tsx'))).ChatScreen, MissingPane);
const EmptyHome = later(async () => (await withWords(import('./EmptyHome.tsx'))).EmptyHome, MissingPane);
const NewInvite = later(async () => (await withWords(import('./NewInvite.tsx'))).NewInvite, MissingDialog);
const InviteReady = later(async () => (await withWords(import('./InviteReady.tsx'))).InviteReady, MissingDialog);
const Settings = later(async () => (await withWords(import('./Settings.tsx'))).Settings, MissingDialog);
const ShortcutsDialog = later(
  async () => (await withWords(import('./ShortcutsDialog.tsx'))).ShortcutsDialog,
  MissingDialog,
);

/** What a click on the list or its buttons opens. */
export async function prefetchScreens(): Promise<void> {
  for (const screen of [ChatScreen, NewInvite, InviteReady, Settings, ShortcutsDialog]) await screen.prefetch();
  await prefetchDeeds();
}

interface HomeProps {
  readonly host: Host;
  readonly view: HostView;
  readonly appLock: AppLock;
  readonly preferences: Preferences;
  readonly notifier: Notifier;
}

export function Home({ host, view, appLock, preferences, notifier }: HomeProps): ReactNode {
  const { chats } = view;
  const chosen = useStore(preferences.view);
  // What the person chose last. An invite that is chosen shows as a dialog over the chat before it, until somebody joins.
  const [openId, setOpenId] = useState<string | null>(null);
  const [inviteId, setInviteId] = useState<string | null>(null);
  const [isCreating, setCreating] = useState(false);
  const [isSetting, setSetting] = useState(false);
  const [isHelping, setHelping] = useState(false);

  const made = chats.find((chat) => chat.id === inviteId) ?? null;
  const invite = made?.phase.is === 'invited' ? { chat: made, phase: made.phase } : null;
  const opened = made !== null && invite === null ? made : (chats.find((chat) => chat.id === openId) ?? null);
  // Behind an invite's dialog nothing is opened: its chat has no screen before somebody has joined.
  const chat = opened?.phase.is === 'invited' ? null : opened;
  const chatId = chat?.id ?? null;
  useEffect(() => {
    host.show(chatId);
  }, [host, chatId]);

  const choose = (next: ChatView): void => {
    setInviteId(next.phase.is === 'invited' ? next.id : null);
    if (next.phase.is !== 'invited') setOpenId(next.id);
  };
  const closeChat = (): void => {
    setOpenId(null);
    setInviteId(null);
  };
  const create = (wanted: Invite): 'bad-password' | null => {
    const created = host.createInvite(wanted);
    if ('problem' in created) return created.problem;
    // The chat on screen stays there, also when an invite's dialog had brought it.
    setOpenId(chatId);
    setCreating(false);
    setInviteId(created.id);
    return null;
  };
  const deeds = useChatDeeds(host, chats, (id) => {
    if (id === chatId) closeChat();
  });
  const notes = toHomeNotes(view);
  const openById = (id: string): void => {
    const wanted = chats.find((one) => one.id === id);
    if (wanted !== undefined) choose(wanted);
  };
  const count = toCallCount(chats);
  useCalls({ chats, shownId: chatId, count, notifier, preferences: chosen, onOpen: openById });
  useKnockCalls({ chats, notifier, preferences: chosen, onOpen: openById });
  useTitleCount(count);
  useShortcuts(chosen.hasKeys, (shortcut) =>
    runShortcut(shortcut, {
      chats,
      chatId,
      choose,
      closeChat,
      invite: () => setCreating(true),
      help: () => setHelping(true),
    }),
  );

  return (
    <>
      {chats.length === 0 && view.damaged.length === 0 ? (
        <EmptyHome notes={notes} onNewInvite={() => setCreating(true)} onSettings={() => setSetting(true)} />
      ) : (
        <main className={css['home']} data-view={chat === null ? 'list' : 'chat'}>
          <ChatList
            chats={chats}
            damaged={view.damaged}
            currentId={chatId}
            notes={notes}
            host={host}
            choicesOf={deeds.inRow}
            onChoose={choose}
            onNewInvite={() => setCreating(true)}
            onSettings={() => setSetting(true)}
          />
          <div className={css['pane']}>
            {chat === null ? (
              <p className={css['nothing']}>{t('home.nothingOpen')}</p>
            ) : (
              <ChatScreen
                key={chat.id}
                chat={chat}
                commands={host}
                joinDeadlineUnixMs={null}
                choices={deeds.inHeader(chat)}
                onBack={closeChat}
                onRemove={() => {
                  closeChat();
                  host.remove(chat.id);
                }}
              />
            )}
          </div>
        </main>
      )}
      {isCreating && (
        <NewInvite
          canRelay={view.canRelay}
          generatePassword={host.generatePassword}
          onCreate={create}
          onClose={() => setCreating(false)}
        />
      )}
      {isSetting && (
        <Settings
          name={view.name ?? ''}
          setName={host.setName}
          testConnection={host.testConnection}
          appLock={appLock}
          preferences={preferences}
          notifier={notifier}
          onShortcuts={() => {
            setSetting(false);
            setHelping(true);
          }}
          onClose={() => setSetting(false)}
        />
      )}
      {isHelping && (
        <ShortcutsDialog
          hasKeys={chosen.hasKeys}
          onKeys={(hasKeys) => preferences.set({ hasKeys })}
          onClose={() => setHelping(false)}
        />
      )}
      {deeds.element}
      {invite !== null && (
        <InviteReady
          key={invite.chat.id}
          title={invite.chat.title}
          invite={invite.phase}
          isKept={view.storage === 'kept'}
          door={toDoor(host, invite.chat.id)}
          onAllowTries={() => host.resetPasswordTries(invite.chat.id)}
          onClose={() => setInviteId(null)}
          onCancelInvite={() => {
            setInviteId(null);
            host.cancelInvite(invite.chat.id);
          }}
        />
      )}
    </>
  );
}
