/**
 * What the screens show and what a person can do there: plain data and commands, the whole surface that `ui/` may import
 * together with `failure.ts` and `store.ts`. Nothing in here derives from a secret, except the invite link that the host must share.
 */
import type { MAX_TEXT_BYTES } from '../protocol/event-body.ts';
import type * as handshake from '../protocol/handshake.ts';
import type { Failure } from './failure.ts';
import type { Store } from './store.ts';

/** `waiting`: stored, not handed over. `sent`: handed to the present connection. `not-sent`: the chat ended first. */
export type Delivery = 'waiting' | 'sent' | 'delivered' | 'not-sent';

export interface MessageView {
  /** Stable and unique within the chat. */
  readonly id: string;
  readonly author: 'me' | 'other';
  readonly text: string;
  /** Never earlier than the message above it, whatever the other's clock says. */
  readonly atUnixMs: number;
  /** Null for the other's messages. */
  readonly delivery: Delivery | null;
}

/** The line under the header; null when there is nothing to say. Grace delays are already over. */
export type Banner = 'reconnecting' | 'still-trying' | 'offline' | null;

export type ChatPhase =
  /** Host: nobody has used the link yet. `isJoining`: someone is at the door. */
  | {
      readonly is: 'invited';
      readonly link: string;
      readonly deadlineUnixMs: number;
      readonly createdAtUnixMs: number;
      readonly isJoining: boolean;
      /** To be shared apart from the link; null without one. */
      readonly password: PasswordView | null;
      /** Guests who wait to be let in, first come first. */
      readonly knocking: readonly Knock[];
    }
  /** Host: the deadline passed and nobody came. */
  | { readonly is: 'expired' }
  /** Guest: never been live yet. `connecting`, or the host is not there, or the server can't be reached, or all seats are taken. */
  | { readonly is: 'waiting'; readonly why: 'connecting' | 'admission' | 'host-away' | 'server-away' | 'busy' }
  | { readonly is: 'open'; readonly presence: 'online' | 'away' | 'offline'; readonly banner: Banner }
  | { readonly is: 'ended'; readonly by: 'me' | 'other' | 'silence' }
  /** The two copies do not fit together, or the link was continued elsewhere. Messages stay readable. */
  | { readonly is: 'broken'; readonly failure: Failure };

export interface PasswordView {
  readonly text: string;
  /** Wrong passwords so far, each counted; at `maxTries` nobody can join until the host resets. */
  readonly wrongTries: number;
  readonly maxTries: number;
}

/** Somebody at the door ("Ask me before they join"). */
export interface Knock {
  readonly guestId: string;
  /** What they call themselves; may be ''. */
  readonly name: string;
}

export interface ChatView {
  readonly id: string;
  /** Which side this browser is. */
  readonly side: 'host' | 'guest';
  /** Host: own label, else the guest's name, else ''. Guest: the host's name, or ''. */
  readonly title: string;
  /** Host: the guest's own name when it differs from the title. */
  readonly alias: string | null;
  readonly phase: ChatPhase;
  readonly messages: readonly MessageView[];
  readonly unreadCount: number;
  /** Unix ms of the last thing that happened, for the list's order and time. */
  readonly lastActivityUnixMs: number;
  /** Host: somebody else tried to use the link after the guest had joined. */
  readonly hasSomeoneElseTried: boolean;
  /** An old copy of the other side's browser profile tried to go on with this chat and was refused. */
  readonly hasOldCopyTried: boolean;
  /** 60 digits, the same on both sides when nobody sits in between; null before the two have met. */
  readonly safetyNumber: string | null;
  /** The person here has compared them. */
  readonly isVerified: boolean;
}

/** Why a text was not taken; the text stays in the field. */
export type SendRefusal = 'empty' | 'too-long' | 'outbox-full' | 'chat-over';

/*
 * Limits a person can run into. Their values stand in the protocol; here only the types come from there, so that the
 * compiler holds them equal and the guest's landing page does not load the protocol for a number.
 */
/** UTF-8 bytes of one message. */
export const MAX_MESSAGE_BYTES: typeof MAX_TEXT_BYTES = 12_000;
export const MAX_GUEST_NAME_BYTES: typeof handshake.MAX_GUEST_NAME_BYTES = 252;
export const MAX_GUEST_NAME_CODE_POINTS: typeof handshake.MAX_GUEST_NAME_CODE_POINTS = 64;

