/**
 * Composition root of the guest page. The landing is drawn from the link alone; everything else is loaded when the
 * browser is idle and does nothing before the guest's click, unless the address is of a chat that this browser keeps.
 */
import { useEffect, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { beginAgainIfServed } from './adapters/begin-again.ts';
import { missingFeature } from './adapters/support.ts';
import { whenIdle } from './adapters/when-idle.ts';
import { openLink, savedChatId, toLinkView, type OpenedLink } from './state/link.ts';
import { GuestPage, type GuestAddress, type JoinedGuest } from './ui/guest/GuestPage.tsx';
import { common } from './ui/wording/en/common.ts';
import { failures } from './ui/wording/en/failures.ts';
import { guest } from './ui/wording/en/guest.ts';
import { addWords } from './ui/wording/t.ts';

addWords(common, failures, guest);

const loadChat = () => import('./guest-chat.ts');

/** For a person who waits for it. */
async function loadChatNow(): ReturnType<typeof loadChat> {
  try {
    return await loadChat();
  } catch (error) {
    await beginAgainIfServed();
    throw error;
  }
}

type Opened = OpenedLink | Exclude<GuestAddress, { status: 'ok' | 'bad' }>;

function readAddress(): Opened {
  const failure = missingFeature(window);
  return failure === null ? openLink(location.pathname + location.hash) : { status: 'bad', failure };
}

/** What this browser keeps for an address without a link; null when that is nothing. */
async function readKept(): Promise<Opened | null> {
  const chat = await loadChat();
  const id = savedChatId(location.hash);
  if (id === null) {
    const chats = await chat.listSavedChats();
    return chats.length === 0 ? null : { status: 'saved', chats };
  }
  const terms = await chat.readTerms(id);
  if (terms === null) return { status: 'bad', failure: 'chat-gone' };
  return { status: 'resume', id, link: toLinkView(terms) };
}

function GuestRoot(): ReactElement | null {
  const [opened, setOpened] = useState<Opened>(readAddress);
  const [isReading, setReading] = useState(() => isWithoutLink(opened));

  useEffect(() => {
    const reread = (): void => {
      setOpened(readAddress());
    };
    window.addEventListener('hashchange', reread);
    return () => {
      window.removeEventListener('hashchange', reread);
    };
  }, []);

  useEffect(() => {
    if (!isWithoutLink(opened)) return;
    readKept()
      .then((kept) => {
        if (kept !== null) setOpened(kept);
      })
      .catch(() => undefined)
      .finally(() => {
        setReading(false);
      });
    // Once for the address that the page was opened with.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  if (isReading) return null;
  return (
    <GuestPage
      // A different link is a different page: nothing of the last one stays on screen.
      key={opened.status === 'ok' ? opened.link.hostName + String(opened.link.deadlineUnixMs) : opened.status}
      link={opened}
      join={async (name, password) => {
        if (opened.status !== 'ok') throw new Error('internal: joined without a link');
        return (await loadChatNow()).joinChat(opened.invite, name, password);
      }}
      resume={async (id): Promise<JoinedGuest> => {
        const joined = await (await loadChatNow()).resumeChat(id);
        if (joined !== null) return joined;
        setOpened({ status: 'bad', failure: 'chat-gone' });
        throw new Error('internal: the chat is gone');
      }}
      onRemove={({ id }) => {
        void loadChat()
          .then((chat) => chat.removeSavedChat(id))
          .then((chats) => {
            setOpened(chats.length === 0 ? readAddress() : { status: 'saved', chats });
          })
          // Then it is still in the list.
          .catch(() => undefined);
      }}
      onPaste={(text) => {
        setOpened(openLink(text));
      }}
    />
  );
}

function isWithoutLink(opened: Opened): boolean {
  return opened.status === 'bad' && (opened.failure === 'link-missing' || savedChatId(location.hash) !== null);
}

const root = document.getElementById('root');
if (root === null) throw new Error('internal: no root element');
createRoot(root).render(<GuestRoot />);

// Where it fails, the click finds out.
void whenIdle()
  .then(loadChat)
  .then((chat) => (isWithoutLink(readAddress()) ? undefined : chat.rehearse()))
  .catch(() => undefined);
