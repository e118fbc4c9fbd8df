/** What the browser says of this page: seen or hidden, going away, back after standing still, with or without a network. */
import type { Page, PageEvent } from '../session/ports.ts';
import { browserClock } from './clock.ts';
import { watchTimeJumps } from './time-jump.ts';

export function createBrowserPage(): Page {
  return {
    isVisible: () => document.visibilityState === 'visible',
    isOnline: () => navigator.onLine,
    subscribe: (listener: (event: PageEvent) => void) => {
      const resumed = (): void => {
        listener('resumed');
      };
      document.addEventListener('visibilitychange', () => {
        listener(document.visibilityState === 'visible' ? 'visible' : 'hidden');
      });
      window.addEventListener('pagehide', () => {
        listener('leaving');
      });
      // From the back/forward cache, or out of a freeze (Page Lifecycle): the page missed everything since.
      window.addEventListener('pageshow', resumed);
      document.addEventListener('resume', resumed);
      // And where no event says so: a lid that was closed, a process that was stopped.
      watchTimeJumps(browserClock, resumed);
      watchNetworks(() => {
        listener('moved');
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

/**
 * From Wi-Fi to the mobile network, say. The browsers that tell (Network Information, `type`) also tell whenever their guess
 * of the speed changes, which is no reason to doubt a connection.
 */
function watchNetworks(moved: () => void): void {
  if (!('connection' in navigator)) return;
  const { connection } = navigator;
  if (!(connection instanceof EventTarget)) return;
  const typeOf = (): unknown => ('type' in connection ? connection.type : undefined);
  let type = typeOf();
  connection.addEventListener('change', () => {
    if (typeOf() === type) return;
    type = typeOf();
    moved();
  });
}