/** Commands both sides share. */
export interface ChatCommands {
  send(chatId: string, text: string): SendRefusal | null;
  /** Tells the core that the person has this chat on screen, or none. */
  show(chatId: string | null): void;
  /** Tries to connect now instead of waiting for the next try. */
  retry(chatId: string): void;
  /** Ends the chat on both sides and deletes it here; "Leave and delete" for a guest. */
  end(chatId: string): void;
  /** Remembers that the safety numbers were compared and are the same, or takes that back. */
  setVerified(chatId: string, isVerified: boolean): void;
  /** Whether what was pasted is this chat's safety number; null when it is none at all. */
  compareSafetyNumber(chatId: string, pasted: string): boolean | null;
}

/** Seconds the link works: 1 hour, 24 hours, 7 days. */
export const LINK_LIFETIMES_SECONDS = [3_600, 86_400, 604_800] as const;
export type LinkLifetimeSeconds = (typeof LINK_LIFETIMES_SECONDS)[number];

export interface NewInvite {
  /** For the host's eyes only; may be ''. */
  readonly label: string;
  readonly lifetimeSeconds: LinkLifetimeSeconds;
  /** '' for none. */
  readonly password: string;
  /** "Ask me before they join". */
  readonly isAdmissionAsked: boolean;
  /** Both sides connect through the server's relay only. */
  readonly isRelayOnly: boolean;
}

export interface HostView {
  /** What guests see; null on first run. */
  readonly name: string | null;
  /** Whether the signaling server answers. Live chats go on without it; nobody can join. */
  readonly server: 'connecting' | 'connected' | 'lost';
  /** Whether the browser believes it has a network. */
  readonly isOnline: boolean;
  /** Whether the server relays, so that "Hide my IP address" can be offered. */
  readonly canRelay: boolean;
  /** `memory`: this browser refuses to store; everything goes with the page. `loading`: not read yet. */
  readonly storage: 'loading' | 'kept' | 'memory';
  /** Another tab of this browser holds the chats; [Use here] is `useHere`. */
  readonly isElsewhere: boolean;
  /** Newest activity first. */
  readonly chats: readonly ChatView[];
}

export interface Host extends ChatCommands {
  readonly view: Store<HostView>;
  /** Null when stored; otherwise why not. Names are trimmed; at most MAX_HOST_NAME_BYTES of UTF-8. */
  setName(name: string): 'empty' | 'too-long' | null;
  /** Creates an invite and returns its chat's id; or why the password cannot be used: it has characters nobody can type. */
  createInvite(invite: NewInvite): { readonly id: string } | { readonly problem: 'bad-password' };
  /** Four words, as a password that can be said aloud. */
  generatePassword(): Promise<string>;
  admit(chatId: string, guestId: string): void;
  decline(chatId: string, guestId: string): void;
  /** Lets guests try the password again after too many wrong ones. */
  resetPasswordTries(chatId: string): void;
  useHere(): void;
  cancelInvite(chatId: string): void;
  /** Removes an expired, ended or broken chat from the list. */
  remove(chatId: string): void;
}

/** What the landing page can say from the link alone. */
export interface LinkView {
  readonly hostName: string;
  readonly deadlineUnixMs: number;
  readonly silenceDays: 1 | 10 | 30;
  readonly hasPassword: boolean;
  readonly isRelayOnly: boolean;
}

export type GuestView =
  /** The password was wrong; the field is shown again, also while the next one is tried. */
  | { readonly screen: 'password'; readonly triesLeft: number; readonly isTrying: boolean }
  /** Joined or joining: the chat is on screen. */
  | { readonly screen: 'chat'; readonly chat: ChatView }
  /** A failure screen; `canRetry` offers [Try again]. */
  | { readonly screen: 'failure'; readonly failure: Failure; readonly canRetry: boolean };

export interface Guest extends ChatCommands {
  readonly view: Store<GuestView>;
  /** Another try; null when it is on its way, else why it cannot be a password. */
  tryPassword(password: string): 'bad-password' | null;
}

/** A chat that this browser keeps, on the bare guest page. */
export interface SavedGuestChat {
  readonly id: string;
  readonly hostName: string;
  readonly guestName: string;
}
