/**
 * What the screens show and what a person can do there: plain data and commands, the whole surface that `ui/` may import
 * together with `app-lock-view.ts`, `failure.ts`, `link-risk.ts`, `store.ts` and `web-links.ts`. Nothing in here derives from a secret, except the invite link that the host must share.
 */
import type { MAX_TEXT_BYTES } from '../protocol/event-body.ts';
import type * as handshake from '../protocol/handshake.ts';
import type * as invite from '../protocol/invite.ts';
import type * as password from '../protocol/password.ts';
import type * as session from '../session/current-session.ts';
import type { TransportPath } from '../session/ports.ts';
import type * as reach from '../session/reach.ts';
import type { Failure } from './failure.ts';
import type { Store } from './store.ts';

/**
 * `waiting`: stored, not handed over. `sent`: handed to the present connection. `read`: the other person has seen it.
 * `not-sent`: the chat ended first, or it could not be stored.
 */
export type Delivery = 'waiting' | 'sent' | 'delivered' | 'read' | 'not-sent';

/** What every line of a conversation has. */
interface LineView {
  /** Stable and unique within the chat. */
  readonly id: string;
  readonly author: 'me' | 'other';
  /** Never earlier than the line above it, whatever the other's clock says. */
  readonly atUnixMs: number;
}

export interface TextView extends LineView {
  readonly is: 'text';
  /** As last edited. */
  readonly text: string;
  readonly isEdited: boolean;
  /** What it answers; null when it answers nothing. */
  readonly quote: QuoteView | null;
  /** In the order they were first given; at most one of each person. */
  readonly reactions: readonly ReactionView[];
  /** Null for the other's messages. */
  readonly delivery: Delivery | null;
  /** The other's: when it came, by this device's clock. Null for own messages. */
  readonly arrivedAtUnixMs: number | null;
  /** Own, and not older than EDIT_WINDOW_MS. */
  readonly canEdit: boolean;
  /** It disappears by itself, then; null when it stays, or when that is only known once it was read. */
  readonly disappearsAtUnixMs: number | null;
}

/** One line of the conversation, in the order of the screen. */
export type MessageView =
  | TextView
  /** Its author deleted it for both. */
  | (LineView & { readonly is: 'deleted' })
  /** It is stored, and cannot be read: damaged, or written by a later version of this app. */
  | (LineView & { readonly is: 'unreadable'; readonly why: 'corrupt' | 'future-version' })
  /** The author chose when messages disappear from here on. */
  | (LineView & { readonly is: 'timer'; readonly seconds: DisappearAfterSeconds });

export interface QuoteView {
  /** Of the message that is quoted. */
  readonly id: string;
  readonly author: 'me' | 'other';
  /** Null when it is gone or too far up to be loaded yet. */
  readonly text: string | null;
}

export interface ReactionView {
  readonly emoji: string;
  readonly author: 'me' | 'other';
}

/** How long a text may be edited. */
export const EDIT_WINDOW_MS = 15 * 60_000;

/** Off; a day or an hour after it was written; five minutes after it was read. */
export const DISAPPEAR_AFTER_SECONDS = [0, 86_400, 3_600, 300] as const;
export type DisappearAfterSeconds = (typeof DISAPPEAR_AFTER_SECONDS)[number];

/** Days without a message after which both sides delete the chat. */
export const SILENCE_DAYS = [1, 10, 30] as const;
export type SilenceDays = (typeof SILENCE_DAYS)[number];

/**
 * The line under the header; null when there is nothing to say. Grace delays are already over. `no-way`: the other side is
 * there and no connection comes about, whatever was tried.
 */
export type Banner =
  'reconnecting' | 'still-trying' | 'offline' | { readonly is: 'no-way'; readonly tried: Tried } | null;

/** What a connection was made with, or is being tried with; see `Tried` where it is decided. */
export type Tried = reach.Tried;

/** The way the messages take right now. */
export type ConnectionPath = TransportPath;

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
  | { readonly is: 'open'; readonly presence: Presence; readonly banner: Banner }
  | { readonly is: 'ended'; readonly by: 'me' | 'other' | 'silence' }
  /** The two copies do not fit together, or the link was continued elsewhere. Messages stay readable. */
  | { readonly is: 'broken'; readonly failure: Failure };

