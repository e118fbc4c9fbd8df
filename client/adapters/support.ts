/** Whether this browser, at this address, can hold a chat at all. */
import type { Failure } from '../state/failure.ts';

/** Why not, or null when it can. */
export function missingFeature(): Failure | null {
  if (!window.isSecureContext) return 'insecure-context';
  if (typeof RTCPeerConnection === 'undefined') return 'browser-too-old';
  return null;
}
