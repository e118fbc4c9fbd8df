/** The messages of a chat, what can be done with each, and the field for the next one or what stands in its place. */
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import type { ChatCommands, ChatView, SendRefusal } from '../../state/view.ts';
import { copyText } from '../copy.ts';
import { later } from '../later.tsx';
import { CopyStatus } from '../parts/CopyStatus.tsx';
import { MissingDialog } from '../parts/MissingDialog.tsx';
import { Note } from '../parts/Note.tsx';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { Announcer } from './Announcer.tsx';
import { ChatOver } from './ChatOver.tsx';
import { Composer } from './Composer.tsx';
import { toTask, type Intent } from './composer-task.ts';
import css from './Conversation.module.css';
import type { MessageLink } from './links.ts';
import type { MessageHandlers } from './Message.tsx';
import { MessageList } from './MessageList.tsx';
import { scrollToNewest } from './scroll.ts';
import { useGoTo } from './useGoTo.ts';
import { withDialogWords } from './with-dialog-words.ts';

const LinkDialog = later(async () => (await withDialogWords(import('./LinkDialog.tsx'))).LinkDialog, MissingDialog);
const MessageInfoDialog = later(
  async () => (await withDialogWords(import('./MessageInfoDialog.tsx'))).MessageInfoDialog,
  MissingDialog,
);

const DeleteMessageDialog = later(
  async () => (await withDialogWords(import('./DeleteMessageDialog.tsx'))).DeleteMessageDialog,
  MissingDialog,
);
const MessageMenu = later(
  async () => (await withDialogWords(import('./MessageMenu.tsx'))).MessageMenu,
  ({ onClose }: { readonly onClose: (why: 'focus') => void }) => <MissingDialog onClose={() => onClose('focus')} />,
);

/** What can be opened from a message. */
export async function prefetchMessageDialogs(): Promise<void> {
  for (const part of [MessageMenu, LinkDialog, DeleteMessageDialog, MessageInfoDialog]) await part.prefetch();
}

interface ConversationProps {
  readonly chat: ChatView;
  readonly commands: ChatCommands;
  readonly otherName: string;
  /** Before the first message. */
  readonly head: ReactNode;
  /** After the last. */
  readonly foot: ReactNode;
  readonly onRemove: (() => void) | null;
}

