/** What the app lock needs of the world: a storage that may be under a passphrase. */
import type { Storage } from './storage.ts';

export interface LockableStorage<Record extends { readonly id: string }> {
  open(): Promise<OpenedStorage<Record>>;
  /** Nothing of it is left on this device. Rejects with a StorageError. */
  deleteAll(): Promise<void>;
}

export type OpenedStorage<Record extends { readonly id: string }> =
  /** This browser refuses to store: there is nothing to lock. */
  | { readonly is: 'memory'; readonly storage: Storage<Record> }
  | ({ readonly is: 'kept' } & Unlocked<Record>)
  | {
      readonly is: 'locked';
      /** Null for another passphrase. Rejects with a StorageError when it could not be tried. */
      unlock(passphrase: Uint8Array): Promise<Unlocked<Record> | null>;
    }
  /** It is locked, and in a way this version cannot open. */
  | { readonly is: 'unreadable'; readonly why: 'corrupt' | 'future-version' };

export interface Unlocked<Record extends { readonly id: string }> {
  readonly storage: Storage<Record>;
  readonly lock: StorageLock;
}

export interface StorageLock {
  /** Whether the next page has to ask for a passphrase. */
  isOn(): boolean;
  /**
   * Locks, unlocks for good, or changes the passphrase, at once and for everything that is stored. False when `current`
   * is not the present passphrase. Rejects with a StorageError; then, as with false, nothing has changed.
   * @param current the present passphrase; null when there is none @param next null for none
   */
  change(current: Uint8Array | null, next: Uint8Array | null): Promise<boolean>;
}
