/** What keeping a chat connected takes on either side. */
import type { HandshakeContext, HandshakeKind } from '../protocol/handshake.ts';
import type { InviteTerms } from '../protocol/invite.ts';
import type { InviteKeys } from '../protocol/invite-keys.ts';
import type { Delivery } from './delivery.ts';
import type { Clock, CreateTransport, Page, PageEvent, RandomBytes, Signaling } from './ports.ts';
import type { Slot } from './slots.ts';

export interface ConnectionOptions {
  readonly terms: InviteTerms;
  readonly inviteKeys: Pick<InviteKeys, 'context' | 'room'>;
  readonly delivery: Delivery;
  readonly signaling: Signaling;
  readonly createTransport: CreateTransport;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly page: Page;
  /** What `state` says may differ. */
  changed(): void;
}

/** Whether what a page believes of its connections may be old, or better than it was: time to look, and to try at once. */
export function isRecovery(event: PageEvent): boolean {
  return event === 'visible' || event === 'online' || event === 'resumed' || event === 'moved';
}

/** What both sides bring to an attempt that begins on this slot. @param password at first contact through a link that has one */
export function toHandshakeContext<Kind extends HandshakeKind>(
  { context, room }: ConnectionOptions['inviteKeys'],
  kind: Kind,
  { epoch, resumption }: Slot,
  attempt: Uint8Array,
  password: Uint8Array | null = null,
): HandshakeContext<Kind> {
  return { inviteContext: context, inviteRoomId: room.roomId, kind, epoch, attempt, resumption, password };
}
