/** What keeping a chat connected takes on either side. */
import type { InviteTerms } from '../protocol/invite.ts';
import type { InviteKeys } from '../protocol/invite-keys.ts';
import type { Delivery } from './delivery.ts';
import type { Clock, CreateTransport, Page, PageEvent, RandomBytes, Signaling } from './ports.ts';

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
  return event === 'visible' || event === 'online' || event === 'resumed';
}
