/** Composition root of the host page: the world, the state and the screen meet here and nowhere else. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserPage } from './adapters/browser-page.ts';
import { browserClock } from './adapters/clock.ts';
import { createLocalProfile } from './adapters/local-profile.ts';
import { createMemoryKeyStore } from './adapters/memory-key-store.ts';
import { createMemoryLog } from './adapters/memory-log.ts';
import { browserRandom } from './adapters/random.ts';
import { createSimplePeerTransport } from './adapters/simple-peer-transport.ts';
import { createSocketioSignaling } from './adapters/socketio-signaling.ts';
import { missingFeature } from './adapters/support.ts';
import { createHost } from './state/host.ts';
import { HostPage } from './ui/host/HostPage.tsx';
import { FailurePage } from './ui/parts/FailurePage.tsx';

const failure = missingFeature();
const page =
  failure === null ? (
    <HostPage
      host={createHost(
        {
          signaling: createSocketioSignaling(location.origin),
          createTransport: createSimplePeerTransport,
          clock: browserClock,
          random: browserRandom,
          page: createBrowserPage(),
          origin: location.origin,
          createLog: () => createMemoryLog(browserClock),
          createKeyStore: createMemoryKeyStore,
        },
        createLocalProfile(),
      )}
    />
  ) : (
    <FailurePage failure={failure} />
  );

const root = document.getElementById('root');
if (root === null) throw new Error('internal: no root element');
createRoot(root).render(<StrictMode>{page}</StrictMode>);
