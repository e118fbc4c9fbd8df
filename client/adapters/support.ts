/** Whether this browser, at this address, can hold a chat at all. Without IndexedDB it can: then the chat lasts as long as the page. */
import type { Failure } from '../state/failure.ts';

/** What is asked of `window`; some of it is missing in old browsers, at plain http, or where a person has turned it off. */
export interface Browser {
  readonly isSecureContext: boolean;
  readonly RTCPeerConnection?: unknown;
  readonly crypto?: { readonly subtle?: unknown };
  readonly navigator: { readonly locks?: unknown };
}

/** Why not, or null when it can. */
export function missingFeature(browser: Browser): Failure | null {
  // Without it the browser also takes the other things away, and they are not what is wrong.
  if (!browser.isSecureContext) return 'insecure-context';
  if (browser.crypto?.subtle === undefined || browser.navigator.locks === undefined) return 'browser-too-old';
  return browser.RTCPeerConnection === undefined ? 'no-webrtc' : null;
}
