/** Composition root of the host page: the world, the state and the screen meet here and nowhere else. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { beginAgainIfServed, hasBegunAgain } from './adapters/begin-again.ts';
import { createBrowserPage } from './adapters/browser-page.ts';
import { createMemoryStorage } from './adapters/chat-storage.ts';
import { browserClock } from './adapters/clock.ts';
import { createLocalProfile, forgetLocalProfile, HOST_PREFERENCES } from './adapters/local-profile.ts';
import { createLockableStorage } from './adapters/lockable-storage.ts';
import { ARGON2_COST } from './adapters/locked-key.ts';
import { deriveInWorker } from './adapters/passphrase-key.ts';
import { createNotifier } from './adapters/notifier.ts';
import { createPersistence } from './adapters/persistence.ts';
import { browserRandom } from './adapters/random.ts';
import { HOST_RECORD } from './adapters/record-codec.ts';
import { missingFeature } from './adapters/support.ts';
import { createWebLocks } from './adapters/web-locks.ts';
import { whenIdle } from './adapters/when-idle.ts';
import { guardStorage } from './state/app-lock.ts';
import { createHost } from './state/host.ts';
import { createPreferences } from './state/preferences.ts';
import { prefetchScreens } from './ui/host/Home.tsx';
import { HostPage } from './ui/host/HostPage.tsx';
import { MissingPane } from './ui/host/MissingPane.tsx';
import { withWords } from './ui/host/with-words.ts';
import { later } from './ui/later.tsx';
import { common } from './ui/wording/en/common.ts';
import { host } from './ui/wording/en/host.ts';
import { addWords } from './ui/wording/t.ts';

addWords(common, host);

const FailurePage = later(async () => (await withWords(import('./ui/parts/FailurePage.tsx'))).FailurePage, MissingPane);

const { appLock, openStorage } = guardStorage({
  storage: createLockableStorage({
    name: 'guest-chats-host',
    codec: HOST_RECORD,
    clock: browserClock,
    derive: deriveInWorker,
    cost: ARGON2_COST,
  }),
  forgetProfile: forgetLocalProfile,
  reload: () => {
    location.reload();
  },
});

const failure = missingFeature(window);
const page =
  failure === null ? (
    <HostPage
      appLock={appLock}
      preferences={createPreferences(HOST_PREFERENCES)}
      notifier={createNotifier()}
      host={createHost(
        {
          loadNetwork: async () => {
            await whenIdle();
            try {
              const { hostNetwork, rehearse } = await import('./host-online.ts');
              void whenIdle().then(prefetchScreens).then(rehearse);
              return hostNetwork;
            } catch (error) {
              if (!hasBegunAgain()) await beginAgainIfServed();
              throw error;
            }
          },
          clock: browserClock,
          random: browserRandom,
          page: createBrowserPage(),
          origin: location.origin,
          locks: createWebLocks(navigator.locks),
          openStorage,
          persistence: createPersistence(navigator.storage),
          createMemoryStorage: () => createMemoryStorage(browserClock),
          generatePassword: async () => (await import('./adapters/pass-phrase.ts')).generatePassPhrase(),
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