/** `typing`: online, and writing. */
export type Presence = session.Presence;

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
  /** The latest ones; `hasEarlier` says whether there are more, which `loadEarlier` brings. */
  readonly messages: readonly MessageView[];
  readonly hasEarlier: boolean;
  readonly unreadCount: number;
  /** Where what was new begins, and how much it was, when the chat last came on screen; null once that is past. */
  readonly unreadFrom: { readonly messageId: string; readonly count: number } | null;
  /** Host: put back among the unread although it was read. */
  readonly isMarkedUnread: boolean;
  /** Host: nothing of it rings. */
  readonly isMuted: boolean;
  /** What the person began to write, as last stored. */
  readonly draft: string;
  readonly silenceDays: SilenceDays;
  readonly disappearAfterSeconds: DisappearAfterSeconds;
  /** Unix ms of the last thing that happened, for the list's order and time. */
  readonly lastActivityUnixMs: number;
  /** Host: somebody else tried to use the link after the guest had joined. */
  readonly hasSomeoneElseTried: boolean;
  /** An old copy of the other side's browser profile tried to go on with this chat and was refused. */
  readonly hasOldCopyTried: boolean;
  /** The two have met, so that there are safety numbers to compare. */
  readonly canVerify: boolean;
  /** The person here has compared them. */
  readonly isVerified: boolean;
  /** Guest: this browser refuses to store, so that the chat goes with the page. Host: see HostView. */
  readonly isKept: boolean;
  /**
   * The last thing the person did here could not be stored: no space is left, or the browser refused. A text is then
   * shown as `not-sent`, goes with the page, and `deleteMessage` takes it away. Null once storing works again.
   */
  readonly storageTrouble: 'full' | 'refused' | null;
  readonly connection: reach.LinkState;
}

/** Why a text was not taken; the text stays in the field. `too-late`: it cannot be edited any more. */
export type SendRefusal = 'empty' | 'too-long' | 'outbox-full' | 'chat-over' | 'too-late';

/*
 * Limits a person can run into. Their values stand in the protocol; here only the types come from there, so that the
 * compiler holds them equal and the guest's landing page does not load the protocol for a number.
 */
/** UTF-8 bytes of one message. */
export const MAX_MESSAGE_BYTES: typeof MAX_TEXT_BYTES = 12_000;
/** UTF-16 code units of a password, as fields count them (GC/1, section 5). */
export const MAX_PASSWORD_CHARS: typeof password.MAX_PASSWORD_CHARS = 1024;
/** UTF-8 bytes of a host's name. */
export const MAX_HOST_NAME_BYTES: typeof invite.MAX_HOST_NAME_BYTES = 96;
export const MAX_GUEST_NAME_BYTES: typeof handshake.MAX_GUEST_NAME_BYTES = 252;
export const MAX_GUEST_NAME_CODE_POINTS: typeof handshake.MAX_GUEST_NAME_CODE_POINTS = 64;

/** Commands both sides share. */
export interface ChatCommands {
  /** @param replyTo id of the message that it answers; null for none */
  send(chatId: string, text: string, replyTo: string | null): SendRefusal | null;
  /** Replaces the text of an own message. */
  edit(chatId: string, messageId: string, text: string): SendRefusal | null;
  /** Deletes an own message here and on the other side. */
  deleteMessage(chatId: string, messageId: string): void;
  /** Gives a text a reaction; '' takes it back. */
  react(chatId: string, messageId: string, emoji: string): void;
  /** From here on messages disappear on both sides. */
  setDisappearing(chatId: string, seconds: DisappearAfterSeconds): void;
  /** Keeps what is not sent yet, and lets the other side know that it is being written; '' forgets it. */
  saveDraft(chatId: string, text: string): void;
  loadEarlier(chatId: string): void;
  /** Whether the person is at the newest message. While they are, and while the chat is not on screen, not all that comes stays loaded. */
  follow(chatId: string, isFollowed: boolean): void;
  /** The whole conversation, also what is not loaded. Rejects when it cannot be read. */
  readAll(chatId: string): Promise<readonly MessageView[]>;
  /** Tells the core that the person has this chat on screen, or none. */
  show(chatId: string | null): void;
  /** Looks at the connection of the chat; null while there is none. */
  inspect(chatId: string): Promise<ConnectionPath | null>;
  /** Tries to connect now instead of waiting for the next try. */
  retry(chatId: string): void;
  /** Ends the chat on both sides and deletes it here; "Leave and delete" for a guest. */
  end(chatId: string): void;
  /** 60 digits, the same on both sides when nobody sits in between; null before the two have met. */
  safetyNumber(chatId: string): string | null;
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
  readonly silenceDays: SilenceDays;
  readonly disappearAfterSeconds: DisappearAfterSeconds;
}

