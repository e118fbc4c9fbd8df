/**
 * What a session asks of the handshake, whichever side it is on. Host and guest each have their own; see
 * `host-handshaker.ts` and `guest-handshaker.ts`.
 */
import type { RefusalCode } from '../protocol/frame.ts';
import type { SecureChannel } from './secure-channel.ts';

export type Verdict =
  | { readonly is: 'verified'; readonly channel: SecureChannel }
  /** Verified, and a person must say whether they may come in. */
  | { readonly is: 'knocking'; readonly channel: SecureChannel }
  /** `left`: password tries left at `password`, else 0. */
  | { readonly is: 'refused'; readonly code: RefusalCode; readonly left: number };

/** One side's part of the handshake. */
export interface Handshaker {
  /** Judges message 2 (guest) or 3 (host). Rejects with ProtocolError for bytes that do not verify. */
  verify(message: Uint8Array): Promise<Verdict>;
  /** Message 3 of the guest; called after `verify`. */
  finalMessage(): Uint8Array;
  /** Makes what the handshake agreed on durable. Resolves with a refusal when somebody else was faster. */
  commit(): Promise<null | { readonly refusal: RefusalCode }>;
  /** The other side is known to have committed. */
  settle(): void;
}
