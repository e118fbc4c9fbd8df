/**
 * One chat, for host and guest alike: header, banner, conversation, and the dialogs about the chat as a whole.
 */
import { useEffect, useState, type ReactNode } from 'react';
import type { ChatCommands, ChatView } from '../../state/view.ts';
import { later } from '../later.tsx';
import { toOtherName } from '../other-name.ts';
import type { MenuChoice } from '../parts/Menu.tsx';
import { MissingDialog } from '../parts/MissingDialog.tsx';
import { t } from '../wording/t.ts';
import { Banner } from './Banner.tsx';
import { ChatHeader } from './ChatHeader.tsx';
import { ChatMenu } from './ChatMenu.tsx';
import { Conversation, prefetchMessageDialogs } from './Conversation.tsx';
import { LateNotices, NotKept, OpeningNotices } from './Notices.tsx';
import { NoWayState } from './NoWayState.tsx';
import { WaitingState } from './WaitingState.tsx';
import { withDialogWords } from './with-dialog-words.ts';
import css from './ChatScreen.module.css';

const ConnectionDialog = later(
  async () => (await withDialogWords(import('./ConnectionDialog.tsx'))).ConnectionDialog,
  MissingDialog,
);
const DisappearingDialog = later(
  async () => (await withDialogWords(import('./DisappearingDialog.tsx'))).DisappearingDialog,
  MissingDialog,
);
const EndChatDialog = later(
  async () => (await withDialogWords(import('./EndChatDialog.tsx'))).EndChatDialog,
  MissingDialog,
);
/** With it comes what draws QR codes. */
const VerifyDialog = later(
  async () => (await withDialogWords(import('./VerifyDialog.tsx'))).VerifyDialog,
  MissingDialog,
);

/** What can be opened from the header. */
async function prefetchDialogs(): Promise<void> {
  for (const dialog of [EndChatDialog, VerifyDialog, ConnectionDialog, DisappearingDialog]) await dialog.prefetch();
}

interface ChatScreenProps {
  readonly chat: ChatView;
  readonly commands: ChatCommands;
  /** Until when a guest who is still waiting can join; null for hosts. */
  readonly joinDeadlineUnixMs: number | null;
  readonly onBack: (() => void) | null;
  readonly onRemove: (() => void) | null;
  /** What else there is in the menu: before the end of the chat, or after it where it is as dangerous. */
  readonly choices: readonly MenuChoice[];
}

/** Give it the chat's id as its key: what a person began in one chat must not appear in another. */
export function ChatScreen(props: ChatScreenProps): ReactNode {
  const { chat, commands, joinDeadlineUnixMs, onBack, onRemove } = props;
  const [dialog, setDialog] = useState<'end' | 'verify' | 'connection' | 'disappearing' | null>(null);
  const { phase } = chat;
  const otherName = toOtherName(chat);
  const canWrite = phase.is === 'waiting' || phase.is === 'open';
  // An ended chat is empty: nothing is left to be careful with.
  const isGoingOn = phase.is !== 'expired' && phase.is !== 'ended';
  const isLost = chat.side === 'guest' && !chat.isKept;

  // The first message goes first; after it the dialogs must be there also when the server is not.
  const isTalking = chat.messages.length > 0;
  useEffect(() => {
    if (isTalking) void prefetchMessageDialogs().then(prefetchDialogs);
  }, [isTalking]);

  // Where nothing was said yet there is room for more than a line.
  const hasRoom = chat.messages.length === 0 && !chat.hasEarlier;
  const noWay = phase.is === 'open' && hasRoom && typeof phase.banner === 'object' ? phase.banner : null;

  // Connections are made by the guest.
  const onRetryWay = chat.side === 'guest' ? (): void => commands.retry(chat.id) : null;
  const retry = (): void => commands.retry(chat.id);
  const closeDialog = (): void => setDialog(null);
  const verify = canWrite && chat.canVerify ? (): void => setDialog('verify') : null;
  const choices = [
    ...(verify === null ? [] : [{ label: t('verify.title'), act: verify }]),
    ...(phase.is === 'open' ? [{ label: t('disappear.title'), act: () => setDialog('disappearing') }] : []),
    ...props.choices.filter(({ isDangerous }) => isDangerous !== true),
    {
      label: t(chat.side === 'host' ? 'end.menu' : 'end.menuGuest'),
      isDangerous: true,
      act: () => setDialog('end'),
    },
    ...props.choices.filter(({ isDangerous }) => isDangerous === true),
  ];

  return (
    <div className={css['screen']}>
      <ChatHeader
        chat={chat}
        otherName={otherName}
        onBack={onBack}
        onConnection={canWrite ? () => setDialog('connection') : null}
        onVerify={verify}
        menu={canWrite && <ChatMenu choices={choices} />}
      />
      <Banner banner={phase.is === 'open' && noWay === null ? phase.banner : null} onRetry={onRetryWay} />
      <Conversation
        chat={chat}
        commands={commands}
        otherName={otherName}
        onRemove={onRemove}
        head={
          isGoingOn && (
            <>
              {phase.is === 'waiting' ? (
                <WaitingState
                  why={phase.why}
                  hostName={chat.title}
                  joinDeadlineUnixMs={joinDeadlineUnixMs}
                  onRetry={retry}
                />
              ) : noWay !== null ? (
                <NoWayState tried={noWay.tried} otherName={chat.title} onRetry={onRetryWay} />
              ) : (
                <OpeningNotices chat={chat} otherName={otherName} onVerify={verify} />
              )}
              {isLost && <NotKept />}
            </>
          )
        }
        foot={isGoingOn && <LateNotices chat={chat} otherName={otherName} />}
      />
      {dialog === 'end' && canWrite && (
        <EndChatDialog
          chat={chat}
          otherName={otherName}
          onClose={closeDialog}
          onEnd={() => {
            closeDialog();
            commands.end(chat.id);
          }}
        />
      )}
      {dialog === 'disappearing' && phase.is === 'open' && (
        <DisappearingDialog
          seconds={chat.disappearAfterSeconds}
          onClose={closeDialog}
          onSave={(seconds) => commands.setDisappearing(chat.id, seconds)}
        />
      )}
      {dialog === 'connection' && canWrite && (
        <ConnectionDialog chat={chat} inspect={commands.inspect} onClose={closeDialog} />
      )}
      {dialog === 'verify' && canWrite && (
        <VerifyDialog
          chat={chat}
          otherName={chat.side === 'host' ? otherName : chat.title}
          commands={commands}
          onClose={closeDialog}
        />
      )}
    </div>
  );
}
