/** What a host can do with a chat as a whole, from its row or from its own menu: the choices, and what they lead to. */
import { useCallback, useState, type ReactNode } from 'react';
import type { ChatView, Host } from '../../state/view.ts';
import { later } from '../later.tsx';
import { toOtherName } from '../other-name.ts';
import { MissingDialog } from '../parts/MissingDialog.tsx';
import type { MenuChoice } from '../parts/Menu.tsx';
import { Toast, type ToastMessage } from '../parts/Toast.tsx';
import { rich } from '../wording/rich.tsx';
import { withDialogWords } from '../chat/with-dialog-words.ts';
import { withWords } from './with-words.ts';
import { t } from '../wording/t.ts';

const BlockDialog = later(async () => (await withWords(import('./BlockDialog.tsx'))).BlockDialog, MissingDialog);
const EndChatDialog = later(
  async () => (await withDialogWords(withWords(import('../chat/EndChatDialog.tsx')))).EndChatDialog,
  MissingDialog,
);
const RenameDialog = later(async () => (await withWords(import('./RenameDialog.tsx'))).RenameDialog, MissingDialog);

/** What a choice from a chat's menu opens. */
export async function prefetchDeeds(): Promise<void> {
  for (const dialog of [BlockDialog, EndChatDialog, RenameDialog]) await dialog.prefetch();
}

export interface ChatDeeds {
  /** For a chat's row. */
  readonly inRow: (chat: ChatView) => readonly MenuChoice[];
  /** For the menu of a chat that is open, which ends it by itself. */
  readonly inHeader: (chat: ChatView) => readonly MenuChoice[];
  /** The dialog that is open, and the word about what was done. */
  readonly element: ReactNode;
}

/** @param onClosed the chat on screen, if it is this one, should not be there any more */
export function useChatDeeds(host: Host, chats: readonly ChatView[], onClosed: (chatId: string) => void): ChatDeeds {
  const [dialog, setDialog] = useState<{ readonly is: 'rename' | 'end' | 'block'; readonly chatId: string } | null>(
    null,
  );
  const [toast, setToast] = useState<ToastMessage | null>(null);
  const goneToast = useCallback(() => setToast(null), []);
  const close = (): void => setDialog(null);

  const say = (key: DoneKey, name: string, undo: () => void): void => {
    setToast({ text: rich(key, { name: <bdi>{name}</bdi> }), undo });
  };

  const rename = (chat: ChatView, label: string): void => {
    const before = chat.phase.is === 'invited' || chat.alias !== null ? chat.title : '';
    host.rename(chat.id, label);
    const name = label.trim() === '' ? (chat.alias ?? chat.title) : label.trim();
    say('done.renamed', name, () => host.rename(chat.id, before));
  };

  const mute = ({ id, isMuted, ...chat }: ChatView): void => {
    host.setMuted(id, !isMuted);
    say(isMuted ? 'done.unmuted' : 'done.muted', toOtherName(chat), () => host.setMuted(id, isMuted));
  };

  const markUnread = ({ id, ...chat }: ChatView): void => {
    onClosed(id);
    host.markUnread(id, true);
    say('done.markedUnread', toOtherName(chat), () => host.markUnread(id, false));
  };

  const save = (chat: ChatView): void => {
    withWords(import('../chat/export-chat.ts'))
      .then(({ exportChat }) => exportChat(host, chat, toOtherName(chat)))
      .catch(() => setToast({ text: t('export.failed'), undo: null }));
  };

  const remove = ({ id }: ChatView): void => {
    onClosed(id);
    host.remove(id);
  };

  const renaming = (chat: ChatView): MenuChoice => ({
    label: t('row.rename'),
    act: () => setDialog({ is: 'rename', chatId: chat.id }),
  });
  const muting = (chat: ChatView): MenuChoice => ({
    label: t(chat.isMuted ? 'row.unmute' : 'row.mute'),
    act: () => mute(chat),
  });
  const marking = (chat: ChatView): MenuChoice =>
    chat.unreadCount > 0 || chat.isMarkedUnread
      ? { label: t('row.markRead'), act: () => host.markUnread(chat.id, false) }
      : { label: t('row.markUnread'), act: () => markUnread(chat) };
  const exporting = (chat: ChatView): MenuChoice => ({ label: t('export.menu'), act: () => save(chat) });

  const blocking = (chat: ChatView): MenuChoice => ({
    label: t('block.menu'),
    isDangerous: true,
    act: () => setDialog({ is: 'block', chatId: chat.id }),
  });

  const chosen = dialog === null ? undefined : chats.find(({ id }) => id === dialog.chatId);
  return {
    inRow: (chat) => {
      switch (chat.phase.is) {
        case 'invited':
          return [
            renaming(chat),
            { label: t('ready.cancel'), isDangerous: true, act: () => host.cancelInvite(chat.id) },
          ];
        case 'expired':
        case 'ended':
          return [{ label: t('common.remove'), isDangerous: true, act: () => remove(chat) }];
        case 'broken':
          return [
            renaming(chat),
            exporting(chat),
            { label: t('common.remove'), isDangerous: true, act: () => remove(chat) },
          ];
        case 'waiting':
        case 'open':
          return [
            renaming(chat),
            muting(chat),
            marking(chat),
            exporting(chat),
            { label: t('end.menu'), isDangerous: true, act: () => setDialog({ is: 'end', chatId: chat.id }) },
            blocking(chat),
          ];
      }
    },
    inHeader: (chat) => [renaming(chat), muting(chat), exporting(chat), blocking(chat)],
    element: (
      <>
        {dialog?.is === 'rename' && chosen !== undefined && (
          <RenameDialog key={chosen.id} chat={chosen} onRename={(label) => rename(chosen, label)} onClose={close} />
        )}
        {dialog?.is === 'end' && chosen !== undefined && (
          <EndChatDialog
            chat={chosen}
            otherName={toOtherName(chosen)}
            onClose={close}
            onEnd={() => {
              close();
              host.end(chosen.id);
            }}
          />
        )}
        {dialog?.is === 'block' && chosen !== undefined && (
          <BlockDialog
            onClose={close}
            onBlock={() => {
              close();
              onClosed(chosen.id);
              host.block(chosen.id);
            }}
          />
        )}
        <Toast message={toast} onGone={goneToast} />
      </>
    ),
  };
}

type DoneKey = 'done.renamed' | 'done.muted' | 'done.unmuted' | 'done.markedUnread';