/** A chat that is stored here and cannot be opened: damaged, or written by a later version of this app. */
export interface DamagedChat {
  readonly id: string;
  readonly why: 'corrupt' | 'future-version';
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
  /** Whether the server can only connect people on the same network, though it is on the internet. */
  readonly isNearbyOnly: boolean;
  /** `memory`: this browser refuses to store; everything goes with the page. `loading`: not read yet. */
  readonly storage: 'loading' | 'kept' | 'memory';
  /** Kept, but the browser may delete it when space runs short, as it grants nothing more. */
  readonly mayBeEvicted: boolean;
  /** Another tab of this browser holds the chats; [Use here] is `useHere`. */
  readonly isElsewhere: boolean;
  /** Newest activity first. */
  readonly chats: readonly ChatView[];
  /** Listed apart; `remove` deletes them. */
  readonly damaged: readonly DamagedChat[];
}

/** `local`: without any server. `stun`: through routers. `turn`: through the relay. */
export type ConnectionTest =
  | { readonly is: 'server-away' }
  | ({ readonly is: 'tested' } & Readonly<Record<'local' | 'stun' | 'turn', 'works' | 'fails' | 'not-offered'>>);

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
  /** Looks which ways to a guest this browser and the server have; takes up to 20 s. */
  testConnection(): Promise<ConnectionTest>;
  useHere(): void;
  /** What the host calls the chat; '' for the guest's own name. */
  rename(chatId: string, label: string): void;
  setMuted(chatId: string, isMuted: boolean): void;
  /** Puts a chat back among the unread, or says that all of it was read. */
  markUnread(chatId: string, isUnread: boolean): void;
  cancelInvite(chatId: string): void;
  /**
   * Ends the chat and takes it off the list at once. A guest who is there hears that it has ended; one who is not is not
   * waited for, and finds nobody at the link or in the chat any more.
   */
  block(chatId: string): void;
  /** Removes an expired, ended or broken chat from the list. */
  remove(chatId: string): void;
}

/** What the landing page can say from the link alone. */
export interface LinkView {
  readonly hostName: string;
  readonly deadlineUnixMs: number;
  readonly silenceDays: SilenceDays;
  readonly hasPassword: boolean;
  readonly isRelayOnly: boolean;
}

export type GuestView =
  /** The password was wrong; the field is shown again, also while the next one is tried. */
  | { readonly screen: 'password'; readonly triesLeft: number; readonly isTrying: boolean }
  /** Joined or joining: the chat is on screen. */
  | {
      readonly screen: 'chat';
      readonly chat: ChatView;
      /** Where misuse is reported, a `mailto:` or `https:` URL; null where, or as long as, the server names none. */
      readonly abuseContact: string | null;
    }
  /** A failure screen; `canRetry` offers [Try again]. */
  | { readonly screen: 'failure'; readonly failure: Failure; readonly canRetry: boolean };

export interface Guest extends ChatCommands {
  readonly view: Store<GuestView>;
  /** Another try; null when it is on its way, else why it cannot be a password. */
  tryPassword(password: string): 'bad-password' | null;
}

/** A chat that this browser keeps, on the bare guest page. */
export type SavedGuestChat =
  | { readonly is: 'readable'; readonly id: string; readonly hostName: string; readonly guestName: string }
  | ({ readonly is: 'unreadable' } & DamagedChat);
