/** The host's page, whichever of its faces it has: locked, first run, home, or the word that home is in another tab. */
import type { ReactNode } from 'react';
import type { AppLock } from '../../state/app-lock-view.ts';
import type { Notifier } from '../../state/notifier.ts';
import type { Preferences } from '../../state/preferences.ts';
import type { Host } from '../../state/view.ts';
import { later } from '../later.tsx';
import { useStore } from '../useStore.ts';
import { useTheme } from '../useTheme.ts';
import { Home } from './Home.tsx';
import { HomeFrame } from './HomeFrame.tsx';
import { MissingPane } from './MissingPane.tsx';
import { withWords } from './with-words.ts';
import '../styles/tokens.css';
import '../styles/base.css';

interface HostPageProps {
  readonly host: Host;
  readonly appLock: AppLock;
  readonly preferences: Preferences;
  readonly notifier: Notifier;
}

const Elsewhere = later(async () => (await withWords(import('./Elsewhere.tsx'))).Elsewhere, MissingPane);
const Unlock = later(async () => (await withWords(import('./Unlock.tsx'))).Unlock, MissingPane);
const Unreadable = later(async () => (await withWords(import('./Unreadable.tsx'))).Unreadable, MissingPane);
const FirstRun = later(async () => (await withWords(import('./FirstRun.tsx'))).FirstRun, MissingPane);

export function HostPage({ host, appLock, preferences, notifier }: HostPageProps): ReactNode {
  useTheme(useStore(preferences.view).theme);
  const view = useStore(host.view);
  const lock = useStore(appLock.view);
  if (view.isElsewhere) return <Elsewhere onUseHere={host.useHere} />;
  if (lock.is === 'locked') return <Unlock appLock={appLock} attempt={lock.attempt} />;
  if (lock.is === 'unreadable') return <Unreadable appLock={appLock} why={lock.why} />;
  if (view.storage === 'loading') {
    return (
      <HomeFrame>
        <main aria-busy="true" />
      </HomeFrame>
    );
  }
  if (view.name === null) return <FirstRun setName={host.setName} />;
  return <Home host={host} view={view} appLock={appLock} preferences={preferences} notifier={notifier} />;
}
