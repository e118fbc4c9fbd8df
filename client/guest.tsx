/**
 * Composition root of the guest page. The landing is drawn from the link alone; everything else is loaded when the
 * browser is idle and does nothing before the guest's click.
 */
import { useEffect, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { missingFeature } from './adapters/support.ts';
import { openLink, type OpenedLink } from './state/link.ts';
import { GuestPage, type JoinedGuest } from './ui/guest/GuestPage.tsx';

const loadChat = () => import('./guest-chat.ts');

function readAddress(): OpenedLink {
  const failure = missingFeature();
  return failure === null ? openLink(location.pathname + location.hash) : { status: 'bad', failure };
}

function GuestRoot(): ReactElement {
  const [opened, setOpened] = useState(readAddress);

  useEffect(() => {
    const reread = (): void => {
      setOpened(readAddress());
    };
    window.addEventListener('hashchange', reread);
    return () => {
      window.removeEventListener('hashchange', reread);
    };
  }, []);

  const join = async (name: string): Promise<JoinedGuest> => {
    if (opened.status === 'bad') throw new Error('internal: joined without a link');
    const { joinChat } = await loadChat();
    return joinChat(opened.invite, name);
  };

  return (
    <GuestPage
      // A different link is a different page: nothing of the last one stays on screen.
      key={opened.status === 'ok' ? location.hash : 'bad'}
      link={opened}
      join={join}
      onPaste={(text) => {
        setOpened(openLink(text));
      }}
    />
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('internal: no root element');
createRoot(root).render(<GuestRoot />);

const whenIdle = typeof requestIdleCallback === 'function' ? requestIdleCallback : setTimeout;
whenIdle(() => {
  // A failed preload is tried again on the click, which reports it.
  loadChat().catch(() => undefined);
});