export function Conversation({ chat, commands, otherName, head, foot, onRemove }: ConversationProps): ReactNode {
  const list = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState<{ readonly messageId: string; readonly anchor: HTMLElement } | null>(null);
  const [intent, setIntent] = useState<Intent | null>(null);
  const [deletingId, setDeletingId] = useState<string | null>(null);
  const [informedId, setInformedId] = useState<string | null>(null);
  const [link, setLink] = useState<MessageLink | null>(null);
  const [hasOpenedLink, setOpenedLink] = useState(false);
  const [isCopied, setCopied] = useState<boolean | null>(null);
  const { phase, messages } = chat;
  const canWrite = phase.is === 'waiting' || phase.is === 'open';
  const task = toTask(intent, messages);
  const loadEarlier = (): void => commands.loadEarlier(chat.id);
  const goTo = useGoTo(list, chat, loadEarlier);
  const follow = useCallback((isFollowed: boolean) => commands.follow(chat.id, isFollowed), [commands, chat.id]);
  const openMenu = useCallback<MessageHandlers['openMenu']>(({ id }, anchor) => {
    setCopied(null);
    setMenu((open) => (open?.messageId === id ? null : { messageId: id, anchor }));
  }, []);
  const handlers = useMemo<MessageHandlers>(
    () => ({
      openMenu,
      goTo,
      askAboutLink: setLink,
      discard: ({ id }) => commands.deleteMessage(chat.id, id),
      resend: ({ id, text, quote }) => {
        if (commands.send(chat.id, text, quote?.id ?? null) === null) commands.deleteMessage(chat.id, id);
      },
    }),
    [openMenu, goTo, commands, chat.id],
  );

  const send = (text: string): SendRefusal | null => {
    if (task.is === 'edit') {
      const refusal = text === task.message.text ? null : commands.edit(chat.id, task.message.id, text);
      if (refusal === null) setIntent(null);
      return refusal;
    }
    const refusal = commands.send(chat.id, text, task.is === 'reply' ? task.message.id : null);
    if (refusal !== null) return refusal;
    setIntent(null);
    scrollToNewest(list.current);
    return null;
  };

  // What it was opened for can be deleted or disappear meanwhile.
  const chosen = menu === null ? null : (messages.find(({ id }) => id === menu.messageId) ?? null);
  const informed = messages.find(({ id }) => id === informedId);
  return (
    <>
      <MessageList
        chat={chat}
        otherName={otherName}
        listRef={list}
        canWrite={canWrite}
        handlers={handlers}
        menuId={menu?.messageId ?? null}
        isOtherTyping={phase.is === 'open' && phase.presence === 'typing'}
        // The link proves the host; nothing yet proves the guest.
        asksBeforeLinks={chat.side === 'host' && !chat.isVerified && !hasOpenedLink}
        onLoadEarlier={loadEarlier}
        onFollow={follow}
        head={head}
        foot={foot}
      />
      <Announcer messages={messages} otherName={otherName} />
      <div className="vh">
        <CopyStatus isDone={isCopied} />
      </div>
      {menu !== null && chosen?.is === 'text' && (
        <MessageMenu
          key={chosen.id}
          message={chosen}
          anchor={menu.anchor}
          canWrite={canWrite && chosen.delivery !== 'not-sent'}
          acts={{
            react: (emoji) => commands.react(chat.id, chosen.id, emoji),
            reply: () => setIntent({ is: 'reply', messageId: chosen.id }),
            edit: () => setIntent({ is: 'edit', messageId: chosen.id }),
            copy: () => void copyText(chosen.text, menu.anchor.closest('article')).then(setCopied),
            inform: () => setInformedId(chosen.id),
            remove: () => setDeletingId(chosen.id),
          }}
          onClose={(why) => {
            setMenu(null);
            // To the message, not to its button, which hides again.
            if (why === 'focus') menu.anchor.closest('article')?.focus({ preventScroll: true });
          }}
        />
      )}
      <div className={css['trouble']} role="status">
        {canWrite && chat.storageTrouble !== null && (
          <Note icon="warn" tone="warning">
            {t(`chat.storage-${chat.storageTrouble}`)}
          </Note>
        )}
      </div>
      {phase.is === 'waiting' && phase.why !== 'connecting' && (
        <p className={css['note']}>
          {rich(phase.why === 'admission' ? 'composer.whenAdmitted' : 'composer.whenBack', toPerson(chat.title))}
        </p>
      )}
      {canWrite && (
        <Composer
          draft={chat.draft}
          task={task}
          otherName={otherName}
          onDraft={(text) => commands.saveDraft(chat.id, text)}
          onSend={send}
          onCancelTask={() => setIntent(null)}
        />
      )}
      {(phase.is === 'expired' || phase.is === 'ended' || phase.is === 'broken') && (
        <ChatOver phase={phase} otherName={otherName} onRemove={onRemove} onRetry={() => commands.retry(chat.id)} />
      )}
      {informed?.is === 'text' && (
        <MessageInfoDialog message={informed} otherName={otherName} onClose={() => setInformedId(null)} />
      )}
      {link !== null && (
        <LinkDialog
          link={link}
          otherName={otherName}
          onOpened={() => {
            setLink(null);
            setOpenedLink(true);
          }}
          onClose={() => setLink(null)}
        />
      )}
      {deletingId !== null && canWrite && (
        <DeleteMessageDialog
          otherName={chat.title}
          onClose={() => setDeletingId(null)}
          onDelete={() => {
            setDeletingId(null);
            commands.deleteMessage(chat.id, deletingId);
          }}
        />
      )}
    </>
  );
}
