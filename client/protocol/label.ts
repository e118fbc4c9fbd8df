/** `L(x)` of GC/1 section 1: what a derived value is for, so that no two uses share one. */
import { encodeUtf8 } from './bytes.ts';

export function label(purpose: string): Uint8Array {
  return encodeUtf8(`GuestChats/1 ${purpose}`);
}
