/**
 * The host's page: first run, then the chat list with one chat beside it. Knows the host's view and commands, nothing below.
 */
import { useEffect, useState, type ReactNode } from 'react';
import type { ChatView, Host, LinkLifetimeSeconds } from '../../state/view.ts';
import { ChatScreen } from '../chat/ChatScreen.tsx';
import { createDrafts } from '../chat/drafts.ts';
import { useStore } from '../useStore.ts';
import { t } from '../wording/t.ts';
import { ChatList } from './ChatList.tsx';
import { EmptyHome } from './EmptyHome.tsx';
import { FirstRun } from './FirstRun.tsx';
import { InviteReady } from './InviteReady.tsx';
import { NewInvite } from './NewInvite.tsx';
import { toTrouble, type Trouble } from './ServerNote.tsx';
import '../styles/tokens.css';
import '../styles/base.css';
import css from './HostPage.module.css';

export function HostPage({ host }: { host: Host }): ReactNode {
  const view = useStore(host.view);
  if (view.name === null) return <FirstRun setName={host.setName} />;
  return <Home host={host} chats={view.chats} trouble={toTrouble(view)} />;
}

interface HomeProps {
  readonly host: Host;
  readonly chats: readonly ChatView[];
  readonly trouble: Trouble;
}

function Home({ host, chats, trouble }: HomeProps): ReactNode {
  // What the person chose last. An invite that is chosen shows as a dialog over the chat before it, until somebody joins.
  const [openId, setOpenId] = useState<string | null>(null);
  const [inviteId, setInviteId] = useState<string | null>(null);
  const [isCreating, setCreating] = useState(false);
  const [drafts] = useState(createDrafts);

  const chosen = chats.find((chat) => chat.id === inviteId) ?? null;
  const invite = chosen?.phase.is === 'invited' ? { chat: chosen, phase: chosen.phase } : null;
  const opened = chosen !== null && invite === null ? chosen : (chats.find((chat) => chat.id === openId) ?? null);
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
  const create = (label: string, lifetimeSeconds: LinkLifetimeSeconds): void => {
    // The chat on screen stays there, also when an invite's dialog had brought it.
    setOpenId(chat?.id ?? null);
    setCreating(false);
    setInviteId(host.createInvite({ label, lifetimeSeconds }));
  };

  return (
    <>
      {chats.length === 0 ? (
        <EmptyHome trouble={trouble} onNewInvite={() => setCreating(true)} />
      ) : (
        <div className={css['home']} data-view={chat === null ? 'list' : 'chat'}>
          <ChatList
            chats={chats}
            currentId={chat?.id ?? null}
            trouble={trouble}
            onChoose={choose}
            onNewInvite={() => setCreating(true)}
          />
          <main className={css['pane']}>
            {chat === null ? (
              <p className={css['nothing']}>{t('home.nothingOpen')}</p>
            ) : (
              <ChatScreen
                key={chat.id}
                chat={chat}
                commands={host}
                drafts={drafts}
                joinDeadlineUnixMs={null}
                onBack={closeChat}
                onRemove={() => {
                  closeChat();
                  host.remove(chat.id);
                }}
              />
            )}
          </main>
        </div>
      )}
      {isCreating && <NewInvite onCreate={create} onClose={() => setCreating(false)} />}
      {invite !== null && (
        <InviteReady
          key={invite.chat.id}
          title={invite.chat.title}
          invite={invite.phase}
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
