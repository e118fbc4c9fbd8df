/** The host's page, whichever of its faces it has: first run, home, or the word that home is in another tab. */
import type { ReactNode } from 'react';
import type { Host } from '../../state/view.ts';
import { useStore } from '../useStore.ts';
import { Elsewhere } from './Elsewhere.tsx';
import { FirstRun } from './FirstRun.tsx';
import { Home } from './Home.tsx';
import { HomeFrame } from './HomeFrame.tsx';
import '../styles/tokens.css';
import '../styles/base.css';

export function HostPage({ host }: { host: Host }): ReactNode {
  const view = useStore(host.view);
  if (view.isElsewhere) return <Elsewhere onUseHere={host.useHere} />;
  if (view.storage === 'loading') {
    return (
      <HomeFrame>
        <main aria-busy="true" />
      </HomeFrame>
    );
  }
  if (view.name === null) return <FirstRun setName={host.setName} />;
  return <Home host={host} view={view} />;
}
