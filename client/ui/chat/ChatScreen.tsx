/**
 * One conversation, for host and guest alike: header, banner, messages, and the composer or what stands in its place.
 */
import { useRef, useState, type ReactNode } from 'react';
import type { ChatCommands, ChatView, SendRefusal } from '../../state/view.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { Announcer } from './Announcer.tsx';
import { Banner } from './Banner.tsx';
import { ChatHeader } from './ChatHeader.tsx';
import { ChatMenu } from './ChatMenu.tsx';
import { ChatOver } from './ChatOver.tsx';
import { Composer } from './Composer.tsx';
import type { Drafts } from './drafts.ts';
import { EndChatDialog } from './EndChatDialog.tsx';
import { MessageList, scrollToNewest } from './MessageList.tsx';
import { LateNotices, OpeningNotices } from './Notices.tsx';
import { VerifyDialog } from './VerifyDialog.tsx';
import { WaitingState } from './WaitingState.tsx';
import css from './ChatScreen.module.css';

interface ChatScreenProps {
  readonly chat: ChatView;
  readonly commands: ChatCommands;
  readonly drafts: Drafts;
  /** Until when a guest who is still waiting can join; null for hosts. */
  readonly joinDeadlineUnixMs: number | null;
  readonly onBack: (() => void) | null;
  readonly onRemove: (() => void) | null;
}

/** Give it the chat's id as its key: what a person began in one chat must not appear in another. */
export function ChatScreen({
  chat,
  commands,
  drafts,
  joinDeadlineUnixMs,
  onBack,
  onRemove,
}: ChatScreenProps): ReactNode {
  const list = useRef<HTMLElement>(null);
  const [dialog, setDialog] = useState<'end' | 'verify' | null>(null);
  const { phase } = chat;
  const otherName = chat.title !== '' ? chat.title : t(chat.side === 'host' ? 'row.untitled' : 'chat.unnamedHost');
  const isWaiting = phase.is === 'waiting';
  const canWrite = isWaiting || phase.is === 'open';
  // An ended chat is empty: nothing is left to be careful with.
  const isGoingOn = phase.is !== 'expired' && phase.is !== 'ended';

  const send = (text: string): SendRefusal | null => {
    const refusal = commands.send(chat.id, text);
    if (refusal === null) scrollToNewest(list.current);
    return refusal;
  };
  const retry = (): void => commands.retry(chat.id);
  const closeDialog = (): void => setDialog(null);
  const verify = canWrite && chat.safetyNumber !== null ? (): void => setDialog('verify') : null;

  return (
    <div className={css['screen']}>
      <ChatHeader
        chat={chat}
        otherName={otherName}
        onBack={onBack}
        onVerify={verify}
        menu={
          canWrite && (
            <ChatMenu
              items={[
                ...(verify === null ? [] : [{ label: t('verify.title'), isDangerous: false, act: verify }]),
                {
                  label: t(chat.side === 'host' ? 'end.menu' : 'end.menuGuest'),
                  isDangerous: true,
                  act: () => setDialog('end'),
                },
              ]}
            />
          )
        }
      />
      <Banner banner={phase.is === 'open' ? phase.banner : null} onRetry={retry} />
      <MessageList
        chat={chat}
        otherName={otherName}
        listRef={list}
        head={
          isWaiting ? (
            <WaitingState
              why={phase.why}
              hostName={chat.title}
              joinDeadlineUnixMs={joinDeadlineUnixMs}
              onRetry={retry}
            />
          ) : (
            isGoingOn && <OpeningNotices chat={chat} otherName={otherName} onVerify={verify} />
          )
        }
        foot={isGoingOn && <LateNotices chat={chat} otherName={otherName} />}
      />
      <Announcer messages={chat.messages} otherName={otherName} />
      {isWaiting && phase.why !== 'connecting' && (
        <p className={css['note']}>
          {rich(phase.why === 'admission' ? 'composer.whenAdmitted' : 'composer.whenBack', toPerson(chat.title))}
        </p>
      )}
      {canWrite && (
        <Composer
          draft={drafts.read(chat.id)}
          onDraft={(text) => {
            drafts.write(chat.id, text);
          }}
          onSend={send}
        />
      )}
      {(phase.is === 'expired' || phase.is === 'ended' || phase.is === 'broken') && (
        <ChatOver phase={phase} otherName={otherName} onRemove={onRemove} onRetry={retry} />
      )}
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
      {dialog === 'verify' && canWrite && chat.safetyNumber !== null && (
        <VerifyDialog
          chat={chat}
          safetyNumber={chat.safetyNumber}
          otherName={chat.side === 'host' ? otherName : chat.title}
          commands={commands}
          onClose={closeDialog}
        />
      )}
    </div>
  );
}
