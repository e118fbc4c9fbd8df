/** A joined guest's screen: the chat, or why there is none any more. Loaded late; see `GuestPage`. */
import { useEffect, useState, type ReactNode } from 'react';
import type { ChatView } from '../../state/view.ts';
import { ChatScreen } from '../chat/ChatScreen.tsx';
import { later } from '../later.tsx';
import { Button } from '../parts/Button.tsx';
import { MissingDialog } from '../parts/MissingDialog.tsx';
import { FailurePage } from '../parts/FailurePage.tsx';
import { LetterActions } from '../parts/Letter.tsx';
import { useStore } from '../useStore.ts';
import { useTitleCount } from '../useTitleCount.ts';
import { t } from '../wording/t.ts';
import { Ended } from './Ended.tsx';
import type { GuestScreenProps } from './GuestPage.tsx';
import { withDialogWords } from '../chat/with-dialog-words.ts';
import { PasswordAgain } from './PasswordAgain.tsx';
import { useGuestCalls } from './useGuestCalls.tsx';
import css from './GuestChat.module.css';

const ReportDialog = later(
  async () => (await withDialogWords(import('./ReportDialog.tsx'))).ReportDialog,
  MissingDialog,
);

export function GuestChat({ guest, hostName, joinDeadlineUnixMs, loadCalls }: GuestScreenProps): ReactNode {
  const view = useStore(guest.view);
  const [isReporting, setReporting] = useState(false);
  const chatId = view.screen === 'chat' ? view.chat.id : null;
  const calls = useGuestCalls(loadCalls, view.screen === 'chat' ? view.chat : null);

  useTitleCount(view.screen === 'chat' ? view.chat.unreadCount : 0);
  useEffect(() => {
    guest.show(chatId);
  }, [guest, chatId]);

  const isTalking = view.screen === 'chat' && view.chat.messages.length > 0;
  useEffect(() => {
    // It must be there also when the server is not.
    if (isTalking) void ReportDialog.prefetch();
  }, [isTalking]);

  if (view.screen === 'password') {
    return <PasswordAgain hostName={hostName} view={view} tryPassword={guest.tryPassword} />;
  }
  if (view.screen === 'failure') {
    return (
      <FailurePage failure={view.failure} hostName={hostName}>
        {view.canRetry ? (
          <LetterActions>
            {/* A guest has one chat, so no id is needed. */}
            <Button kind="second" size="large" isWide onClick={() => guest.retry('')}>
              {t(view.failure === 'elsewhere' ? 'fail.elsewhere.use' : 'common.tryAgain')}
            </Button>
          </LetterActions>
        ) : null}
      </FailurePage>
    );
  }
  const { chat, abuseContact } = view;
  if (chat.phase.is === 'ended' && !holdsUnsent(chat)) return <Ended by={chat.phase.by} hostName={chat.title} />;
  return (
    <main className={css['page']}>
      <ChatScreen
        key={chat.id}
        chat={chat}
        commands={guest}
        joinDeadlineUnixMs={joinDeadlineUnixMs}
        choices={[
          ...calls.choices,
          ...(abuseContact === null
            ? []
            : [{ label: t('report.menu'), isDangerous: true, act: () => setReporting(true) }]),
        ]}
        onBack={null}
        onRemove={null}
      />
      {calls.element}
      {isReporting && abuseContact !== null && (
        <ReportDialog
          chat={chat}
          contact={abuseContact}
          onClose={() => setReporting(false)}
          onLeave={() => guest.end(chat.id)}
        />
      )}
    </main>
  );
}

/** Own messages that never left: those a person should see before the chat's screen goes. */
function holdsUnsent(chat: ChatView): boolean {
  return chat.messages.some((message) => message.is === 'text' && message.delivery === 'not-sent');
}
