/**
 * What each side remembers of a chat besides its events: enough to go on after a reload (GC/1 sections 2 and 6).
 * Plain data; who keeps it, and how it is protected there, is an adapter's part.
 */
import type { InviteTerms } from '../protocol/invite.ts';
import type { RoomKeys } from '../protocol/invite-keys.ts';
import type { GuestKeys, HostKeys } from '../session/slots.ts';

export interface ChatRecord {
  /** 8 characters, base64url; a name on this device alone, and no secret. */
  readonly id: string;
  readonly createdAtUnixMs: number;
  /** What the link says, without its secret: handshakes are bound to it for the chat's life. */
  readonly terms: InviteTerms;
  /** 16 bytes. Null once both sides have committed: the link is not needed and cannot be shown any more. */
  readonly secret: Uint8Array | null;
  /** The invite room, which cannot be derived again without the secret. */
  readonly inviteRoom: RoomKeys;
  /** A person has compared the safety numbers. */
  readonly isVerified: boolean;
  /** What the person began to write; '' for nothing. */
  readonly draft: string;
}

export interface HostRecord extends ChatRecord {
  /** Whom the link is for, and what the host calls the chat from then on; may be empty. */
  readonly label: string;
  /** Nothing of it rings. */
  readonly isMuted: boolean;
  /** Put back among the unread by the host, although it was read. */
  readonly isMarkedUnread: boolean;
  /** As the host typed it. Null without one, and again once both sides have committed. */
  readonly password: string | null;
  /** Password attempts that were counted; 0 again after a commit. */
  readonly fails: number;
  /** "Ask me before they join". */
  readonly isAdmissionAsked: boolean;
  /** 32 bytes for each room. */
  readonly ownerTokens: { readonly invite: Uint8Array; readonly chat: Uint8Array };
  readonly keys: HostKeys;
  readonly hasSomeoneElseTried: boolean;
  readonly hasOldCopyTried: boolean;
}

export interface GuestRecord extends ChatRecord {
  /** The name the guest gave. */
  readonly guestName: string;
  readonly keys: GuestKeys;
}
