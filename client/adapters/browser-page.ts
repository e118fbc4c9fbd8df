/** What the browser says of this page: seen or hidden, going away, with or without a network. */
import type { Page, PageEvent } from '../session/ports.ts';

export function createBrowserPage(): Page {
  return {
    isVisible: () => document.visibilityState === 'visible',
    isOnline: () => navigator.onLine,
    subscribe: (listener: (event: PageEvent) => void) => {
      document.addEventListener('visibilitychange', () => {
        listener(document.visibilityState === 'visible' ? 'visible' : 'hidden');
      });
      window.addEventListener('pagehide', () => {
        listener('leaving');
      });
      // A page that comes back from the back/forward cache missed everything since.
      window.addEventListener('pageshow', (event) => {
        if (event.persisted) listener('visible');
      });
      window.addEventListener('online', () => {
        listener('online');
      });
      window.addEventListener('offline', () => {
        listener('offline');
      });
    },
  };
}
