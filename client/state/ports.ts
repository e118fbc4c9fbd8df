/**
 * What the app needs of the world beyond a session's ports, as interfaces: its chats on this device, and the right to be
 * the one page that holds a chat. Each port has a contract suite in `testing/`.
 */
import type { IceServer } from '../session/ports.ts';
import type { StorageErrorCode } from './storage-error.ts';

/** One chat's record in the hands of one page. */
export interface ChatHandle<Record> {
  /** As last stored through this handle. */
  read(): Record;
  /**
   * Stores what `change` makes of the latest record, all of it at once; changes take effect in the order of the calls.
   * Resolved means stored. Rejected means nothing changed: with a StorageError, `unavailable` when the chat was removed
   * or another handle has stored something since. Keys that were overtaken never replace newer ones.
   */
  update(change: (record: Record) => Record): Promise<void>;
}

export type ListedChat<Record> =
  | { readonly is: 'readable'; readonly record: Record }
  | {
      readonly is: 'unreadable';
      readonly id: string;
      readonly why: Extract<StorageErrorCode, 'corrupt' | 'future-version'>;
    };

/** The chats of one role on this device. Every call may reject with a StorageError. */
export interface ChatStore<Record extends { readonly id: string }> {
  /** Everything that is stored now, in no particular order. One chat that cannot be read does not hide the others. */
  list(): Promise<readonly ListedChat<Record>[]>;
  /** Resolved means stored. */
  create(record: Record): Promise<ChatHandle<Record>>;
  /** The chat as it is stored now; null when there is none. */
  open(id: string): Promise<ChatHandle<Record> | null>;
  /** Forgets the chat with its key, events and counters, all at once. Idempotent. */
  remove(id: string): Promise<void>;
}

/** The exclusive right to a name, among all pages of this browser. */
export interface HeldLock {
  /** Idempotent. */
  release(): void;
  /** Resolves when another page has taken the lock over; never after `release`. */
  readonly lost: Promise<void>;
}

/** The calls that promise a lock reject with a StorageError `unavailable` where the browser refuses locks. */
export interface Locks {
  /** Null when another page holds it. */
  acquire(name: string): Promise<HeldLock | null>;
  /** Takes it from whoever holds it: [Use here]. */
  steal(name: string): Promise<HeldLock>;
  /**
   * Waits in line, and calls `granted` once when nobody else holds it; the returned function leaves the line. Where the
   * browser refuses locks nobody's turn comes.
   */
  whenFree(name: string, granted: (lock: HeldLock) => void): () => void;
}

/** Whether the browser keeps what is stored when space runs short. Neither call rejects: not knowing is not granted. */
export interface Persistence {
  isGranted(): Promise<boolean>;
  /** Asks for it; browsers decide by themselves or ask the person. */
  request(): Promise<boolean>;
}

/** Under which addresses a browser can be reached: its own, that of its router, that of a relay (RFC 8445 section 5.1.1). */
export type CandidateKind = 'host' | 'srflx' | 'relay';

/** Resolves within 10 s with the kinds that were found. Never rejects. */
export type GatherCandidates = (iceServers: readonly IceServer[]) => Promise<ReadonlySet<CandidateKind>>;
