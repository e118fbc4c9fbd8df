/** Whether this browser, at this address, can hold a chat at all. */
import type { Failure } from '../state/failure.ts';

/** Why not, or null when it can. */
export function missingFeature(): Failure | null {
  if (!window.isSecureContext) return 'insecure-context';
  if (typeof RTCPeerConnection === 'undefined' || !hasCrypto()) return 'browser-too-old';
  return null;
}

/** For what is random, and for what is stored. The types know of no browser without. */
function hasCrypto(): boolean {
  const { crypto } = globalThis as Partial<Pick<typeof globalThis, 'crypto'>>;
  return (crypto as Partial<Crypto> | undefined)?.subtle !== undefined;
}
